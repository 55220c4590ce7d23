package lattice_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/internal/lattice"
)

func TestEveryCoordinateIsStratifiedAndSymmetric(t *testing.T) {
	t.Parallel()
	points := lattice.Points(6, 1000)
	require.Len(t, points, 6)
	const n = 1009 // the first prime from 1000 on
	for j, u := range points {
		require.Len(t, u, n)
		for k := range u {
			require.InDelta(t, 1, u[k]+u[n-1-k], 1e-12)
		}
		sorted := slices.Sorted(slices.Values(u))
		for i := range sorted {
			require.InDelta(t, (float64(i)+0.5)/n, sorted[i], 1e-12, "coordinate %d", j)
		}
	}
}

// The likelihood exp(-|z - m|^2 / 2s^2) has a known mean under standard normal z.
// Independent random points err by 13 % (root mean square).
func TestIntegratesLikelihoodsOfANormalTrait(t *testing.T) {
	t.Parallel()
	const dimensions, s, trials = 4, 0.6, 200
	points, rng := lattice.Points(dimensions, 2000), rand.New(rand.NewPCG(1, 2))
	squares := 0.0
	for range trials {
		exact, m := 1.0, make([]float64, dimensions)
		for j := range m {
			m[j] = rng.NormFloat64()
			exact *= s / math.Sqrt(1+s*s) * math.Exp(-m[j]*m[j]/2/(1+s*s))
		}
		sum := 0.0
		for k := range points[0] {
			exponent := 0.0
			for j := range m {
				d := (math.Sqrt2*math.Erfinv(2*points[j][k]-1) - m[j]) / s
				exponent -= d * d / 2
			}
			sum += math.Exp(exponent)
		}
		relative := sum/float64(len(points[0]))/exact - 1
		squares += relative * relative
	}
	require.Less(t, math.Sqrt(squares/trials), 0.045)
}
