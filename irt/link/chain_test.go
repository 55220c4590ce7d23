package link_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"

	"suyang/irt/link"
)

func TestChainComposes(t *testing.T) {
	t.Parallel()
	first := link.Constants{Transformation: link.Transformation{A: 2, B: 1}, LinkingError: 0.1}
	second := link.Constants{Transformation: link.Transformation{A: 0.5, B: -1}, LinkingError: 0.12}
	both := link.Chain(first, second)
	require.Equal(t, link.Transformation{A: 1, B: -0.5}, both.Transformation)
	require.InDelta(t, 0.13, both.LinkingError, 1e-12)
	require.Nil(t, both.Jackknife)
	require.Equal(t, first, link.Chain(first))
}

// The errors of a chain are those of products of constants that vary by little.
func TestErrorOfAChain(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	steps := []link.Constants{
		{Transformation: link.Transformation{A: 1.2, B: 0.4}, Jackknife: &link.Errors{A: 0.01, B: 0.02, Covariance: 0.0001}},
		{Transformation: link.Transformation{A: 0.8, B: -0.3}, Jackknife: &link.Errors{A: 0.02, B: 0.01, Covariance: -0.00015}},
		{Transformation: link.Transformation{A: 1.1, B: 0.9}, Jackknife: &link.Errors{A: 0.015, B: 0.02, Covariance: 0.0002}},
	}
	var a, b []float64
	for range 40000 {
		drawn := link.Transformation{A: 1}
		for _, s := range steps {
			x, y := random.NormFloat64(), random.NormFloat64()
			r := s.Jackknife.Covariance / s.Jackknife.A / s.Jackknife.B
			drawn = drawn.Then(link.Transformation{
				A: s.A + s.Jackknife.A*x, B: s.B + s.Jackknife.B*(r*x+math.Sqrt(1-r*r)*y),
			})
		}
		a, b = append(a, drawn.A), append(b, drawn.B)
	}
	got := link.Chain(steps...).Jackknife
	require.InEpsilon(t, stat.StdDev(a, nil), got.A, 0.02)
	require.InEpsilon(t, stat.StdDev(b, nil), got.B, 0.02)
	require.InEpsilon(t, stat.Covariance(a, b, nil), got.Covariance, 0.06)
}
