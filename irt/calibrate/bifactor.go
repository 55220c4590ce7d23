package calibrate

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"suyang/irt"
	"suyang/irt/internal/lookup"
)

// Bifactor names a model in which the first trait is general: all items measure
// it, and each at most one of the other, specific, traits. The traits are
// uncorrelated. Integrals then reduce to two dimensions, however many traits
// there are (Gibbons and Hedeker, 1992).
type Bifactor string

const (
	// NoBifactor is no such model.
	NoBifactor Bifactor = ""
	// SpecificSlopes estimates a slope on the specific trait for each item
	// (Holzinger and Swineford, 1937; Gibbons and Hedeker, 1992).
	SpecificSlopes Bifactor = "bifactor"
	// Testlet makes it equal to that on the general trait, and estimates the
	// variance of each specific trait (Bradlow, Wainer and Wang, 1999). Under
	// models whose slopes are 1 both are the Rasch testlet model (Wang and Wilson,
	// 2005).
	Testlet Bifactor = "testlet"
)

// maxBifactorTraits bounds the traits of a bifactor model.
const maxBifactorTraits = 60

// validateBifactor checks the traits of a bifactor model.
func (o Options) validateBifactor() error {
	switch {
	case o.Bifactor != SpecificSlopes && o.Bifactor != Testlet:
		return fmt.Errorf("unknown bifactor model %q: use %s or %s", o.Bifactor, SpecificSlopes, Testlet)
	case o.traits() < 2 || o.traits() > maxBifactorTraits:
		return fmt.Errorf("%d traits, a bifactor model has 2 to %d: a general one, then specific ones", o.traits(), maxBifactorTraits)
	case len(o.Covariances) > 0:
		return errors.New("the traits of a bifactor model are uncorrelated: leave Covariances out")
	case o.Points > 0:
		return errors.New("a bifactor model is summed over a grid: leave Points out")
	}
	return nil
}

// checkBifactor reports a cell that a bifactor model cannot have.
func (d *design) checkBifactor(o Options) error {
	for _, c := range d.cells {
		if o.Bifactor != NoBifactor && (len(c.loads) > 2 || len(c.loads) == 2 && c.loads[0] != 0) {
			return fmt.Errorf("item %q of a bifactor model may measure one dimension besides %q", c.id, o.Dimensions[0])
		}
	}
	return nil
}

// specific is the specific trait a cell measures, counted from 0; -1: none.
func (c *cell) specific() int { return slices.Max(c.loads) - 1 }

// reduced sums over general x specific nodes, one specific trait at a time.
type reduced struct {
	traits int
	nodes  []float64 // of a trait of standard deviation 1
	step   float64
	// scale is what they are stretched by for each trait: 1 for the general one,
	// the largest standard deviation in any group for a specific one, which may be
	// small.
	scale []float64
}

func newReduced(o Options) *reduced {
	r := &reduced{
		traits: o.traits(), nodes: irt.ProductSpace(1, o.Quadrature, -o.Range, o.Range).Theta[0],
		step: 2 * o.Range / float64(o.Quadrature-1),
	}
	for range r.traits {
		r.scale = append(r.scale, 1)
	}
	return r
}

func (r *reduced) follow(l *latent, xi []float64) (moved bool) {
	for d := 1; d < r.traits; d++ {
		largest := 0.0
		for g := range l.covariances {
			largest = max(largest, l.covariances[g][d][d].at(xi))
		}
		scale := math.Sqrt(largest)
		moved = moved || scale != r.scale[d]
		r.scale[d] = scale
	}
	return moved
}

func (r *reduced) coordinates(c *cell) (at [][]float64) {
	if c.specific() < 0 {
		return [][]float64{r.nodes}
	}
	for _, d := range c.loads {
		theta := make([]float64, 0, len(r.nodes)*len(r.nodes))
		for _, general := range r.nodes {
			for _, specific := range r.nodes {
				if d == 0 {
					theta = append(theta, general)
				} else {
					theta = append(theta, r.scale[d]*specific)
				}
			}
		}
		at = append(at, theta)
	}
	return at
}

func (r *reduced) follows(trait int) bool { return trait > 0 }

func (r *reduced) entries() int { return r.traits * len(r.nodes) }

// of is the part of weights, or of a basis function, that belongs to a trait.
func (r *reduced) of(trait int, entries []float64) []float64 {
	return entries[trait*len(r.nodes):][:len(r.nodes)]
}

func (r *reduced) density(dst []float64, l *latent, class int, xi []float64, n normal) {
	mean := l.mean(make([]float64, 0, r.traits), l.classes[class], xi)
	for d, m := range mean {
		precision := n.inverse.At(d, d)
		weights, scale := r.of(d, dst), r.scale[d]*r.step*math.Sqrt(precision/(2*math.Pi))
		for q, node := range r.nodes {
			x := r.scale[d]*node - m
			weights[q] = scale * math.Exp(-precision*x*x/2)
		}
	}
}

func (r *reduced) coverage(weights []float64) float64 {
	product := 1.0
	for d := range r.traits {
		product *= floats.Sum(r.of(d, weights))
	}
	return product
}

// moments leaves out the products of two traits, which are not needed as these
// are uncorrelated.
func (r *reduced) moments(l *latent) [][]float64 {
	basis := rows(l.functions(), r.entries())
	for d := range r.traits {
		theta, square := r.of(d, basis[d]), r.of(d, basis[l.product(d, d)-1])
		floats.ScaleTo(theta, r.scale[d], r.nodes)
		floats.MulTo(square, theta, theta)
	}
	return basis
}

func (r *reduced) newEngine(cells []*cell, missing []bool, pack func(layout) lookup.Persons, threads int) engine {
	specific := make([]int, len(cells))
	for k, c := range cells {
		specific[k] = c.specific()
	}
	l := lookup.NewBifactorLayout(categories(cells), missing, specific, r.traits-1)
	return lookup.NewBifactor(l, r.traits-1, len(r.nodes), len(r.nodes), pack(l), threads)
}
