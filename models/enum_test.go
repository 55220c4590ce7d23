package models_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

// parsesAll checks that a parser takes exactly the values of its enumeration.
func parsesAll[E ~string](t *testing.T, name string, parse func(string) (E, error), values ...E) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		seen := map[E]bool{}
		for _, v := range values {
			require.False(t, seen[v], "%q twice", v)
			seen[v] = true
			got, err := parse(string(v))
			require.NoError(t, err)
			require.Equal(t, v, got)
		}
		for _, wrong := range []string{"nonsense", " " + string(values[len(values)-1]), string(values[len(values)-1]) + "s"} {
			_, err := parse(wrong)
			require.Equal(t, models.CodeInvalid, models.CodeOf(err), "%q", wrong)
			require.ErrorContains(t, err, string(values[len(values)-1]), "the refusal names what is allowed")
		}
	})
}

func TestEnumerations(t *testing.T) {
	t.Parallel()
	parsesAll(t, "role", models.ParseRole, models.Roles()...)
	parsesAll(t, "stage", models.ParseStage, models.Stages()...)
	parsesAll(t, "zone", models.ParseZone, models.Zones()...)
	parsesAll(t, "area", models.ParseArea, models.Areas()...)
	parsesAll(t, "gender", models.ParseGender, models.GenderUnknown, models.GenderFemale, models.GenderMale)
	parsesAll(t, "pool", models.ParsePool, models.PoolPractice, models.PoolSecure)
	parsesAll(t, "part type", models.ParsePartType, models.PartTypes()...)
	parsesAll(t, "rule", models.ParseRule, models.Rules()...)
	parsesAll(t, "session state", models.ParseSessionState, models.SessionStates()...)
	parsesAll(t, "form kind", models.ParseFormKind, models.FormAdaptive, models.FormLinear)
	parsesAll(t, "resource format", models.ParseResourceFormat, models.ResourceFormats()...)
	parsesAll(t, "job state", models.ParseJobState, models.JobStates()...)
	parsesAll(t, "locale", models.ParseLocale, models.Locales()...)
}

func TestStages(t *testing.T) {
	t.Parallel()
	for _, stage := range models.Stages() {
		require.True(t, stage.Name().Complete())
		got, err := models.ParseStage(stage.Name().ZH)
		require.NoError(t, err)
		require.Equal(t, stage, got, "the Chinese name is read")
	}
	want := map[int]models.Stage{
		3: models.StagePrimary34, 4: models.StagePrimary34, 5: models.StagePrimary56, 6: models.StagePrimary56,
		7: models.StageJunior, 8: models.StageJunior, 9: models.StageJunior,
		10: models.StageSenior, 11: models.StageSenior, 12: models.StageSenior,
	}
	for grade := -1; grade <= 14; grade++ {
		stage, err := models.StageOfGrade(grade)
		require.Equal(t, want[grade], stage)
		require.Equal(t, want[grade] == "", err != nil, "grade %d", grade)
	}
}

func TestSessionStates(t *testing.T) {
	t.Parallel()
	open := map[models.SessionState]bool{models.SessionCreated: true, models.SessionRunning: true, models.SessionPaused: true}
	counts := map[models.SessionState]bool{models.SessionFinished: true, models.SessionExpired: true}
	for _, state := range models.SessionStates() {
		require.Equal(t, open[state], state.Open(), state)
		require.Equal(t, counts[state], state.Counts(), state)
	}
	ended := map[models.JobState]bool{models.JobDone: true, models.JobFailed: true, models.JobCancelled: true}
	for _, state := range models.JobStates() {
		require.Equal(t, ended[state], state.Ended(), state)
	}
}
