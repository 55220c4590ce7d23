package calibrate

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
)

// Derivatives of curves are not seen from outside; wrong ones would only slow
// the estimation down.
func TestCurvesGiveTheirDerivatives(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]curve{
		"2PL": newCurve(irt.TwoPL, 2), "3PL": newCurve(irt.ThreePL, 2), "4PL": newCurve(irt.FourPL, 2),
		"GRM": newCurve(irt.GRM, 4), "GPCM": newCurve(irt.GPCM, 4), "NRM": newCurve(irt.NRM, 4),
		"NRM without slope": nominal{m: 3, slopeless: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(rt *rapid.T) {
				n, categories := c.size(), c.steps()+1
				shape := c.start(rapidShares(rt, categories))
				for i := range shape {
					shape[i] += rapid.Float64Range(-0.01, 0.01).Draw(rt, "moved")
				}
				z := rapid.Float64Range(-4, 4).Draw(rt, "z")
				p, dz, s := make([]float64, categories), make([]float64, categories), make([]float64, categories*n)
				c.evaluate(z, shape, p, dz, s)
				sum := 0.0
				for k := range categories {
					sum += p[k]
					at := func(z float64, shape []float64) float64 {
						q := make([]float64, categories)
						c.evaluate(z, shape, q, make([]float64, categories), make([]float64, categories*n))
						return math.Log(q[k])
					}
					const h = 1e-6
					require.InDelta(rt, (at(z+h, shape)-at(z-h, shape))/(2*h), dz[k], 1e-6)
					for i := range n {
						up, down := append([]float64{}, shape...), append([]float64{}, shape...)
						up[i] += h
						down[i] -= h
						require.InDelta(rt, (at(z, up)-at(z, down))/(2*h), s[k*n+i], 1e-6, c.names()[i])
					}
				}
				require.InDelta(rt, 1, sum, 1e-12)
			})
		})
	}
}

// rapidShares draws shares of categories, each at least a few percent.
func rapidShares(rt *rapid.T, categories int) []float64 {
	frequencies := make([]float64, categories)
	for k := range frequencies {
		frequencies[k] = rapid.Float64Range(1, 10).Draw(rt, "frequency")
	}
	return shares(frequencies)
}

func TestPriorsGiveTheirDerivatives(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]Prior{
		"normal": Normal{0.2, 0.7}, "lognormal": LogNormal{0.1, 0.5}, "beta": Beta{5, 17},
		"logitnormal": LogitNormal{-1.1, 0.5}, "flat": Flat{},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, x := range []float64{0.1, 0.3, 0.6} {
				const h = 1e-4
				down, _, _ := p.log(x - h)
				value, first, second := p.log(x)
				up, _, _ := p.log(x + h)
				require.InDelta(t, (up-down)/(2*h), first, 1e-3)
				require.InDelta(t, (up+down-2*value)/(h*h), second, 1e-2)
			}
		})
	}
}
