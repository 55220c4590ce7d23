package rotate_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/rotate"
)

// simple is a pattern of perfect simple structure, and mixed the same loadings
// on factors with correlations 0.5, turned off it by any rotation.
func simple() *mat.Dense {
	return mat.NewDense(9, 3, []float64{
		0.9, 0, 0, 0.8, 0, 0, 0.7, 0, 0, 0.75, 0, 0,
		0, 0.7, 0, 0, 0.6, 0, 0, 0.65, 0,
		0, 0, 0.5, 0, 0, 0.6,
	})
}

// mixed gives simple loadings on factors of these correlations in terms of
// uncorrelated factors.
func mixed(correlation float64) *mat.Dense {
	r := mat.NewSymDense(3, nil)
	for i := range 3 {
		for j := range i {
			r.SetSym(i, j, correlation)
		}
		r.SetSym(i, i, 1)
	}
	var cholesky mat.Cholesky
	cholesky.Factorize(r)
	var l mat.TriDense
	cholesky.LTo(&l)
	c, s := math.Cos(0.7), math.Sin(0.7)
	turn := mat.NewDense(3, 3, []float64{c, -s, 0, s, c, 0, 0, 0, 1})
	var uncorrelated, turned mat.Dense
	uncorrelated.Mul(simple(), &l)
	turned.Mul(&uncorrelated, turn)
	return &turned
}

func TestObliminFindsCorrelatedSimpleStructure(t *testing.T) {
	t.Parallel()
	pattern, correlations := rotate.Oblimin(mixed(0.5))
	require.InDeltaSlice(t, simple().RawMatrix().Data, pattern.RawMatrix().Data, 1e-6)
	for i := range 3 {
		require.InDelta(t, 1, correlations.At(i, i), 1e-12)
		for j := range i {
			require.InDelta(t, 0.5, correlations.At(i, j), 1e-6)
		}
	}
}

func TestVarimaxFindsUncorrelatedSimpleStructure(t *testing.T) {
	t.Parallel()
	pattern := rotate.Varimax(mixed(0))
	require.InDeltaSlice(t, simple().RawMatrix().Data, pattern.RawMatrix().Data, 1e-6)
}

func TestRotationKeepsWhatLoadingsReproduce(t *testing.T) {
	t.Parallel()
	loadings := mixed(0.3)
	var before, half, oblique, orthogonal mat.Dense
	before.Mul(loadings, loadings.T())
	pattern, correlations := rotate.Oblimin(loadings)
	half.Mul(pattern, correlations)
	oblique.Mul(&half, pattern.T())
	varimax := rotate.Varimax(loadings)
	orthogonal.Mul(varimax, varimax.T())
	require.True(t, mat.EqualApprox(&before, &oblique, 1e-9))
	require.True(t, mat.EqualApprox(&before, &orthogonal, 1e-9))
}
