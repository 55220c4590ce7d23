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

// Item is one calibrated item that measures a single trait. MultiItem measures
// several.
type Item struct {
	ID    string
	Model Model
	// A is the discrimination, the slope of the response function; not zero.
	A float64
	// B holds one difficulty for models of two categories, and one threshold
	// per step for the others, in theta units. Thresholds of GRM ascend
	// (descend where A is negative).
	B []float64
	// C is the lower asymptote of ThreePL and FourPL, in [0, 1); zero for other
	// models.
	C float64
	// U is the upper asymptote of FourPL, in (C, 1]. Zero stands for 1, which it
	// is under other models.
	U float64
	// Scores are those of the categories under NRM, the first of them 0; nil:
	// 0, 1, 2 ... They are nil under other models.
	Scores []float64
}

// Categories is the number of response categories, len(B)+1. They are coded
// 0 to Categories()-1.
func (it Item) Categories() int { return len(it.B) + 1 }

// Upper is the upper asymptote.
func (it Item) Upper() float64 {
	if it.U == 0 {
		return 1
	}
	return it.U
}

// Score is what category k counts in the exponent of a partial credit model:
// k, unless Scores says otherwise.
func (it Item) Score(k int) float64 {
	if it.Scores == nil {
		return float64(k)
	}
	return it.Scores[k]
}

// Validate reports the first parameter that is not admissible.
func (it Item) Validate() error {
	switch {
	case !it.Model.Known():
		return it.invalid("unknown %v", it.Model)
	case !finite(it.A) || it.A == 0:
		return it.invalid("discrimination %v must be finite and not zero", it.A)
	case len(it.B) == 0:
		return it.invalid("no difficulty or threshold given")
	case len(it.B) >= MaxCategories:
		return it.invalid("%d categories, at most %d are supported", it.Categories(), MaxCategories)
	case len(it.B) > 1 && it.Model.Dichotomous():
		return it.invalid("%d difficulties, %v takes one", len(it.B), it.Model)
	}
	if err := it.validateAsymptotes(); err != nil {
		return err
	}
	if err := it.validateScores(); err != nil {
		return err
	}
	return it.validateThresholds()
}

func (it Item) validateAsymptotes() error {
	switch {
	case it.Model != ThreePL && it.Model != FourPL && it.C != 0:
		return it.invalid("guessing %v must be 0 under %v", it.C, it.Model)
	case !(it.C >= 0 && it.C < 1):
		return it.invalid("guessing %v must be in [0, 1)", it.C)
	case it.Model != FourPL && it.Upper() != 1:
		return it.invalid("upper asymptote %v must be 1 under %v", it.U, it.Model)
	case !(it.Upper() > it.C && it.Upper() <= 1):
		return it.invalid("upper asymptote %v must be above the lower, %v, and at most 1", it.U, it.C)
	}
	return nil
}

func (it Item) validateScores() error {
	switch {
	case it.Scores == nil:
		return nil
	case it.Model != NRM:
		return it.invalid("category scores are for nrm, not for %v", it.Model)
	case len(it.Scores) != it.Categories():
		return it.invalid("%d scores for %d categories", len(it.Scores), it.Categories())
	case it.Scores[0] != 0:
		return it.invalid("the score of the first category is %v, must be 0", it.Scores[0])
	}
	for k, s := range it.Scores {
		if !finite(s) {
			return it.invalid("the score of category %d is %v, must be finite", k, s)
		}
	}
	return nil
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

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
