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
		return &joint{Space: irt.QuasiSpace(o.Points, irt.StandardNormal(o.traits()))}
	}
	return &joint{Space: irt.ProductSpace(o.traits(), o.Quadrature, -o.Range, o.Range)}
}

// joint sums over nodes in the space of all traits.
type joint struct {
	irt.Space
	// scale makes weights sum to 1. Quasi-Monte-Carlo points need it while they
	// are spread unlike the distribution: sums then are so far off that a
	// likelihood could rise by them alone.
	scale bool
}

func (j *joint) coordinates(c *cell) (at [][]float64) {
	for _, d := range c.loads {
		at = append(at, j.Theta[d])
	}
	return at
}

// follow leaves the nodes where they are: see marginal.estimate.
func (j *joint) follow(*latent, []float64) (moved bool) { return false }

func (j *joint) entries() int { return j.Nodes() }

func (j *joint) density(dst []float64, l *latent, class int, xi []float64, n normal) {
	l.density(dst, class, xi, n, j.Space)
	if j.scale {
		floats.Scale(1/floats.Sum(dst), dst)
	}
}

func (j *joint) coverage(weights []float64) float64 { return floats.Sum(weights) }

func (j *joint) moments(l *latent) [][]float64 { return l.basis(j.Theta) }

func (j *joint) newEngine(cells []*cell, missing []bool, pack func(layout) lookup.Persons, threads int) engine {
	l := lookup.NewLayout(categories(cells), missing)
	e := lookup.NewEngine(l, j.Nodes(), pack(l), threads)
	e.Ordered = len(j.Theta) == 1 && slices.IsSorted(j.Theta[0])
	return e
}

func categories(cells []*cell) []int {
	n := make([]int, len(cells))
	for k, c := range cells {
		n[k] = c.steps() + 1
	}
	return n
}
