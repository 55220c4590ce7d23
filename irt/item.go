package irt

import (
	"fmt"
	"math"
)

// Missing is the response of a person who did not answer, or was not given,
// an item.
const Missing = -1

// MaxCategories is the largest number of categories an item may have.
const MaxCategories = 64

// Item is one calibrated item.
type Item struct {
	ID    string
	Model Model
	// A is the discrimination, the slope of the response function; not zero.
	A float64
	// B holds one difficulty for TwoPL and ThreePL, and one threshold per step
	// for GRM and GPCM, in theta units. Thresholds of GRM ascend (descend where
	// A is negative).
	B []float64
	// C is the lower asymptote of ThreePL, in [0, 1); zero for other models.
	C float64
}

// Categories is the number of response categories, len(B)+1. They are coded
// 0 to Categories()-1.
func (it Item) Categories() int { return len(it.B) + 1 }

// Validate reports the first parameter that is not admissible.
func (it Item) Validate() error {
	switch {
	case int(it.Model) >= len(modelNames):
		return it.invalid("unknown %v", it.Model)
	case !finite(it.A) || it.A == 0:
		return it.invalid("discrimination %v must be finite and not zero", it.A)
	case len(it.B) == 0:
		return it.invalid("no difficulty or threshold given")
	case len(it.B) >= MaxCategories:
		return it.invalid("%d categories, at most %d are supported", it.Categories(), MaxCategories)
	case len(it.B) > 1 && it.dichotomous():
		return it.invalid("%d difficulties, %v takes one", len(it.B), it.Model)
	case it.Model != ThreePL && it.C != 0:
		return it.invalid("guessing %v must be 0 under %v", it.C, it.Model)
	case !(it.C >= 0 && it.C < 1):
		return it.invalid("guessing %v must be in [0, 1)", it.C)
	}
	return it.validateThresholds()
}

func (it Item) validateThresholds() error {
	for k, b := range it.B {
		if !finite(b) {
			return it.invalid("threshold %d is %v, must be finite", k+1, b)
		}
		if it.Model == GRM && k > 0 && it.A*(b-it.B[k-1]) <= 0 {
			return it.invalid("thresholds %v and %v are out of order", it.B[k-1], b)
		}
	}
	return nil
}

func (it Item) invalid(format string, args ...any) error {
	return fmt.Errorf("item %q: %s", it.ID, fmt.Sprintf(format, args...))
}

func (it Item) dichotomous() bool { return it.Model == TwoPL || it.Model == ThreePL }

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
