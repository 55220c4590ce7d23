package calibrate_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/simulate"
)

// twoGroups draws persons of two groups, the second better and more alike, who
// answer items of their own.
func twoGroups(first, second []irt.Item, persons int) calibrate.Data {
	a := simulate.Responses(first, simulate.Simulees(persons, 0, 1, 1), 1)
	b := simulate.Responses(second, simulate.Simulees(persons, 0.5, 0.8, 2), 2)
	d := calibrate.Data{Responses: a, GroupNames: []string{"first", "second"}}
	d.Cells = slices.Concat(a.Cells, b.Cells)
	for _, it := range first {
		d.Categories = append(d.Categories, it.Categories())
	}
	d.Groups = slices.Concat(make([]int, persons), slices.Repeat([]int{1}, persons))
	return d
}

// biased makes item 3 harder and flatter.
func biased(items []irt.Item) []irt.Item {
	items = slices.Clone(items)
	items[3].A *= 0.6
	items[3].B = []float64{items[3].B[0] + 0.8}
	return items
}

func TestPartialInvarianceFindsTheBiasedItem(t *testing.T) {
	t.Parallel()
	items := binary(8)
	d := twoGroups(items, biased(items), 5000)
	configural, scalar := calibrate.Configural, calibrate.Scalar
	exceptions := map[string]calibrate.ItemOptions{"b03": {Invariance: &configural}}
	freed := run(t, d, calibrate.Options{Items: exceptions, SE: calibrate.Oakes, Tol: 1e-6})
	for g, want := range [][]irt.Item{items, biased(items)} {
		got := freed.Groups[g]
		require.Len(t, got.Items, 8)
		for i, e := range got.Items {
			requireRecovered(t, want[i].A, e.A[0], e.SE.A[0], e.ID)
			requireRecovered(t, want[i].B[0], e.B[0], e.SE.B[0], e.ID)
		}
	}
	require.Equal(t, freed.Groups[0].Items[2].MultiItem, freed.Groups[1].Items[2].MultiItem)
	second := freed.Groups[1]
	requireRecovered(t, 0.5, second.Mean, second.MeanSE, "mean")
	requireRecovered(t, 0.8, second.SD, second.SDSE, "standard deviation")

	equal := run(t, d, calibrate.Options{Tol: 1e-6})
	require.Equal(t, equal.Parameters+2, freed.Parameters)
	require.Greater(t, freed.LogLikelihood, equal.LogLikelihood+50, "the items differ")

	// The same model the other way round: all items free but the anchors.
	anchors := make(map[string]calibrate.ItemOptions)
	for _, it := range items {
		if it.ID != "b03" {
			anchors[it.ID] = calibrate.ItemOptions{Invariance: &scalar}
		}
	}
	anchored := run(t, d, calibrate.Options{Invariance: calibrate.Configural, Items: anchors, Tol: 1e-6})
	require.InDelta(t, freed.LogLikelihood, anchored.LogLikelihood, 1e-4)
	require.InDelta(t, second.Mean, anchored.Groups[1].Mean, 1e-3)
}

func TestConfiguralEqualsSeparateFits(t *testing.T) {
	t.Parallel()
	items := binary(6)
	d := twoGroups(items, biased(items), 1000)
	both := run(t, d, calibrate.Options{Invariance: calibrate.Configural, Tol: 1e-7, SE: calibrate.Oakes})
	sum := 0.0
	for g := range 2 {
		alone := calibrate.Data{Responses: irt.Responses{Items: d.Items, Cells: d.Cells[g*6000 : (g+1)*6000]}, Categories: d.Categories}
		one := run(t, alone, calibrate.Options{Tol: 1e-7, SE: calibrate.Oakes})
		sum += one.LogLikelihood
		for i, e := range one.Items {
			require.InDelta(t, e.A[0], both.Groups[g].Items[i].A[0], 1e-4)
			require.InDelta(t, e.SE.B[0], both.Groups[g].Items[i].SE.B[0], 1e-3)
		}
	}
	require.InDelta(t, sum, both.LogLikelihood, 1e-5)
}

