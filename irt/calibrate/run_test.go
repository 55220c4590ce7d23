package calibrate_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/simulate"
)

// simulated draws responses to items, which have the categories they need.
func simulated(items []irt.Item, persons int, seed uint64) calibrate.Data {
	d := calibrate.Data{Responses: simulate.Responses(items, simulate.Simulees(persons, 0, 1, seed), seed)}
	for _, it := range items {
		d.Categories = append(d.Categories, it.Categories())
	}
	return d
}

func binary(n int) []irt.Item {
	items := make([]irt.Item, n)
	for i := range items {
		x := float64(i) / float64(n)
		items[i] = irt.Item{ID: fmt.Sprintf("b%02d", i), A: 0.7 + x, B: []float64{3*x - 1.5}}
	}
	return items
}

// set replaces the responses to item j.
func set(d calibrate.Data, j int, response func(person int) uint8) {
	for i := range d.Persons() {
		d.Row(i)[j] = response(i)
	}
}

func TestRecoversParameters(t *testing.T) {
	t.Parallel()
	steps := []irt.Item{
		{ID: "p1", Model: irt.GPCM, A: 1, B: []float64{-1, 0.2, 0.9}},
		{ID: "p2", Model: irt.GPCM, A: 0.6, B: []float64{0.5, -0.5}},
		{ID: "p3", Model: irt.GPCM, A: 1.8, B: []float64{-0.4, 0.4}},
		{ID: "p4", Model: irt.GPCM, A: 1.2, B: []float64{-1.5, -0.5, 0.5, 1.5}},
		{ID: "p5", A: 1.1, B: []float64{-0.2}},
	}
	for name, c := range map[string]struct {
		model irt.Model
		items []irt.Item
	}{
		"2PL": {irt.TwoPL, binary(20)},
		"GRM": {irt.GRM, []irt.Item{
			{ID: "g1", Model: irt.GRM, A: 1.5, B: []float64{-1.5, -0.5, 0.5, 1.5}},
			{ID: "g2", Model: irt.GRM, A: 0.8, B: []float64{-1, 0, 2}},
			{ID: "g3", Model: irt.GRM, A: 2, B: []float64{-0.5, 0.8}},
			{ID: "g4", Model: irt.GRM, A: -1.2, B: []float64{1, 0, -1}},
			{ID: "g5", Model: irt.GRM, A: 1, B: []float64{0.3}},
		}},
		"GPCM":  {irt.GPCM, steps},
		"1PL":   {irt.OnePL, changed(steps, func(it *irt.Item) { it.A = 1.3 })},
		"Rasch": {irt.Rasch, changed(binary(12), func(it *irt.Item) { it.A = 1 })},
		"PCM":   {irt.PCM, changed(steps, func(it *irt.Item) { it.A = 1 })},
		"RSM": {irt.RSM, changed(binary(6), func(it *irt.Item) {
			b := it.B[0]
			it.Model, it.A, it.B = irt.RSM, 1, []float64{b - 0.8, b - 0.3, b + 1.1}
		})},
		"3PL": {irt.ThreePL, changed(binary(30), func(it *irt.Item) { it.Model, it.C = irt.ThreePL, 0.25 })},
		"4PL": {irt.FourPL, changed(binary(30), func(it *irt.Item) { it.Model, it.C, it.U = irt.FourPL, 0.25, 0.95 })},
		"NRM": {irt.NRM, []irt.Item{
			{ID: "n1", Model: irt.NRM, A: 0.8, B: []float64{-1, 0.2, 0.9}, Scores: []float64{0, 1.6, 0.9, 3}},
			{ID: "n2", Model: irt.NRM, A: -0.6, B: []float64{0.5, -0.5}, Scores: []float64{0, 0.4, 2}},
			{ID: "n3", Model: irt.NRM, A: 1.1, B: []float64{-0.4, 0.4}, Scores: []float64{0, 1.5, 2}},
			{ID: "n4", Model: irt.NRM, A: 0.7, B: []float64{-1.2, 0.3, 0.4}, Scores: []float64{0, -0.5, 1.2, 3}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := run(t, simulated(c.items, 6000, 4), calibrate.Options{Model: c.model, SE: calibrate.Oakes, Tol: 1e-5})
			require.True(t, got.Converged)
			for i, e := range got.Items {
				requireRecovered(t, c.items[i].A, e.A[0], e.SE.A[0], e.ID)
				for k, b := range c.items[i].B {
					requireRecovered(t, b, e.B[k], e.SE.B[k], e.ID)
				}
				for k, s := range c.items[i].Scores {
					requireRecovered(t, s, e.Scores[k], e.SE.Scores[k], e.ID)
				}
				requireRecovered(t, c.items[i].C, e.C, e.SE.C, e.ID)
				requireRecovered(t, c.items[i].Upper(), e.Item().Upper(), e.SE.U, e.ID)
			}
			requireRecovered(t, 1, got.Groups[0].SD, got.Groups[0].SDSE, "standard deviation")
		})
	}
}

// changed copies items and changes the copies.
func changed(items []irt.Item, change func(*irt.Item)) []irt.Item {
	items = slices.Clone(items)
	for i := range items {
		change(&items[i])
	}
	return items
}

// requireRecovered allows four standard errors, since the largest of all
// estimates' distances from the truth is expected near three. What has no
// standard error must be exact.
func requireRecovered(t *testing.T, truth, estimate, se float64, what string) {
	t.Helper()
	if math.IsNaN(se) {
		se = 1e-12
	}
	require.InDelta(t, truth, estimate, 4*se, what)
	require.Less(t, se, 0.6, what)
}

// Cross-products, sandwich and observed information agree where the model is
// true.
func TestStandardErrorsAgreeWithEachOther(t *testing.T) {
	t.Parallel()
	grouped := simulated(binary(10), 8000, 5)
	grouped.GroupNames = []string{"even", "odd"}
	for i := range grouped.Persons() {
		grouped.Groups = append(grouped.Groups, i%2)
	}
	configural := calibrate.Configural
	for name, c := range map[string]struct {
		data    calibrate.Data
		options calibrate.Options
	}{
		"groups":                     {grouped, calibrate.Options{}},
		"metric":                     {grouped, calibrate.Options{Invariance: calibrate.Metric}},
		"one item of its own":        {grouped, calibrate.Options{Items: map[string]calibrate.ItemOptions{"b04": {Invariance: &configural}}}},
		"regression":                 {withCovariate(simulated(binary(10), 8000, 5)), calibrate.Options{Regression: true}},
		"regression of Rasch groups": {withCovariate(grouped), calibrate.Options{Regression: true, Model: irt.Rasch}},
		"common slope":               {grouped, calibrate.Options{Model: irt.OnePL}},
		"priors":                     {grouped, calibrate.Options{Priors: calibrate.Priors{A: calibrate.LogNormal{SD: 0.5}, B: calibrate.Normal{SD: 2}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var errors [][]float64
			for _, se := range []calibrate.SE{calibrate.Oakes, calibrate.CrossProduct, calibrate.Sandwich} {
				c.options.SE = se
				errors = append(errors, deviations(run(t, c.data, c.options)))
			}
			for i, se := range errors[0] {
				require.InEpsilon(t, se, errors[1][i], 0.1)
				require.InEpsilon(t, se, errors[2][i], 0.1)
			}
		})
	}
}

// withCovariate adds a covariate that does not matter.
func withCovariate(d calibrate.Data) calibrate.Data {
	d.CovariateNames = []string{"x"}
	for i := range d.Persons() {
		d.Covariates = append(d.Covariates, []float64{float64(i%5) - 2})
	}
	return d
}

// deviations are the standard errors of the free parameters.
func deviations(r *calibrate.Result) (se []float64) {
	for i := range r.Free {
		se = append(se, math.Sqrt(r.Covariance.At(i, i)))
	}
	return se
}

func withErrors(t *testing.T, d calibrate.Data, m irt.Model, se calibrate.SE) []calibrate.Estimate {
	t.Helper()
	r, err := calibrate.Run(context.Background(), d, calibrate.Options{Model: m, SE: se})
	require.NoError(t, err)
	return r.Items
}

// Of an easy item only the prior tells how much is guessed.
func TestStandardErrorsKnowThePrior(t *testing.T) {
	t.Parallel()
	items := binary(10)
	items[0].B[0] = -3
	d := simulated(items, 3000, 5)
	oakes, xpd := withErrors(t, d, irt.ThreePL, calibrate.Oakes), withErrors(t, d, irt.ThreePL, calibrate.CrossProduct)
	prior := 0.5 * oakes[0].C * (1 - oakes[0].C)
	require.InEpsilon(t, prior, oakes[0].SE.C, 0.05)
	require.InEpsilon(t, prior, xpd[0].SE.C, 0.05)
}

func TestWeightsCountAsPersons(t *testing.T) {
	t.Parallel()
	d := simulated(binary(8), 300, 11)
	weighted, repeated := d, d
	repeated.Cells = nil
	for i := range d.Persons() {
		w := i % 3
		weighted.Weights = append(weighted.Weights, float64(w))
		for range w {
			repeated.Cells = append(repeated.Cells, d.Row(i)...)
		}
	}
	o := calibrate.Options{SE: calibrate.Oakes, Tol: 1e-7}
	one, err := calibrate.Run(context.Background(), weighted, o)
	require.NoError(t, err)
	two, err := calibrate.Run(context.Background(), repeated, o)
	require.NoError(t, err)
	require.InDelta(t, two.LogLikelihood, one.LogLikelihood, 1e-6)
	require.InDelta(t, two.BIC, one.BIC, 1e-6)
	for i, e := range one.Items {
		require.InDelta(t, two.Items[i].A[0], e.A[0], 1e-5)
		require.InDelta(t, two.Items[i].SE.A[0], e.SE.A[0], 1e-5)
	}
}

func TestResultDoesNotDependOnThreadsNorOnOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		d := simulated(binary(rapid.IntRange(8, 12).Draw(rt, "items")), 400, rapid.Uint64().Draw(rt, "seed"))
		missing := rapid.IntRange(5, 20).Draw(rt, "missing")
		for i := range d.Cells {
			if i%missing == 0 {
				d.Cells[i] = irt.MissingCell
			}
		}
		reversed := d
		reversed.Cells = nil
		for i := d.Persons() - 1; i >= 0; i-- {
			reversed.Cells = append(reversed.Cells, d.Row(i)...)
		}
		one, err := calibrate.Run(context.Background(), d, calibrate.Options{Threads: 1, Tol: 1e-7})
		require.NoError(rt, err)
		two, err := calibrate.Run(context.Background(), reversed, calibrate.Options{Threads: 3, Tol: 1e-7})
		require.NoError(rt, err)
		require.InDelta(rt, one.LogLikelihood, two.LogLikelihood, 1e-5)
	})
}

