package calibrate

import (
	"math"

	"suyang/irt"
)

// dichotomous: P(1) = c + (u-c) logistic(z + d). The shape is d, then logit c
// under ThreePL and FourPL, then logit u under FourPL.
type dichotomous struct {
	of irt.Model
	n  int
}

func (c dichotomous) model() irt.Model { return c.of }
func (dichotomous) steps() int         { return 1 }
func (c dichotomous) size() int        { return c.n }
func (c dichotomous) names() []string  { return []string{"d1", "logit c", "logit u"}[:c.n] }

func (c dichotomous) evaluate(z float64, shape, p, dz, s []float64) {
	right, wrong := logistic(z + shape[0])
	if c.n == 1 {
		p[0], p[1] = wrong, right
		dz[0], dz[1] = -right, wrong
		s[0], s[1] = -right, wrong
		return
	}
	lower, notLower := logistic(shape[1])
	upper, notUpper := 1.0, 0.0
	if c.n == 3 {
		upper, notUpper = logistic(shape[2])
	}
	spread := upper - lower
	p[0], p[1] = notUpper+spread*wrong, lower+spread*right
	by := [3]float64{spread * right * wrong, wrong * lower * notLower, right * upper * notUpper} // derivatives of P(1)
	p0, p1 := max(p[0], math.SmallestNonzeroFloat64), max(p[1], math.SmallestNonzeroFloat64)
	for i := range c.n {
		s[i], s[c.n+i] = -by[i]/p0, by[i]/p1
	}
	dz[0], dz[1] = s[0], s[c.n]
}

func (c dichotomous) admissible(shape []float64) bool {
	for _, logit := range shape[1:] {
		if math.Abs(logit) > maxLogit {
			return false
		}
	}
	return c.n < 3 || shape[2] > shape[1]
}

// maxLogit keeps asymptotes off 0 and 1, where their logits run away.
const maxLogit = 25

// start takes the asymptotes where their priors are by default and the rest of
// the answers as known.
func (c dichotomous) start(share []float64) []float64 {
	if c.n == 1 {
		return []float64{logit(share[1])}
	}
	shape := []float64{0, -1.1, 3}[:c.n]
	lower, _ := logistic(shape[1])
	known := (share[1] - lower) / (1 - lower)
	shape[0] = logit(min(max(known, 0.05), 0.95))
	return shape
}