func TestReferenceGroupOnlyMovesTheScale(t *testing.T) {
	t.Parallel()
	d := twoGroups(binary(8), binary(8), 2000)
	first := run(t, d, calibrate.Options{Tol: 1e-7, Range: 8, Quadrature: 81})
	second := run(t, d, calibrate.Options{Tol: 1e-7, Range: 8, Quadrature: 81, ReferenceGroup: "second"})
	require.InDelta(t, first.LogLikelihood, second.LogLikelihood, 1e-4)
	require.Equal(t, 1.0, second.Groups[1].SD)
	require.InDelta(t, -first.Groups[1].Mean/first.Groups[1].SD, second.Groups[0].Mean, 1e-4)
	require.InDelta(t, 1/first.Groups[1].SD, second.Groups[0].SD, 1e-4)
}

func TestFixedItemsMeasureThePopulation(t *testing.T) {
	t.Parallel()
	items := binary(10)
	d := calibrate.Data{Responses: simulate.Responses(items, simulate.Simulees(6000, 0.7, 1.3, 5), 5), Categories: slices.Repeat([]int{2}, 10)}
	var fixed []irt.MultiItem
	for _, it := range items[:6] {
		fixed = append(fixed, it.Multi())
	}
	got := run(t, d, calibrate.Options{Fixed: fixed, SE: calibrate.Oakes, Tol: 1e-6})
	require.Equal(t, 4*2+2, got.Parameters)
	for i, e := range got.Items {
		require.Equal(t, i < 6, math.IsNaN(e.SE.A[0]))
		if i >= 6 {
			requireRecovered(t, items[i].A, e.A[0], e.SE.A[0], e.ID)
			requireRecovered(t, items[i].B[0], e.B[0], e.SE.B[0], e.ID)
		} else {
			require.InDelta(t, items[i].B[0], e.B[0], 1e-12)
		}
	}
	requireRecovered(t, 0.7, got.Groups[0].Mean, got.Groups[0].MeanSE, "mean")
	requireRecovered(t, 1.3, got.Groups[0].SD, got.Groups[0].SDSE, "standard deviation")
}

// With all items fixed, and the population too, nothing is left to estimate but
// the likelihood.
func TestEverythingMayBeFixed(t *testing.T) {
	t.Parallel()
	items := binary(6)
	d := simulated(items, 1000, 1)
	var all []irt.MultiItem
	for _, it := range items {
		all = append(all, it.Multi())
	}
	for _, se := range []calibrate.SE{calibrate.Oakes, calibrate.CrossProduct, calibrate.Sandwich} {
		got := run(t, d, calibrate.Options{Fixed: all, SE: se})
		requireRecovered(t, 1, got.Groups[0].SD, got.Groups[0].SDSE, "standard deviation")
		got = run(t, d, calibrate.Options{Fixed: all, SE: se, ReferenceLatent: calibrate.FixedLatent})
		require.Zero(t, got.Parameters)
		require.Empty(t, got.Problems)
		require.InDelta(t, logLikelihood(items, d), got.LogLikelihood, 1e-6)
	}
}

func TestHeldParametersStay(t *testing.T) {
	t.Parallel()
	got := run(t, simulated(binary(8), 1000, 1), calibrate.Options{Model: irt.ThreePL, SE: calibrate.Oakes, Items: map[string]calibrate.ItemOptions{
		"b01": {Held: map[string]float64{"c": 0.2}},
		"b02": {Held: map[string]float64{"a1": 1.1, "c": 0}},
	}})
	require.InDelta(t, 0.2, got.Items[1].C, 1e-12)
	require.True(t, math.IsNaN(got.Items[1].SE.C))
	require.Equal(t, 1.1, got.Items[2].A[0])
	require.Zero(t, got.Items[2].C)
	require.Equal(t, 8*3-3, got.Parameters)
}

