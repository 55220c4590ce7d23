package calibrate

import (
	"math"

	"suyang/irt"
)

// curve is a response function in slope-intercept form. Its parameters xi are
// the slope, then one intercept per step, then what else the model has.
type curve interface {
	model() irt.Model
	// size is the number of parameters, steps the number of intercepts.
	size() int
	steps() int
	// evaluate gives, for each category k, the probability p[k] at theta and
	// the derivative of its logarithm by each parameter, s[k*size()+i].
	evaluate(theta float64, xi, p, s []float64)
	// admissible tells whether xi describes a response function.
	admissible(xi []float64) bool
	// start guesses xi from the share of responses per category, none zero.
	start(share []float64) []float64
}

// maxSlope bounds slopes: a response function this steep is a step.
const maxSlope = 50

func newCurve(m irt.Model, categories int) curve {
	switch {
	case categories == 2 && m == irt.ThreePL:
		return threePL{}
	case categories == 2:
		return twoPL{}
	case m == irt.GRM:
		return graded{categories - 1}
	default:
		return partialCredit{categories - 1}
	}
}

// logistic gives 1/(1+exp(-x)) and its complement, each with full precision.
func logistic(x float64) (p, complement float64) {
	e := math.Exp(-math.Abs(x))
	if x >= 0 {
		return 1 / (1 + e), e / (1 + e)
	}
	return e / (1 + e), 1 / (1 + e)
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }
