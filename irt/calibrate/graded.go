package calibrate

import (
	"math"

	"suyang/irt"
)

// graded: P(k or more) = logistic(z + d_k); the shape is d_1 > ... > d_m.
type graded struct{ m int }

func (graded) model() irt.Model  { return irt.GRM }
func (c graded) steps() int      { return c.m }
func (c graded) size() int       { return c.m }
func (c graded) names() []string { return stepNames(c.m) }

// evaluate uses that the difference of neighbouring cumulative curves x > y is
// logistic(x) logistic(-y) (1 - exp(y-x)), without cancellation.
func (c graded) evaluate(z float64, shape, p, dz, s []float64) {
	clear(s)
	above, upper, notUpper := math.Inf(1), 1.0, 0.0
	for k := range c.m + 1 {
		below, lower, notLower := math.Inf(-1), 0.0, 1.0
		if k < c.m {
			below = z + shape[k]
			lower, notLower = logistic(below)
		}
		gap := -math.Expm1(below - above)
		p[k] = upper * notLower * gap
		dz[k] = notLower - upper
		row := s[k*c.m:]
		if k > 0 {
			row[k-1] = notUpper / (notLower * gap)
		}
		if k < c.m {
			row[k] = -lower / (upper * gap)
		}
		above, upper, notUpper = below, lower, notLower
	}
}

func (c graded) admissible(shape []float64) bool {
	for k := 1; k < c.m; k++ {
		if shape[k] >= shape[k-1] {
			return false
		}
	}
	return true
}

func (c graded) start(share []float64) []float64 {
	shape := make([]float64, c.m)
	above := 0.0
	for k := c.m; k > 0; k-- {
		above += share[k]
		shape[k-1] = logit(above)
	}
	return shape
}