func TestRegressionIsRecovered(t *testing.T) {
	t.Parallel()
	const persons = 6000
	items := binary(12)
	theta := simulate.Simulees(persons, 0, 1, 3)
	d := calibrate.Data{Categories: slices.Repeat([]int{2}, len(items)), CovariateNames: []string{"half", "grade"}}
	for i := range theta {
		x := []float64{float64(i%2) - 0.5, float64(i%7) - 3}
		theta[i] += 0.6*x[0] - 0.2*x[1]
		d.Covariates = append(d.Covariates, x)
	}
	d.Responses = simulate.Responses(items, theta, 3)
	got := run(t, d, calibrate.Options{Regression: true, SE: calibrate.Oakes, Tol: 1e-6})
	require.Equal(t, d.CovariateNames, got.Regression.Names)
	for n, b := range []float64{0.6, -0.2} {
		requireRecovered(t, b, got.Regression.Coefficients[n][0], got.Regression.SE[n][0], "coefficient")
	}
	require.Equal(t, []float64{1}, got.Regression.ResidualSD)
	for i, e := range got.Items {
		requireRecovered(t, items[i].A, e.A[0], e.SE.A[0], e.ID)
	}
}

// Persons copied within their cluster tell nothing new: the sandwich must not
// change, while the observed information triples.
func TestSandwichKnowsClusters(t *testing.T) {
	t.Parallel()
	once := simulated(binary(8), 1500, 2)
	copied := once
	copied.Cells = nil
	for i := range once.Persons() {
		for range 3 {
			copied.Cells = append(copied.Cells, once.Row(i)...)
			copied.Clusters = append(copied.Clusters, i)
		}
	}
	sandwich := calibrate.Options{SE: calibrate.Sandwich, Tol: 1e-7}
	require.InEpsilonSlice(t, deviations(run(t, once, sandwich)), deviations(run(t, copied, sandwich)), 1e-3)
	oakes := calibrate.Options{SE: calibrate.Oakes, Tol: 1e-7}
	alone, tripled := deviations(run(t, once, oakes)), deviations(run(t, copied, oakes))
	for i := range alone {
		require.InEpsilon(t, alone[i]/math.Sqrt(3), tripled[i], 1e-3)
	}
	// Weights triple the information as well, but not what the sandwich is of.
	weighted := once
	weighted.Weights = slices.Repeat([]float64{3}, once.Persons())
	require.InEpsilonSlice(t, deviations(run(t, once, sandwich)), deviations(run(t, weighted, sandwich)), 1e-3)
}

// A narrow prior holds what it is a prior of.
func TestPriorsPull(t *testing.T) {
	t.Parallel()
	d := simulated(binary(10), 1000, 6)
	narrow := run(t, d, calibrate.Options{Tol: 1e-6, Priors: calibrate.Priors{A: calibrate.LogNormal{Mean: math.Log(1.2), SD: 1e-3}}})
	for _, e := range narrow.Items {
		require.InDelta(t, 1.2, e.A[0], 0.01)
	}
	narrow = run(t, d, calibrate.Options{Tol: 1e-6, Priors: calibrate.Priors{B: calibrate.Normal{Mean: 0.3, SD: 1e-3}}})
	for _, e := range narrow.Items {
		require.InDelta(t, 0.3, e.B[0], 0.01)
	}
	narrow = run(t, d, calibrate.Options{Model: irt.ThreePL, Tol: 1e-6, Priors: calibrate.Priors{C: calibrate.Beta{Alpha: 2e5, Beta: 8e5}}})
	for _, e := range narrow.Items {
		require.InDelta(t, 0.2, e.C, 0.01)
	}
	narrow = run(t, d, calibrate.Options{Model: irt.OnePL, Tol: 1e-6, Priors: calibrate.Priors{A: calibrate.Normal{Mean: 0.7, SD: 1e-3}}})
	for _, e := range narrow.Items {
		require.InDelta(t, 0.7, e.A[0], 0.01)
	}
}
