package calibrate

import (
	"context"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"suyang/irt"
	"suyang/irt/internal/lookup"
)

// integral says how integrals over the traits become sums over nodes.
type integral interface {
	// follow moves the nodes to where the distribution at xi needs them.
	follow(l *latent, xi []float64) (moved bool)
	// coordinates of the nodes of a cell, loads x nodes.
	coordinates(c *cell) [][]float64
	// entries is the number of weights that stand for a distribution.
	entries() int
	// density fills dst with the weights for a class, not scaled to sum to 1.
	density(dst []float64, l *latent, class int, xi []float64, n normal)
	// follows tells whether the nodes are where the distribution of a trait is.
	follows(trait int) bool
	// coverage is the share of the distribution that weights cover.
	coverage(weights []float64) float64
	// moments tabulates the basis functions of the latent distribution.
	moments(l *latent) [][]float64
	newEngine(cells []*cell, missing []bool, pack func(layout) lookup.Persons, threads int) engine
}

// layout packs responses.
type layout interface {
	Width() int
	Pack(dst, cells []uint8)
}

// engine computes posteriors.
type engine interface {
	Expect(probability [][]float64, prior lookup.Prior, basis [][]float64) lookup.Expectation
	Missing(ctx context.Context, g lookup.Gradients) (*mat.SymDense, error)
	Outer(ctx context.Context, g lookup.Gradients, cluster []int32) (*mat.SymDense, error)
}

func newIntegral(o Options) integral {
	if o.Bifactor != NoBifactor {
		return newReduced(o)
	}
	if o.Points > 0 {
		points := irt.QuasiSpace(o.Points, irt.StandardNormal(o.traits()))
		return &joint{Space: points, standard: points, moving: true}
	}
	grid, step := irt.ProductSpace(o.traits(), o.Quadrature, -o.Range, o.Range), 2*o.Range/float64(o.Quadrature-1)
	return &joint{Space: grid, standard: grid, finest: step * step / (closest * closest)}
}

// joint sums over nodes in the space of all traits.
type joint struct {
	irt.Space
	standard irt.Space // the nodes for a standard normal distribution
	// finest is the least variance in any direction that a grid at rest resolves.
	finest float64
	// moving nodes are placed where the distribution of the traits among all
	// persons is, and their weights scaled to sum to 1.
	moving bool
}

func (j *joint) coordinates(c *cell) (at [][]float64) {
	for _, d := range c.loads {
		at = append(at, j.Theta[d])
	}
	return at
}

func (j *joint) follow(l *latent, xi []float64) (moved bool) {
	if !j.moving || !l.free() {
		return false
	}
	j.Space = j.standard.Adapt(l.population(xi))
	return true
}

func (j *joint) follows(int) bool { return j.moving }

func (j *joint) entries() int { return j.Nodes() }

func (j *joint) density(dst []float64, l *latent, class int, xi []float64, n normal) {
	l.density(dst, class, xi, n, j.Space)
	if j.moving {
		floats.Scale(1/floats.Sum(dst), dst)
	}
}

func (j *joint) coverage(weights []float64) float64 { return floats.Sum(weights) }

func (j *joint) moments(l *latent) [][]float64 { return l.basis(j.Theta) }

func (j *joint) newEngine(cells []*cell, missing []bool, pack func(layout) lookup.Persons, threads int) engine {
	l := lookup.NewLayout(categories(cells), missing)
	e := lookup.NewEngine(l, j.Nodes(), pack(l), threads)
	e.Ordered = len(j.Theta) == 1 && slices.IsSorted(j.Theta[0])
	e.Coarse = e.Ordered && j.Theta[0][1]-j.Theta[0][0] <= coarsest
	return e
}

// coarsest is the distance of nodes, in units of the trait, above which all are
// needed from the start.
const coarsest = 0.25

func categories(cells []*cell) []int {
	n := make([]int, len(cells))
	for k, c := range cells {
		n[k] = c.steps() + 1
	}
	return n
}
