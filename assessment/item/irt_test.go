package item_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/irt"
	"suyang/models"
)

func TestIRT(t *testing.T) {
	t.Parallel()
	it := scenario()
	require.NoError(t, item.Deliverable(it))
	require.Equal(t, irt.Item{ID: "T1", Model: irt.GPCM, A: 1, B: it.Parameters.B}, item.IRT(it))
	require.Equal(t, it.Max()+1, item.IRT(it).Categories())
}

func TestDeliverableRefuses(t *testing.T) {
	t.Parallel()
	unscaled := of(choice(models.PartSingle, models.RuleExact, 1, "b"))
	unscaled.Parameters.B = nil
	flat := of(choice(models.PartSingle, models.RuleExact, 1, "b"))
	flat.Parameters.A = 0
	broken := func(change func(*models.Part), p models.Part) models.Item {
		change(&p)
		return of(p)
	}
	for name, it := range map[string]models.Item{
		"a threshold too few":  unscaled,
		"no discrimination":    flat,
		"no number":            broken(func(p *models.Part) { p.Numeric = nil }, numeric(1, 0, models.Text{})),
		"no rubric":            broken(func(p *models.Part) { p.Rubric = nil }, short(1, 9)),
		"rubric for a choice":  broken(func(p *models.Part) { p.Rule = models.RuleRubric }, choice(models.PartSingle, models.RuleExact, 1, "b")),
		"key for a text":       broken(func(p *models.Part) { p.Rule = models.RuleExact }, short(1, 9)),
		"a card without place": broken(func(p *models.Part) { p.Order = p.Order[1:] }, ordering(models.RuleExact, 1, "p", "q", "r")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := item.Deliverable(it)
			require.Equal(t, models.CodeInternal, models.CodeOf(err))
			require.ErrorContains(t, err, "T1 v3")
		})
	}
}
