package calibrate

import (
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
