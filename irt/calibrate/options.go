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
	// Sandwich allows for a wrong model, weights and clusters: the inverse of the
	// observed information, on both sides of the cross-products of the clusters'
	// gradients (White, 1982). Persons are the clusters where Data has none.
	Sandwich SE = "sandwich"
)

// Options steer a calibration. The zero value fits the two-parameter model, and
// the generalized partial credit model to items of more than two categories,
// with the defaults given.
type Options struct {
	// Model is that of all items without an exception in Items. Items of two
	// categories and of more get, in this order:
	//
	//	TwoPL, GPCM  2PL and generalized partial credit
	//	ThreePL      3PL and generalized partial credit
	//	FourPL       4PL and generalized partial credit
	//	GRM          2PL and graded response
	//	NRM          2PL and nominal response
	//	Rasch, PCM   Rasch and partial credit: slopes of 1
	//	RSM          Rasch and rating scale: slopes of 1, steps in common among
	//	             items of as many categories
	//	OnePL        2PL and generalized partial credit, a slope in common
	Model irt.Model
	// Items holds exceptions by the name of the item.
	Items map[string]ItemOptions
	// Dimensions names the traits; nil: there is one.
	Dimensions []string
	// Covariances are the pairs of traits, as indices in Dimensions, whose
	// covariance is estimated. That of other pairs is 0.
	Covariances [][2]int
	// Bifactor makes the first of Dimensions a general trait; items without Loads
	// measure that alone.
	Bifactor Bifactor
	// Rotation is that of the loadings of an exploratory model, where no item has
	// Loads; default Oblimin.
	Rotation Rotation
	// Invariance says which parameters groups have in common.
	Invariance Invariance
	// Latent says what is estimated of the distribution of each trait in the
	// groups other than the reference group, ReferenceLatent in that one.
	// ImpliedLatent follows from the items that measure the trait. Reference
	// group: FreeMeanVariance where one is Fixed, FreeVariance where the slopes
	// of all are 1, else FixedLatent. Other groups: FreeMeanVariance where one is
	// Fixed or Scalar, FreeVariance where one is Metric or all slopes are 1, else
	// FixedLatent.
	Latent, ReferenceLatent LatentModel
	// ReferenceGroup is the group whose distribution fixes the scale; "": the
	// first.
	ReferenceGroup string
	// Regression makes the mean of the traits of a person depend on
	// Data.Covariates: mean = group mean + coefficients x covariates.
	Regression bool
	// Priors are those of all items without priors of their own.
	Priors Priors
	// Fixed items, found by ID, are held at these parameters in all groups.
	Fixed []irt.MultiItem
	// Tol ends the cycles at this largest change of a parameter; default 1e-4.
	Tol float64
	// MaxCycles bounds them; default 2000.
	MaxCycles int
	// Quadrature is the number of equally spaced nodes per trait; default 61 for
	// one trait, 31 for two, 15 for three.
	Quadrature int
	// Points, when positive, spreads so many quasi-Monte-Carlo nodes over the
	// traits in place of a grid, at least; default 3000 for four traits and more.
	Points int
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

// ItemOptions are the exceptions of one item; the zero value makes none.
type ItemOptions struct {
	// Model replaces Options.Model.
	Model *irt.Model
	// Loads lists the traits the item measures; nil: all. In a bifactor model it
	// measures the general one in any case, and nil no other.
	Loads []int
	// Invariance replaces Options.Invariance, such as Scalar for an anchor item
	// or Configural for one that works differently in each group.
	Invariance *Invariance
	// Priors replaces Options.Priors.
	Priors *Priors
	// Held fixes single parameters at a value: slopes a1, a2 ..., intercepts d1,
	// d2 ..., asymptotes c and u, scores of categories s1, s2 ...
	Held map[string]float64
}

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
		return fmt.Errorf("%d threads, at least 1 is needed", o.Threads)
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

// traits is the number of traits.
func (o Options) traits() int { return max(1, len(o.Dimensions)) }

// dimensions is that of the integrals.
func (o Options) dimensions() int {
	if o.Bifactor != NoBifactor {
		return 2
	}
	return o.traits()
}

// exploratory tells whether all items measure all of several traits.
func (o Options) exploratory() bool {
	if o.Bifactor != NoBifactor {
		return false
	}
	for _, of := range o.Items {
		if of.Loads != nil {
			return false
		}
	}
	return o.traits() > 1
}

// holds tells whether an item is fixed.
func (o Options) holds(name string) bool {
	return slices.ContainsFunc(o.Fixed, func(it irt.MultiItem) bool { return it.ID == name })
}

// item gives the options of an item, without nil but for Loads.
func (o Options) item(name string) ItemOptions {
	of := o.Items[name]
	if of.Model == nil {
		of.Model = &o.Model
	}
	if of.Invariance == nil {
		of.Invariance = &o.Invariance
	}
	if of.Priors == nil {
		of.Priors = &o.Priors
	}
	return of
}

// loads lists the traits an item measures, ascending.
func (o Options) loads(name string) []int {
	loads := slices.Sorted(slices.Values(o.Items[name].Loads))
	if o.Bifactor != NoBifactor && (len(loads) == 0 || loads[0] != 0) {
		loads = slices.Insert(loads, 0, 0)
	}
	if len(loads) > 0 {
		return loads
	}
	all := make([]int, o.traits())
	for d := range all {
		all[d] = d
	}
	return all
}
