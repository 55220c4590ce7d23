package store_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestFramework(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	nodes := []models.Node{
		{Code: "C", Level: 1, Name: models.Text{ZH: "信息认知", EN: "Cognition"}, Stages: models.Stages(), Tested: true},
		{Code: "C1", Parent: "C", Level: 2, Name: models.Text{ZH: "需求", EN: "Need"}, Stages: []models.Stage{models.StageJunior}, Tested: true},
		{Code: "A", Level: 1, Name: models.Text{ZH: "态度", EN: "Attitude"}, Stages: []models.Stage{}, Weight: 12.5},
	}
	require.NoError(t, s.PutFramework(ctx, nodes))
	got, err := s.Framework(ctx)
	require.NoError(t, err)
	require.Equal(t, nodes, got, "in the order given")

	require.NoError(t, s.PutFramework(ctx, nodes[1:]))
	got, err = s.Framework(ctx)
	require.NoError(t, err)
	require.Equal(t, nodes[1:], got)
	requireCode(t, models.CodeConflict, s.PutFramework(ctx, append(nodes, nodes[0])))
}

func TestForms(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	form := models.Form{
		Code: "junior-adaptive", Title: models.Text{ZH: "初中", EN: "Junior"}, Stage: models.StageJunior, Kind: models.FormAdaptive,
		Items: []string{"IL1"}, Blueprint: map[string]float64{"C": 0.4, "K": 0.6}, MinItems: 8, MaxItems: 20, TargetSE: 0.4, TopK: 5, Minutes: 40,
	}
	require.NoError(t, s.PutForms(ctx, []models.Form{form}))
	stored, err := s.Forms(ctx)
	require.NoError(t, err)
	require.Len(t, stored, 1)
	form.ID = stored[0].ID
	require.False(t, form.ID.IsZero())
	require.Equal(t, form, stored[0])

	linear := models.Form{ID: models.NewID[models.Form](), Code: "a-linear", Kind: models.FormLinear}
	changed := form
	changed.ID, changed.Minutes = models.FormID{}, 45
	require.NoError(t, s.PutForms(ctx, []models.Form{changed, linear}))
	stored, err = s.Forms(ctx)
	require.NoError(t, err)
	changed.ID = form.ID
	require.Equal(t, []models.Form{linear, changed}, stored, "by code; a form keeps its identifier")
}

// Every process puts the content it was built with at its start.
func TestBankIsFilledAtOnce(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	for name, put := range map[string]func() error{
		"framework": func() error { return s.PutFramework(ctx, []models.Node{{Code: "C"}, {Code: "K"}}) },
		"forms":     func() error { return s.PutForms(ctx, []models.Form{{Code: "a"}, {Code: "b"}}) },
		"items": func() error {
			_, err := s.PutItems(ctx, []models.Item{item("IL1", 1, "first"), item("IL2", 1, "second")})
			return err
		},
	} {
		atOnce(s, 8, func(int) { assert.NoError(t, put(), name) })
	}
	items, err := s.Items(ctx)
	require.NoError(t, err)
	require.Len(t, items, 2)
	require.Equal(t, 1, items[0].Version)
}

func item(id string, version int, title string) models.Item {
	return models.Item{
		ID: id, Version: version, Indicator: "C1.2", Stage: models.StageJunior, Pool: models.PoolSecure,
		Parameters: models.Parameters{A: 1.1, B: []float64{-0.5, 0.75}, Source: "expert"},
		Title:      models.Text{ZH: title, EN: title},
		Parts: []models.Part{{
			ID: "1", Type: models.PartNumeric, Rule: models.RuleExact, Max: 2,
			Numeric: &models.Numeric{Value: 0.1, Tolerance: 1e-9},
		}},
	}
}

func TestItemVersions(t *testing.T) {
	t.Parallel()
	first, edited := item("IL1", 1, "first"), item("IL1", 1, "edited")
	tests := []struct {
		name    string
		item    models.Item // after versions 1 ("first") and 2 ("second")
		want    models.BankImport
		current models.Item
	}{
		{"same as current", item("IL1", 2, "second"),
			models.BankImport{ImportCount: models.ImportCount{Unchanged: 1}}, item("IL1", 2, "second")},
		{"same as current, made from the first version", item("IL1", 1, "second"),
			models.BankImport{ImportCount: models.ImportCount{Unchanged: 1}}, item("IL1", 2, "second")},
		{"an old version, unchanged", first,
			models.BankImport{ImportCount: models.ImportCount{Unchanged: 1}}, item("IL1", 2, "second")},
		{"made from an old version", edited,
			models.BankImport{Conflicts: []string{"IL1"}}, item("IL1", 2, "second")},
		{"made from the current version", item("IL1", 2, "third"),
			models.BankImport{ImportCount: models.ImportCount{Updated: 1}}, item("IL1", 3, "third")},
		{"marked as the next version", item("IL1", 3, "third"),
			models.BankImport{ImportCount: models.ImportCount{Updated: 1}}, item("IL1", 3, "third")},
		{"back to the first text", item("IL1", 2, "first"),
			models.BankImport{ImportCount: models.ImportCount{Updated: 1}}, item("IL1", 3, "first")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, ctx := open(t), t.Context()
			done, err := s.PutItems(ctx, []models.Item{first})
			require.NoError(t, err)
			require.Equal(t, models.BankImport{ImportCount: models.ImportCount{Added: 1}}, done)
			done, err = s.PutItems(ctx, []models.Item{item("IL1", 1, "second")})
			require.NoError(t, err)
			require.Equal(t, models.BankImport{ImportCount: models.ImportCount{Updated: 1}}, done)

			done, err = s.PutItems(ctx, []models.Item{test.item})
			require.NoError(t, err)
			require.Equal(t, test.want, done)
			items, err := s.Items(ctx)
			require.NoError(t, err)
			require.Equal(t, []models.Item{test.current}, items)
			old, err := s.ItemVersion(ctx, "IL1", 1)
			require.NoError(t, err)
			require.Equal(t, first, old, "old versions stay")
		})
	}
}

func TestItemsOfABank(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	done, err := s.PutItems(ctx, nil)
	require.NoError(t, err)
	require.Zero(t, done)
	_, err = s.PutItems(ctx, []models.Item{item("IL2", 4, "b"), item("IL1", 0, "a")})
	require.NoError(t, err)
	items, err := s.Items(ctx)
	require.NoError(t, err)
	require.Equal(t, []models.Item{item("IL1", 1, "a"), item("IL2", 4, "b")}, items, "by id; versions start at 1")

	_, err = s.ItemVersion(ctx, "IL2", 3)
	requireCode(t, models.CodeNotFound, err)
	_, err = s.PutItems(ctx, []models.Item{item("IL3", 1, "a"), item("IL3", 1, "b")})
	requireCode(t, models.CodeConflict, err)
	items, err = s.Items(ctx)
	require.NoError(t, err)
	require.Len(t, items, 2, "a refused import stores nothing")
}
