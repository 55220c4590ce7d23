package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestFormsAreMadeOnce(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	form := models.Form{
		ID: models.NewID[models.Form](), Code: "junior-practice-8items-1", Stage: models.StageJunior, Kind: models.FormLinear,
		Items: []string{"IL2", "IL1"}, Pool: models.PoolPractice, MadeBy: c.teacher.ID,
	}
	require.NoError(t, c.CreateForm(ctx, form))
	forms, err := c.Forms(ctx)
	require.NoError(t, err)
	require.Contains(t, forms, form)
	other := form
	other.ID, other.Items = models.NewID[models.Form](), []string{"IL3"}
	requireCode(t, models.CodeConflict, c.CreateForm(ctx, other))
}

func TestPaperTestIsKeptAsItWasPrinted(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	a := c.assign(t, now)
	_, err := c.PaperTest(ctx, a.ID)
	requireCode(t, models.CodeNotFound, err)
	first := models.PaperTest{
		AssignmentID: a.ID, RegionID: c.region.ID, Items: []models.PaperItem{{ItemID: "IL1", Version: 3}},
		Versions: []models.PaperVersion{{Name: "A", Orders: map[string]map[string][]string{"IL1": {"1": {"b", "a"}}}}},
		MadeBy:   c.teacher.ID, MadeAt: now,
	}
	kept, err := c.KeepPaperTest(ctx, first)
	require.NoError(t, err)
	require.Equal(t, first, kept)
	second := first
	second.Items = []models.PaperItem{{ItemID: "IL1", Version: 4}}
	kept, err = c.KeepPaperTest(ctx, second)
	require.NoError(t, err)
	require.Equal(t, first, kept)
	kept, err = c.PaperTest(ctx, a.ID)
	require.NoError(t, err)
	require.Equal(t, first, kept)
}

func TestPaperSheets(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	a := c.assign(t, now)
	blank := models.PaperSheet{RegionID: c.region.ID, AssignmentID: a.ID, LearnerID: c.pupils[0].ID}
	atOnce(c.Store, 8, func(i int) {
		_, err := c.KeepPaperSheet(ctx, blank, func(s *models.PaperSheet) error {
			if s.Entries[0].Written == nil {
				s.Entries[0].Written = map[string]string{}
			}
			s.Entries[0].Written[fmt.Sprint(i)] = "A"
			return nil
		})
		assert.NoError(t, err)
	})
	refusal := errors.New("no")
	_, err := c.KeepPaperSheet(ctx, blank, func(s *models.PaperSheet) error {
		s.Entries[0].DoneAt = now
		return refusal
	})
	require.Equal(t, refusal, err)
	sheets, err := c.PaperSheets(ctx, a.ID)
	require.NoError(t, err)
	require.Len(t, sheets, 1)
	require.Len(t, sheets[0].Entries[0].Written, 8, "nobody's answer is lost")
	require.Equal(t, 0, sheets[0].Round())

	for name, change := range map[string]func(*models.PaperSheet){
		"no assignment": func(s *models.PaperSheet) { s.AssignmentID = models.NewID[models.Assignment]() },
		"a teacher's":   func(s *models.PaperSheet) { s.LearnerID = c.teacher.ID },
	} {
		wrong := blank
		change(&wrong)
		_, err := c.KeepPaperSheet(ctx, wrong, func(*models.PaperSheet) error { return nil })
		require.Equal(t, models.CodeInvalid, models.CodeOf(err), name)
	}
}

func TestTrailOnPaper(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	a := c.assign(t, now)
	trail := models.SessionTrail{Session: c.sitting(a, c.pupils[0])}
	trail.Session.Paper = true
	for i := range 2 {
		r := presented(fmt.Sprintf("IL%d", i+1))
		r.RegionID, r.SessionID, r.Position = c.region.ID, trail.Session.ID, i
		trail.Responses = append(trail.Responses, r)
		answer(&trail, models.NewID[models.Answer](), false)
	}
	finish(&trail, now)
	require.NoError(t, c.CreateTrail(ctx, trail))
	stored, err := c.SessionTrail(ctx, trail.Session.ID)
	require.NoError(t, err)
	require.Equal(t, trail, stored)

	again := trail
	again.Session.ID = models.NewID[models.Session]()
	requireCode(t, models.CodeConflict, c.CreateTrail(ctx, again))
	_, err = c.SessionTrail(ctx, again.Session.ID)
	requireCode(t, models.CodeNotFound, err)
}
