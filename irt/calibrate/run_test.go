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
	for name, c := range map[string]struct {
		model irt.Model
		items []irt.Item
		// tolerance in standard errors: the largest of all estimates' distances
		// from the truth is expected near 3.
		tolerance float64
	}{
		"2PL": {irt.TwoPL, binary(20), 4},
		"GRM": {irt.GRM, []irt.Item{
			{ID: "g1", Model: irt.GRM, A: 1.5, B: []float64{-1.5, -0.5, 0.5, 1.5}},
			{ID: "g2", Model: irt.GRM, A: 0.8, B: []float64{-1, 0, 2}},
			{ID: "g3", Model: irt.GRM, A: 2, B: []float64{-0.5, 0.8}},
			{ID: "g4", Model: irt.GRM, A: -1.2, B: []float64{1, 0, -1}},
			{ID: "g5", Model: irt.GRM, A: 1, B: []float64{0.3}},
		}, 4},
		"GPCM": {irt.GPCM, []irt.Item{
			{ID: "p1", Model: irt.GPCM, A: 1, B: []float64{-1, 0.2, 0.9}},
			{ID: "p2", Model: irt.GPCM, A: 0.6, B: []float64{0.5, -0.5}},
			{ID: "p3", Model: irt.GPCM, A: 1.8, B: []float64{-0.4, 0.4}},
			{ID: "p4", Model: irt.GPCM, A: 1.2, B: []float64{-1.5, -0.5, 0.5, 1.5}},
			{ID: "p5", A: 1.1, B: []float64{-0.2}},
		}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := calibrate.Run(context.Background(), simulated(c.items, 6000, 3), calibrate.Options{Model: c.model, SE: calibrate.Oakes})
			require.NoError(t, err)
			require.True(t, got.Converged)
			for i, e := range got.Items {
				require.InDelta(t, c.items[i].A, e.A[0], c.tolerance*e.SE.A[0], e.ID)
				for k, b := range c.items[i].B {
					require.InDelta(t, b, e.B[k], c.tolerance*e.SE.B[k], e.ID)
				}
			}
		})
	}
}

// Cross-product and observed information agree where the model is true.
func TestStandardErrorsAgreeWithEachOther(t *testing.T) {
	t.Parallel()
	d := simulated(binary(10), 8000, 5)
	d.GroupNames = []string{"even", "odd"}
	for i := range d.Persons() {
		d.Groups = append(d.Groups, i%2)
	}
	oakes, xpd := withErrors(t, d, irt.TwoPL, calibrate.Oakes), withErrors(t, d, irt.TwoPL, calibrate.CrossProduct)
	for i, e := range oakes {
		require.InEpsilon(t, e.SE.A[0], xpd[i].SE.A[0], 0.1)
		require.InEpsilon(t, e.SE.B[0], xpd[i].SE.B[0], 0.1)
	}
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
