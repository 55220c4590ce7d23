package calibrate

import (
	"math"

	"suyang/irt"
)

// graded: P(k or more) = logistic(a theta + d_k), xi = (a, d_1 > ... > d_m).
type graded struct{ m int }

func (graded) model() irt.Model { return irt.GRM }
func (c graded) size() int      { return c.m + 1 }
func (c graded) steps() int     { return c.m }

// evaluate uses that the difference of neighbouring cumulative curves x > y is
// logistic(x) logistic(-y) (1 - exp(y-x)), without cancellation.
func (c graded) evaluate(theta float64, xi, p, s []float64) {
	clear(s)
	above, upper, notUpper := math.Inf(1), 1.0, 0.0
	for k := range c.m + 1 {
		below, lower, notLower := math.Inf(-1), 0.0, 1.0
		if k < c.m {
			below = xi[0]*theta + xi[k+1]
			lower, notLower = logistic(below)
		}
		gap := -math.Expm1(below - above)
		p[k] = upper * notLower * gap
		row := s[k*c.size():]
		row[0] = theta * (notLower - upper)
		if k > 0 {
			row[k] = notUpper / (notLower * gap)
		}
		if k < c.m {
			row[k+1] = -lower / (upper * gap)
		}
		above, upper, notUpper = below, lower, notLower
	}
}

func (c graded) admissible(xi []float64) bool {
	for k := 2; k <= c.m; k++ {
		if xi[k] >= xi[k-1] {
			return false
		}
	}
	return math.Abs(xi[0]) <= maxSlope
}

func (c graded) start(share []float64) []float64 {
	xi := make([]float64, c.size())
	xi[0] = 1
	above := 0.0
	for k := c.m; k > 0; k-- {
		above += share[k]
		xi[k] = logit(above)
	}
	return xi
}
