package models_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

// refusal is one change to a valid record and the field that is then refused;
// without a field the change is fine.
type refusal[T any] struct {
	name   string
	change func(*T)
	field  string
}

func checkRefusals[T interface{ Validate() error }](t *testing.T, valid T, tests []refusal[T]) {
	t.Helper()
	require.NoError(t, valid.Validate())
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			changed := valid
			test.change(&changed)
			err := changed.Validate()
			if test.field == "" {
				require.NoError(t, err)
				return
			}
			e, ok := errors.AsType[*models.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, models.CodeInvalid, e.Code)
			require.Equal(t, test.field, e.Field)
		})
	}
}

func TestAccountValidate(t *testing.T) {
	t.Parallel()
	valid := models.Account{Role: models.RoleTeacher, Name: "陈老师", Username: "chen.li"}
	checkRefusals(t, valid, []refusal[models.Account]{
		{"pupil without a user name", func(a *models.Account) { a.Role, a.Username = models.RolePupil, "" }, ""},
		{"longest name", func(a *models.Account) { a.Name = strings.Repeat("陈", 80) }, ""},
		{"unknown role", func(a *models.Account) { a.Role = "guest" }, "role"},
		{"no name", func(a *models.Account) { a.Name = " \t" }, "name"},
		{"name too long", func(a *models.Account) { a.Name = strings.Repeat("陈", 81) }, "name"},
		{"teacher without a user name", func(a *models.Account) { a.Username = "" }, "username"},
		{"short user name", func(a *models.Account) { a.Username = "li" }, "username"},
		{"long user name", func(a *models.Account) { a.Username = strings.Repeat("a", 41) }, "username"},
		{"capitals in a user name", func(a *models.Account) { a.Username = "Chen" }, "username"},
		{"space in a user name", func(a *models.Account) { a.Username = "chen li" }, "username"},
		{"other letters in a user name", func(a *models.Account) { a.Username = "chén" }, "username"},
	})
}

func TestLearnerValidate(t *testing.T) {
	t.Parallel()
	checkRefusals(t, models.Learner{Number: "001", Grade: 8}, []refusal[models.Learner]{
		{"no number", func(l *models.Learner) { l.Number = "" }, "number"},
		{"unknown gender", func(l *models.Learner) { l.Gender = "x" }, "gender"},
		{"grade 2", func(l *models.Learner) { l.Grade = 2 }, "grade"},
		{"grade 13", func(l *models.Learner) { l.Grade = 13 }, "grade"},
	})
}

func TestClassValidate(t *testing.T) {
	t.Parallel()
	checkRefusals(t, models.Class{Name: "八年级3班", Grade: 8}, []refusal[models.Class]{
		{"no name", func(c *models.Class) { c.Name = "" }, "name"},
		{"grade 0", func(c *models.Class) { c.Grade = 0 }, "grade"},
	})
}

func TestResourceValidate(t *testing.T) {
	t.Parallel()
	valid := models.Resource{
		Source: "oer", SourceID: "1", Title: "Title", Licence: "CC BY 4.0", URL: "https://example.org/", Format: models.FormatVideo,
	}
	checkRefusals(t, valid, []refusal[models.Resource]{
		{"no address", func(r *models.Resource) { r.URL = "" }, ""},
		{"no source", func(r *models.Resource) { r.Source = "" }, "id"},
		{"no source id", func(r *models.Resource) { r.SourceID = "" }, "id"},
		{"no title", func(r *models.Resource) { r.Title = "  " }, "title"},
		{"no licence", func(r *models.Resource) { r.Licence = "" }, "licence"},
		{"script for an address", func(r *models.Resource) { r.URL = "javascript:alert(1)" }, "url"},
		{"unknown format", func(r *models.Resource) { r.Format = "game" }, "format"},
	})
}

func TestAssignment(t *testing.T) {
	t.Parallel()
	opens := time.Date(2026, 9, 14, 8, 0, 0, 0, time.UTC)
	a := models.Assignment{OpensAt: opens, ClosesAt: opens.Add(time.Hour)}
	checkRefusals(t, a, []refusal[models.Assignment]{
		{"closes when it opens", func(a *models.Assignment) { a.ClosesAt = a.OpensAt }, "closes_at"},
		{"closes before it opens", func(a *models.Assignment) { a.ClosesAt = a.OpensAt.Add(-time.Second) }, "closes_at"},
	})
	require.False(t, a.OpenAt(opens.Add(-time.Nanosecond)))
	require.True(t, a.OpenAt(opens))
	require.False(t, a.OpenAt(a.ClosesAt))

	one, other := models.NewID[models.Account](), models.NewID[models.Account]()
	require.True(t, a.For(one), "a test of the whole class")
	a.Learners = []models.AccountID{one}
	require.True(t, a.For(one))
	require.False(t, a.For(other))
}

func TestConsentGate(t *testing.T) {
	t.Parallel()
	require.True(t, models.Learner{}.MayUseCompanion(), "fourteen and above")
	require.False(t, models.Learner{Under14: true}.MayUseCompanion())
	require.True(t, models.Learner{Under14: true, Consent: models.Consent{Given: true}}.MayUseCompanion())
}

func TestMetricRoundTrip(t *testing.T) {
	t.Parallel()
	m := models.Metric{Mean: 500, SD: 100}
	require.Equal(t, 450.0, m.Score(-0.5))
	require.InDelta(t, -0.5, m.Theta(m.Score(-0.5)), 1e-12)
}

func TestTextFallsBack(t *testing.T) {
	t.Parallel()
	both := models.Text{ZH: "来源", EN: "source"}
	require.Equal(t, "来源", both.In(models.ZhCN))
	require.Equal(t, "source", both.In(models.En))
	require.Equal(t, "来源", models.Text{ZH: "来源"}.In(models.En))
	require.Equal(t, "source", models.Text{EN: "source"}.In(models.ZhCN))
	require.True(t, both.Complete())
	require.False(t, models.Text{EN: "source"}.Complete())
	require.True(t, models.Text{}.IsZero())
}

func TestItemLookups(t *testing.T) {
	t.Parallel()
	single := models.Part{ID: "1", Type: models.PartSingle, Max: 1, Options: []models.Option{{ID: "a"}, {ID: "b", Correct: true}}}
	it := models.Item{ID: "IL1", Version: 2, Stage: models.StageJunior, LinkStage: models.StageSenior, Parts: []models.Part{single}}
	require.Equal(t, "single", it.Type())
	it.Parts = append(it.Parts, models.Part{ID: "2", Type: models.PartShort, Max: 3})
	require.Equal(t, "scenario", it.Type())
	require.Equal(t, 4, it.Max())
	require.True(t, it.Serves(models.StageJunior))
	require.True(t, it.Serves(models.StageSenior))
	require.False(t, it.Serves(models.StagePrimary34))
	part, ok := it.Part("2")
	require.True(t, ok)
	require.Equal(t, models.PartShort, part.Type)
	_, ok = it.Part("3")
	require.False(t, ok)
	option, ok := single.Option("b")
	require.True(t, ok)
	require.True(t, option.Correct)
	_, ok = single.Option("c")
	require.False(t, ok)
}
