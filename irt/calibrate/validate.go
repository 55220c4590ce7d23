package calibrate

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"runtime"
	"slices"

	"suyang/irt"
)

// withDefaults fills in defaults and rejects what makes no sense.
func (o Options) withDefaults(d Data) (Options, error) {
	if o.Tol == 0 {
		o.Tol = 1e-4
	}
	if o.MaxCycles == 0 {
		o.MaxCycles = 2000
	}
	if o.Quadrature == 0 {
		o.Quadrature = [...]int{61, 31, 15}[min(o.dimensions(), 3)-1]
	}
	if o.Points == 0 && o.traits() > maxGridTraits && o.Bifactor == NoBifactor {
		o.Points = 3000
	}
	if o.Range == 0 {
		o.Range = 6
	}
	if o.Rotation == "" {
		o.Rotation = Oblimin
	}
	if o.SE == "" {
		o.SE = NoSE
	}
	if o.Threads == 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	for _, check := range []func() error{o.validate, o.validateTraits, o.validateItems, func() error { return o.validateData(d) }} {
		if err := check(); err != nil {
			return o, err
		}
	}
	return o, nil
}

func (o Options) validate() error {
	switch {
	case !o.Model.Known():
		return fmt.Errorf("%v cannot be calibrated", o.Model)
	case o.Invariance > Configural:
		return fmt.Errorf("unknown %v", o.Invariance)
	case o.Latent > FreeMeanVariance || o.ReferenceLatent > FreeMeanVariance:
		return fmt.Errorf("unknown latent model %d", max(o.Latent, o.ReferenceLatent))
	case !(o.Tol > 0):
		return fmt.Errorf("tolerance %v must be positive", o.Tol)
	case o.MaxCycles < 1:
		return fmt.Errorf("%d cycles, at least 1 is needed", o.MaxCycles)
	case o.Quadrature < 5 || o.Quadrature > 1001:
		return fmt.Errorf("%d quadrature nodes must be between 5 and 1001", o.Quadrature)
	case !(o.Range > 0 && o.Range <= 20):
		return fmt.Errorf("range %v must be positive and at most 20", o.Range)
	case o.SE != NoSE && o.SE != Oakes && o.SE != CrossProduct && o.SE != Sandwich:
		return fmt.Errorf("unknown standard errors %q: use %s, %s, %s or %s", o.SE, Oakes, CrossProduct, Sandwich, NoSE)
	case o.Threads < 1:
		return fmt.Errorf("%d threads: use 1 or more, or 0 for all processors", o.Threads)
	}
	return o.Priors.validate()
}

const (
	// maxGridTraits is the number of traits that a grid serves.
	maxGridTraits = 3
	// maxTraits is the number that points do.
	maxTraits = 10
)

func (o Options) validateTraits() error {
	n := o.traits()
	if o.Bifactor != NoBifactor {
		return o.validateBifactor()
	}
	switch {
	case n > maxTraits:
		return fmt.Errorf("%d traits, at most %d are supported", n, maxTraits)
	case o.Points > 0 && n == 1:
		return errors.New("points are for several traits: one has a grid")
	case o.Points < 0 || o.Points > 1e5:
		return fmt.Errorf("%d quasi-Monte-Carlo nodes must be between 0 and 100000", o.Points)
	case o.Points == 0 && math.Pow(float64(o.Quadrature), float64(n)) > 1e5:
		return fmt.Errorf("%d nodes on each of %d traits are too many: use fewer", o.Quadrature, n)
	case o.Rotation != Oblimin && o.Rotation != Varimax:
		return fmt.Errorf("unknown rotation %q: use %s or %s", o.Rotation, Oblimin, Varimax)
	case o.exploratory() && len(o.Covariances) > 0:
		return errors.New("traits that all items measure cannot be told apart and correlate as well: say with Loads which items measure which traits")
	case o.exploratory() && o.Invariance != Scalar:
		return errors.New("traits that all items measure need items in common between groups: use Scalar")
	}
	for _, pair := range o.Covariances {
		if min(pair[0], pair[1]) < 0 || max(pair[0], pair[1]) >= n || pair[0] == pair[1] {
			return fmt.Errorf("traits %v of a covariance must differ and be among the %d", pair, n)
		}
	}
	return nil
}

func (o Options) validateItems() error {
	for _, name := range slices.Sorted(maps.Keys(o.Items)) {
		of := o.item(name)
		switch {
		case !of.Model.Known():
			return fmt.Errorf("item %q: unknown %v", name, *of.Model)
		case *of.Invariance > Configural:
			return fmt.Errorf("item %q: unknown %v", name, *of.Invariance)
		case of.Loads != nil && len(of.Loads) == 0:
			return fmt.Errorf("item %q measures no trait", name)
		}
		for i, d := range of.Loads {
			if d < 0 || d >= o.traits() || slices.Contains(of.Loads[:i], d) {
				return fmt.Errorf("item %q: traits %v must differ and be among the %d", name, of.Loads, o.traits())
			}
		}
		if err := of.Priors.validate(); err != nil {
			return fmt.Errorf("item %q: %w", name, err)
		}
	}
	return nil
}

// validateData checks what must be in the data.
func (o Options) validateData(d Data) error {
	if o.ReferenceGroup != "" && !slices.Contains(d.GroupNames, o.ReferenceGroup) {
		return fmt.Errorf("the reference group %q is not among the groups %q", o.ReferenceGroup, d.GroupNames)
	}
	if o.Regression && len(d.CovariateNames) == 0 {
		return errors.New("a latent regression needs covariates")
	}
	for _, name := range slices.Sorted(maps.Keys(o.Items)) {
		if !slices.Contains(d.Items, name) {
			return fmt.Errorf("there is no item %q", name)
		}
	}
	for i, it := range o.Fixed {
		if slices.ContainsFunc(o.Fixed[:i], func(other irt.MultiItem) bool { return other.ID == it.ID }) {
			return fmt.Errorf("item %q is fixed twice", it.ID)
		}
	}
	return nil
}

func (p Priors) validate() error {
	for _, prior := range []Prior{p.A, p.B, p.C, p.U} {
		if prior == nil {
			continue
		}
		if err := prior.validate(); err != nil {
			return err
		}
	}
	return nil
}
