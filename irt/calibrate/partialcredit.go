package calibrate

import (
	"math"

	"suyang/irt"
)

// partialCredit: P(k) proportional to exp(a k theta + d_k), d_0 = 0,
// xi = (a, d_1 .. d_m). The intercepts are sums over steps: d_k - d_{k-1} is
// -a b_k.
type partialCredit struct{ m int }

func (partialCredit) model() irt.Model { return irt.GPCM }
func (c partialCredit) size() int      { return c.m + 1 }
func (c partialCredit) steps() int     { return c.m }

func (c partialCredit) evaluate(theta float64, xi, p, s []float64) {
	top := 0.0
	p[0] = 0
	for k := 1; k <= c.m; k++ {
		p[k] = xi[0]*float64(k)*theta + xi[k]
		top = max(top, p[k])
	}
	sum := 0.0
	for k, z := range p[:c.m+1] {
		p[k] = math.Exp(z - top)
		sum += p[k]
	}
	mean := 0.0
	for k := range p[:c.m+1] {
		p[k] /= sum
		mean += float64(k) * p[k]
	}
	for k := range c.m + 1 {
		row := s[k*c.size():]
		row[0] = (float64(k) - mean) * theta
		for i := 1; i <= c.m; i++ {
			row[i] = -p[i]
		}
		if k > 0 {
			row[k]++
		}
	}
}

func (c partialCredit) admissible(xi []float64) bool { return math.Abs(xi[0]) <= maxSlope }

func (c partialCredit) start(share []float64) []float64 {
	xi := make([]float64, c.size())
	xi[0] = 1
	for k := 1; k <= c.m; k++ {
		xi[k] = math.Log(share[k] / share[0])
	}
	return xi
}