func TestLikelihoodIsHighestAtTheEstimate(t *testing.T) {
	t.Parallel()
	d := simulated(binary(5), 400, 2)
	got, err := calibrate.Run(context.Background(), d, calibrate.Options{Tol: 1e-7})
	require.NoError(t, err)
	items := make([]irt.Item, len(got.Items))
	for i, e := range got.Items {
		items[i] = e.Item()
	}
	best := logLikelihood(items, d)
	require.InDelta(t, best, got.LogLikelihood, 1e-6)
	for i := range items {
		for _, step := range []float64{-0.01, 0.01} {
			moved := slices.Clone(items)
			moved[i].A += step
			require.Less(t, logLikelihood(moved, d), best)
			moved = slices.Clone(items)
			moved[i].B = []float64{items[i].B[0] + step}
			require.Less(t, logLikelihood(moved, d), best)
		}
	}
}

// logLikelihood is the marginal log-likelihood, computed person by person.
func logLikelihood(items []irt.Item, d calibrate.Data) float64 {
	grid := irt.StandardGrid()
	sum := 0.0
	for i := range d.Persons() {
		marginal := 0.0
		for q, theta := range grid.Nodes {
			l := 0.0
			for j, cell := range d.Row(i) {
				l += items[j].LogLikelihood(int(cell), theta)
			}
			marginal += grid.Weights[q] * math.Exp(l)
		}
		sum += math.Log(marginal)
	}
	return sum
}

func TestProgressHearsEachCycle(t *testing.T) {
	t.Parallel()
	var changes []float64
	got, err := calibrate.Run(context.Background(), simulated(binary(6), 1000, 1), calibrate.Options{
		Progress: func(cycle int, change float64) {
			require.Len(t, changes, cycle-1)
			changes = append(changes, change)
		},
	})
	require.NoError(t, err)
	require.Len(t, changes, got.Cycles)
	require.Equal(t, got.Change, changes[len(changes)-1])
	require.Less(t, got.Change, 1e-4)
}

func TestStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	_, err := calibrate.Run(ctx, simulated(binary(6), 1000, 1), calibrate.Options{
		Progress: func(int, float64) { cancel() },
	})
	require.ErrorIs(t, err, context.Canceled)
}
