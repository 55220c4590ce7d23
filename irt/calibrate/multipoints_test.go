package calibrate_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// Both approximate the same integrals: the grid to much better than the points.
func TestPointsAgreeWithTheGrid(t *testing.T) {
	t.Parallel()
	items := withinItems(3, 6)
	d := simulatedMulti(items, equicorrelated(3, 0.6), 1000, 5)
	o := confirmatory(items, true)
	o.SE = calibrate.Oakes
	grid := run(t, d, o)
	o.Points = 3000
	points := run(t, d, o)
	require.InDelta(t, grid.LogLikelihood, points.LogLikelihood, 0.5)
	for i, e := range grid.Items {
		require.InDeltaSlice(t, e.A, points.Items[i].A, 0.02, e.ID)
		require.InDeltaSlice(t, e.D, points.Items[i].D, 0.01, e.ID)
		require.InEpsilon(t, e.SE.D[0], points.Items[i].SE.D[0], 0.02, e.ID)
	}
	for d, row := range grid.Groups[0].Covariance {
		require.InDeltaSlice(t, row, points.Groups[0].Covariance[d], 0.01)
	}
}

// Where traits correlate highly, a grid moves with them.
func TestGridAndPointsAgreeOnHighCorrelations(t *testing.T) {
	t.Parallel()
	items := blocks(2, 8)
	d := simulatedMulti(items, equicorrelated(2, 0.97), 1500, 7)
	o := confirmatory(items, true)
	grid := run(t, d, o)
	require.Greater(t, grid.Groups[0].Covariance[0][1], 0.95)
	require.Less(t, grid.Groups[0].Covariance[0][1], 0.97)
	o.Points = 3000
	points := run(t, d, o)
	require.InDelta(t, grid.LogLikelihood, points.LogLikelihood, 0.5)
	// So near 1 the likelihood is flat: its standard error is about 0.02.
	requireCovariance(t, irt.Normal{Covariance: grid.Groups[0].Covariance}, points.Groups[0], 0.015)
}

// Many persons are calibrated from a part of them on, whose estimate may need the
// grid to move already.
func TestManyPersonsWithHighCorrelations(t *testing.T) {
	t.Parallel()
	items := blocks(2, 6)
	o := confirmatory(items, true)
	o.Quadrature = 15
	r := run(t, simulatedMulti(items, equicorrelated(2, 0.97), 16500, 3), o)
	require.InDelta(t, 0.97, r.Groups[0].Covariance[0][1], 0.03)
	_, rmse := recovery(items, r)
	require.Less(t, rmse, 0.06)
}

func TestTraitsThatAreOneAreNamed(t *testing.T) {
	t.Parallel()
	items := blocks(2, 6)
	one := simulatedMulti(blocks(1, 12), irt.StandardNormal(1), 1500, 4)
	r, err := calibrate.Run(context.Background(), one, confirmatory(items, true))
	require.NoError(t, err)
	require.Greater(t, r.Groups[0].Covariance[0][1], 0.97)
	require.True(t, slices.ContainsFunc(r.Problems, func(p calibrate.Problem) bool { return p.Kind == calibrate.Collinear }))
}

// recovery compares the slopes estimated with those of the truth.
func recovery(items []irt.MultiItem, r *calibrate.Result) (bias, rmse float64) {
	n := 0.0
	for i, e := range r.Items {
		for d, a := range items[i].A {
			if a != 0 {
				bias += e.A[d] - a
				rmse += (e.A[d] - a) * (e.A[d] - a)
				n++
			}
		}
	}
	return bias / n, math.Sqrt(rmse / n)
}

// With 2,500 persons slopes have standard errors of about 0.08 and correlations
// of 0.02.
func TestFiveTraitsAreRecovered(t *testing.T) {
	t.Parallel()
	items := blocks(5, 8)
	truth := equicorrelated(5, 0.5)
	r := run(t, simulatedMulti(items, truth, 2500, 5), confirmatory(items, true))
	require.Equal(t, 3000, r.Options.Points)
	bias, rmse := recovery(items, r)
	require.InDelta(t, 0, bias, 0.02)
	require.Less(t, rmse, 0.1)
	requireCovariance(t, truth, r.Groups[0], 0.06)
}

func requireCovariance(t *testing.T, want irt.Normal, got calibrate.Group, tolerance float64) {
	t.Helper()
	for d, row := range want.Covariance {
		require.InDeltaSlice(t, row, got.Covariance[d], tolerance)
	}
}

// In the second group the traits have other means, variances and correlations.
func TestGroupsOfSeveralTraitsAreRecovered(t *testing.T) {
	t.Parallel()
	items := blocks(2, 8)
	other := irt.Normal{Mean: []float64{0.5, -0.4}, Covariance: [][]float64{{1.5, 0.9}, {0.9, 0.8}}}
	d := simulatedMulti(items, equicorrelated(2, 0.3), 2000, 7)
	d.Cells = append(d.Cells, simulatedMulti(items, other, 2000, 8).Cells...)
	d.GroupNames, d.Groups = []string{"one", "two"}, make([]int, 4000)
	for i := 2000; i < 4000; i++ {
		d.Groups[i] = 1
	}
	for name, points := range map[string]int{"grid": 0, "points": 2000} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := confirmatory(items, true)
			o.Points = points
			r := run(t, d, o)
			bias, rmse := recovery(items, r)
			require.InDelta(t, 0, bias, 0.03)
			require.Less(t, rmse, 0.1)
			requireCovariance(t, equicorrelated(2, 0.3), r.Groups[0], 0.08)
			require.InDeltaSlice(t, other.Mean, r.Groups[1].Means, 0.12)
			requireCovariance(t, other, r.Groups[1], 0.2)
		})
	}
}

// The means of the traits depend on a covariate, and differently.
func TestRegressionOfSeveralTraitsIsRecovered(t *testing.T) {
	t.Parallel()
	items, truth := blocks(2, 8), [][]float64{{0.8, -0.5}}
	var d calibrate.Data
	for step := range 40 {
		x := -1.95 + 0.1*float64(step)
		n := equicorrelated(2, 0.4)
		n.Mean[0], n.Mean[1] = truth[0][0]*x, truth[0][1]*x
		part := simulatedMulti(items, n, 60, uint64(100+step))
		d.Items, d.Categories = part.Items, part.Categories
		d.Cells = append(d.Cells, part.Cells...)
		for range 60 {
			d.Covariates = append(d.Covariates, []float64{x})
		}
	}
	d.CovariateNames = []string{"x"}
	for name, points := range map[string]int{"grid": 0, "points": 2000} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := confirmatory(items, true)
			o.Regression, o.Points, o.SE = true, points, calibrate.Oakes
			r := run(t, d, o)
			require.InDeltaSlice(t, truth[0], r.Regression.Coefficients[0], 0.1)
			require.InDelta(t, 0.03, r.Regression.SE[0][0], 0.02)
			require.InDelta(t, 0.4, r.Groups[0].Covariance[0][1], 0.08)
		})
	}
}
