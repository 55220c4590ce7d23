package calibrate

import (
	"fmt"
	"math"
)

// Prior is a distribution of an item parameter: Normal, LogNormal, Beta,
// LogitNormal or Flat. Estimates maximize the likelihood times the density, so
// they are posterior modes (MAP).
type Prior interface {
	// log gives the logarithm of the density at x, up to a constant, and its
	// first two derivatives.
	log(x float64) (value, first, second float64)
	// holds tells whether the density is positive at x.
	holds(x float64) bool
	validate() error
}

// Normal is the normal distribution.
type Normal struct{ Mean, SD float64 }

// LogNormal is the distribution of exp(z) where z is normal with Mean and SD.
// It keeps slopes positive.
type LogNormal struct{ Mean, SD float64 }

// Beta is the beta distribution, for asymptotes; its density is proportional to
// x^(Alpha-1) (1-x)^(Beta-1).
type Beta struct{ Alpha, Beta float64 }

// LogitNormal says that the logit of an asymptote is normal. The mode is that of
// the logit: the density is not transformed to the asymptote.
type LogitNormal struct{ Mean, SD float64 }

// Flat is no prior, for parameters that have one by default.
type Flat struct{}

func (p Normal) log(x float64) (value, first, second float64) {
	z := (x - p.Mean) / p.SD
	return -z * z / 2, -z / p.SD, -1 / (p.SD * p.SD)
}

func (p LogNormal) log(x float64) (value, first, second float64) {
	l, variance := math.Log(x)-p.Mean, p.SD*p.SD
	return -l*l/(2*variance) - math.Log(x), -(l/variance + 1) / x, ((l-1)/variance + 1) / (x * x)
}

func (p Beta) log(x float64) (value, first, second float64) {
	a, b := p.Alpha-1, p.Beta-1
	return a*math.Log(x) + b*math.Log1p(-x), a/x - b/(1-x), -a/(x*x) - b/((1-x)*(1-x))
}

func (p LogitNormal) log(x float64) (value, first, second float64) {
	value, byLogit, byLogit2 := Normal(p).log(logit(x))
	slope := 1 / (x * (1 - x))
	return value, byLogit * slope, byLogit2*slope*slope + byLogit*(2*x-1)*slope*slope
}

func (Flat) log(float64) (value, first, second float64) { return 0, 0, 0 }

func (Normal) holds(float64) bool        { return true }
func (LogNormal) holds(x float64) bool   { return x > 0 }
func (Beta) holds(x float64) bool        { return x > 0 && x < 1 }
func (LogitNormal) holds(x float64) bool { return x > 0 && x < 1 }
func (Flat) holds(float64) bool          { return true }

func (p Normal) validate() error      { return positive("standard deviation", p.SD) }
func (p LogNormal) validate() error   { return positive("standard deviation", p.SD) }
func (p LogitNormal) validate() error { return positive("standard deviation", p.SD) }
func (Flat) validate() error          { return nil }

func (p Beta) validate() error {
	if err := positive("alpha", p.Alpha); err != nil {
		return err
	}
	return positive("beta", p.Beta)
}

func positive(name string, x float64) error {
	if !(x > 0) || math.IsInf(x, 0) {
		return fmt.Errorf("%s %v of a prior must be positive", name, x)
	}
	return nil
}

// Priors are those of the parameters of an item.
type Priors struct {
	// A is the prior of each slope, B of each difficulty or threshold; nil: none.
	A, B Prior
	// C and U are the priors of the asymptotes. nil: DefaultC of ThreePL and
	// FourPL, DefaultU of FourPL.
	C, U Prior
}

// Without a prior the likelihood of easy items is flat in the lower asymptote,
// and that of hard ones in the upper. DefaultC is centred near the chance level
// of four options.
var (
	DefaultC Prior = LogitNormal{Mean: -1.1, SD: 0.5}
	DefaultU Prior = LogitNormal{Mean: 3, SD: 1}
)
