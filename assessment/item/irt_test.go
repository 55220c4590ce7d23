package item_test

import (
	"math"
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

func TestCalibrated(t *testing.T) {
	t.Parallel()
	it := of(choice(models.PartSingle, models.RuleExact, 1, "b"))
	for name, c := range map[string]struct {
		found irt.Item
		want  string // model
	}{
		"Rasch":           {irt.Item{Model: irt.Rasch, A: 1, B: []float64{0.4}}, "2pl"},
		"three-parameter": {irt.Item{Model: irt.ThreePL, A: 1.3, B: []float64{0.4}, C: 0.2}, "3pl"},
		"four-parameter":  {irt.Item{Model: irt.FourPL, A: 1.3, B: []float64{0.4}, C: 0.2, U: 0.9}, "4pl"},
		"rating scale":    {irt.Item{Model: irt.RSM, A: 1, B: []float64{0.4}}, ""},
		"graded":          {irt.Item{Model: irt.GRM, A: 1, B: []float64{0.4}}, "grm"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := item.Calibrated(it, c.found, "wave 1")
			require.NoError(t, err)
			require.NoError(t, item.Deliverable(got))
			require.Equal(t, c.want, got.Parameters.Model)
			require.Equal(t, "wave 1", got.Parameters.Source)
			require.InDeltaSlice(t, c.found.Probabilities(nil, 0.3), item.IRT(got).Probabilities(nil, 0.3), 1e-15)
		})
	}
}

func TestCalibratedRefuses(t *testing.T) {
	t.Parallel()
	it := of(choice(models.PartSingle, models.RuleExact, 1, "b"))
	for name, c := range map[string]struct {
		found   irt.Item
		message string
	}{
		"nominal":        {irt.Item{Model: irt.NRM, A: 1, B: []float64{0}}, "nominal model"},
		"other points":   {irt.Item{Model: irt.GPCM, A: 1, B: []float64{0, 1}}, "2 thresholds for 1 points"},
		"negative slope": {irt.Item{A: -0.7, B: []float64{0}}, "check its key"},
		"not admissible": {irt.Item{A: 1, B: []float64{math.NaN()}}, "must be finite"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := item.Calibrated(it, c.found, "wave 1")
			require.Equal(t, models.CodeInvalid, models.CodeOf(err))
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestDeliverableRefuses(t *testing.T) {
	t.Parallel()
	unscaled := of(choice(models.PartSingle, models.RuleExact, 1, "b"))
	unscaled.Parameters.B = nil
	flat := of(choice(models.PartSingle, models.RuleExact, 1, "b"))
	flat.Parameters.A = 0
	odd := of(choice(models.PartSingle, models.RuleExact, 1, "b"))
	odd.Parameters.Model = "5pl"
	broken := func(change func(*models.Part), p models.Part) models.Item {
		change(&p)
		return of(p)
	}
	for name, it := range map[string]models.Item{
		"a threshold too few":  unscaled,
		"unknown model":        odd,
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
