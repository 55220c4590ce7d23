package irt_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
)

func correlated() irt.Normal {
	return irt.Normal{Mean: []float64{0.3, -0.2, 0.1}, Covariance: [][]float64{{1, 0.5, 0.3}, {0.5, 1.2, 0.4}, {0.3, 0.4, 0.8}}}
}

func requireNormal(t *testing.T, want, got irt.Normal, tolerance float64) {
	t.Helper()
	require.InDeltaSlice(t, want.Mean, got.Mean, tolerance)
	for d := range want.Covariance {
		require.InDeltaSlice(t, want.Covariance[d], got.Covariance[d], tolerance)
	}
}

func TestSpaceOfOneTraitIsTheGrid(t *testing.T) {
	t.Parallel()
	space, grid := irt.ProductSpace(1, 61, -6, 6), irt.NormalGrid(61, -6, 6, 0.4, 1.3)
	weights, coverage := space.Weights(nil, irt.Normal{Mean: []float64{0.4}, Covariance: [][]float64{{1.3 * 1.3}}})
	require.InDeltaSlice(t, grid.Nodes, space.Theta[0], 1e-15)
	require.InDeltaSlice(t, grid.Weights, weights, 1e-15)
	require.InDelta(t, 1, coverage, 1e-4)
}

func TestSpacesHaveTheMomentsOfTheirDistribution(t *testing.T) {
	t.Parallel()
	n := correlated()
	wider := irt.Normal{Mean: make([]float64, 3), Covariance: [][]float64{{1.3, 0.5, 0.4}, {0.5, 1.5, 0.5}, {0.4, 0.5, 1.1}}}
	for name, c := range map[string]struct {
		space     irt.Space
		tolerance float64
	}{
		"product grid":              {irt.ProductSpace(3, 21, -6, 6), 1e-5},
		"adapted grid":              {irt.ProductSpace(3, 15, -6, 6).Adapt(n), 1e-5},
		"points spread as it is":    {irt.QuasiSpace(500, n), 1e-12},
		"points spread differently": {irt.QuasiSpace(4000, wider), 5e-3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			weights, coverage := c.space.Weights(nil, n)
			require.InDelta(t, 1, coverage, max(1e-4, c.tolerance))
			requireNormal(t, n, c.space.Distribution(weights), c.tolerance)
		})
	}
}

// A distribution off the nodes has most of its mass uncovered.
func TestCoverageTellsWhatNodesMiss(t *testing.T) {
	t.Parallel()
	far := irt.StandardNormal(2)
	far.Mean[1] = 6
	_, coverage := irt.ProductSpace(2, 31, -6, 6).Weights(nil, far)
	require.InDelta(t, 0.58, coverage, 0.01) // half, and half a cell beyond the last node
}

func TestNormalValidates(t *testing.T) {
	t.Parallel()
	require.NoError(t, correlated().Validate())
	for name, c := range map[string]struct {
		n    irt.Normal
		says string
	}{
		"shapes":           {irt.Normal{Mean: []float64{0}, Covariance: nil}, "covariance of 0 traits for 1 means"},
		"rows":             {irt.Normal{Mean: []float64{0}, Covariance: [][]float64{{1, 2}}}, "row 1"},
		"asymmetric":       {irt.Normal{Mean: []float64{0, 0}, Covariance: [][]float64{{1, 0.2}, {0.3, 1}}}, "entry 1, 2"},
		"correlation of 2": {irt.Normal{Mean: []float64{0, 0}, Covariance: [][]float64{{1, 2}, {2, 1}}}, "positive definite"},
		"infinite mean":    {irt.Normal{Mean: []float64{math.Inf(1)}, Covariance: [][]float64{{1}}}, "mean"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.ErrorContains(t, c.n.Validate(), c.says)
		})
	}
}
