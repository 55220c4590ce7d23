package calibrate

import (
	"fmt"
	"runtime"

	"suyang/irt"
)

// SE names a method for standard errors.
type SE string

const (
	// NoSE computes none.
	NoSE SE = "none"
	// Oakes differentiates the gradient of the marginal likelihood, which
	// Fisher's identity gives, once more (Oakes, 1999).
	Oakes SE = "oakes"
	// CrossProduct sums the cross-products of the persons' gradients.
	CrossProduct SE = "xpd"
)

// Options steer a calibration. The zero value fits the two-parameter model, and
// the generalized partial credit model to items of more than two categories,
// with the defaults given.
type Options struct {
	// Model is TwoPL or GPCM: 2PL and generalized partial credit; GRM: 2PL and
	// graded; ThreePL: 3PL and generalized partial credit. The choice is by the
	// number of categories.
	Model irt.Model
	// Tol ends the cycles at this largest change of a parameter; default 1e-4.
	Tol float64
	// MaxCycles bounds them; default 2000.
	MaxCycles int
	// Quadrature is the number of equally spaced nodes; default 61.
	Quadrature int
	// Range: nodes span -Range to Range; default 6.
	Range float64
	// SE is the method for standard errors; default NoSE.
	SE SE
	// Threads bounds the goroutines; default one per processor. Results depend
	// on it by rounding only.
	Threads int
	// Progress, when not nil, hears the largest parameter change of each cycle;
	// that of the one before, where the cycle was taken back.
	Progress func(cycle int, change float64)
}

// withDefaults fills in defaults and rejects what makes no sense.
func (o Options) withDefaults() (Options, error) {
	if o.Tol == 0 {
		o.Tol = 1e-4
	}
	if o.MaxCycles == 0 {
		o.MaxCycles = 2000
	}
	if o.Quadrature == 0 {
		o.Quadrature = 61
	}
	if o.Range == 0 {
		o.Range = 6
	}
	if o.SE == "" {
		o.SE = NoSE
	}
	if o.Threads == 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	return o, o.validate()
}

func (o Options) validate() error {
	switch {
	case o.Model > irt.GPCM:
		return fmt.Errorf("%v cannot be calibrated", o.Model)
	case !(o.Tol > 0):
		return fmt.Errorf("tolerance %v must be positive", o.Tol)
	case o.MaxCycles < 1:
		return fmt.Errorf("%d cycles, at least 1 is needed", o.MaxCycles)
	case o.Quadrature < 5 || o.Quadrature > 1001:
		return fmt.Errorf("%d quadrature nodes must be between 5 and 1001", o.Quadrature)
	case !(o.Range > 0 && o.Range <= 20):
		return fmt.Errorf("range %v must be positive and at most 20", o.Range)
	case o.SE != NoSE && o.SE != Oakes && o.SE != CrossProduct:
		return fmt.Errorf("unknown standard errors %q: use %s, %s or %s", o.SE, Oakes, CrossProduct, NoSE)
	case o.Threads < 1:
		return fmt.Errorf("%d threads, at least 1 is needed", o.Threads)
	}
	return nil
}
