package calibrate

import (
	"fmt"
	"math"

	"suyang/irt"
)

// curve is a response function of the composite z of the traits. Its parameters,
// the shape, are one intercept per step, then what else the model has.
type curve interface {
	model() irt.Model
	// steps is the number of intercepts, size that of all shape parameters.
	steps() int
	size() int
	// evaluate gives, for each category k, the probability p[k] at z, the
	// derivative of its logarithm by z, dz[k], and by each shape parameter,
	// s[k*size()+i].
	evaluate(z float64, shape, p, dz, s []float64)
	// admissible tells whether shape describes a response function.
	admissible(shape []float64) bool
	// start guesses the shape from the share of responses per category, none
	// zero.
	start(share []float64) []float64
	// names are those of the shape parameters.
	names() []string
}

// newCurve gives the response function of an item under a model, which fits its
// number of categories.
func newCurve(m irt.Model, categories int) curve {
	switch m {
	case irt.ThreePL:
		return dichotomous{irt.ThreePL, 2}
	case irt.FourPL:
		return dichotomous{irt.FourPL, 3}
	case irt.GRM:
		return graded{categories - 1}
	case irt.GPCM, irt.PCM, irt.RSM:
		return partialCredit{m, categories - 1}
	case irt.NRM:
		return nominal{m: categories - 1}
	}
	return dichotomous{m, 1}
}

// fitted is the model of an item of so many categories where m is asked for.
func fitted(m irt.Model, categories int) irt.Model {
	two := categories == 2
	switch m {
	case irt.Rasch, irt.PCM:
		if two {
			return irt.Rasch
		}
		return irt.PCM
	case irt.RSM:
		if two {
			return irt.Rasch
		}
		return irt.RSM
	case irt.OnePL:
		if two {
			return irt.OnePL
		}
		return irt.GPCM
	case irt.ThreePL, irt.FourPL:
		if two {
			return m
		}
		return irt.GPCM
	case irt.GRM, irt.NRM:
		if two {
			return irt.TwoPL
		}
		return m
	}
	if two {
		return irt.TwoPL
	}
	return irt.GPCM
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

// stepNames are d1, d2 ... after the intercepts.
func stepNames(steps int) []string {
	names := make([]string, steps)
	for k := range names {
		names[k] = fmt.Sprintf("d%d", k+1)
	}
	return names
}
