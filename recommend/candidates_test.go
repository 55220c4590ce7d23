package recommend_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/recommend"
)

func TestCandidatesComeFromTheLargestNeeds(t *testing.T) {
	t.Parallel()
	s, _ := service(t,
		page("check", "C1.2", "zh", nil), page("password", "D1.2", "zh", nil), page("prompt", "C5.1", "zh", nil))
	require.Equal(t, []string{"check", "password", "prompt"}, next(t, s, pupil(), 3))

	sure := pupil()
	sure.Needs[2].SE = 0.1 // -0.4 is now surely below 0, more surely than -1 with 0.5 is
	require.Equal(t, "password", next(t, s, sure, 3)[0])
}

func TestCandidatesLeaveOutOtherStagesAndWhatIsSeen(t *testing.T) {
	t.Parallel()
	opened := page("opened", "C1.2", "zh", nil)
	s, _ := service(t, opened, page("fresh", "C1.2", "zh", nil),
		page("senior", "C1.2", "zh", func(r *models.Resource) { r.Stages = []models.Stage{models.StageSenior} }))
	p := pupil()
	require.ElementsMatch(t, []string{"opened", "fresh"}, next(t, s, p, 5))
	got, err := s.Open(context.Background(), models.Person{Account: models.Account{ID: p.Learner}}, opened.ID)
	require.NoError(t, err)
	require.Equal(t, opened.ID, got.ID)
	require.Equal(t, []string{"fresh"}, next(t, s, p, 5))
	require.ElementsMatch(t, []string{"opened", "fresh"}, next(t, s, pupil(), 5), "another learner")
}

func TestCandidatesForALearnerWithoutEvidence(t *testing.T) {
	t.Parallel()
	s, _ := service(t, page("check", "C1.2", "zh", nil), page("password", "D1.2", "zh", nil), page("prompt", "C5.1", "zh", nil))
	young := recommend.Profile{Stage: models.StagePrimary56, Locale: models.ZhCN, SE: 1}
	require.ElementsMatch(t, []string{"check", "password"}, next(t, s, young, 3), "C5.1 is not for primary schools")
}

func TestCandidatesNeedAKnownIndicator(t *testing.T) {
	t.Parallel()
	s, _ := service(t)
	p := pupil()
	p.Needs = []recommend.Need{{Indicator: "X9.9"}}
	_, err := s.Next(context.Background(), p, 3)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	require.ErrorContains(t, err, "X9.9")
}

func TestFailuresAreToldAndForgotten(t *testing.T) {
	t.Parallel()
	e := &moody{fail: errors.New("down")}
	m := &memory{}
	s := recommend.New(recommend.Config{Index: m, Interactions: m, Framework: framework, Embedder: e})
	_, err := s.Next(context.Background(), pupil(), 3)
	require.ErrorIs(t, err, e.fail)
	e.fail = nil
	_, err = s.Next(context.Background(), pupil(), 3)
	require.NoError(t, err, "the embedder is up again")
}
