package irt

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/curve"
	"suyang/irt/internal/lookup"
)

// Bifactor tells whether items and prior are a bifactor model: all items measure
// the first trait if any, each measures at most one of the others, and the traits,
// two or more, are uncorrelated.
func Bifactor(items []MultiItem, prior Normal) bool {
	for d, row := range prior.Covariance {
		for _, v := range row[:d] {
			if v != 0 {
				return false
			}
		}
	}
	for _, it := range items {
		if _, ok := it.specific(); !ok {
			return false
		}
	}
	return prior.Traits() > 1
}

// specific is the trait after the first that the item measures, counted from 0;
// -1 where there is none. It is not ok where there are several.
func (m MultiItem) specific() (trait int, ok bool) {
	trait = -1
	for d, a := range m.A[1:] {
		if a != 0 && trait >= 0 {
			return 0, false
		}
		if a != 0 {
			trait = d
		}
	}
	return trait, true
}

// NewBifactorScorer is NewMultiScorer for a bifactor model: posteriors are summed
// over the first and one other trait at a time (Gibbons and Hedeker, 1992), on
// nodes x nodes equally spaced from -limit to limit. Those of the other traits
// count in standard deviations of the prior. It panics where items and prior are
// not a bifactor model.
func NewBifactorScorer(items []MultiItem, nodes int, limit float64, prior Normal) *MultiScorer {
	if !Bifactor(items, prior) {
		panic("irt: not a bifactor model")
	}
	s := newMultiScorer(items, prior)
	s.integral = newReduced(s.composite, items, nodes, limit, prior)
	return s
}

// reduced sums over two traits at a time.
type reduced struct {
	theta  [][]float64 // traits x nodes
	prior  Normal
	layout *lookup.BifactorLayout
	tables *lookup.BifactorTables
}

func newReduced(composites []Item, items []MultiItem, nodes int, limit float64, prior Normal) *reduced {
	r := &reduced{prior: prior}
	for d := range prior.Mean {
		mean, sd := prior.Mean[d], math.Sqrt(prior.Covariance[d][d])
		if d == 0 {
			mean, sd = 0, 1
		}
		r.theta = append(r.theta, NormalGrid(nodes, mean-limit*sd, mean+limit*sd, mean, sd).Nodes)
	}
	categories, specific, probability := make([]int, len(items)), make([]int, len(items)), make([][]float64, len(items))
	for i, it := range items {
		specific[i], _ = it.specific()
		categories[i] = composites[i].Categories()
		probability[i] = curve.Tabulate(composites[i], r.along(it, specific[i]))
	}
	r.layout = lookup.NewBifactorLayout(categories, nil, specific, prior.Traits()-1)
	r.tables = r.layout.NewTables(r.theta, probability)
	return r
}

// along is the composite of an item at its nodes.
func (r *reduced) along(it MultiItem, specific int) (along []float64) {
	for _, general := range r.theta[0] {
		if specific < 0 {
			along = append(along, it.A[0]*general)
			continue
		}
		for _, theta := range r.theta[1+specific] {
			along = append(along, it.A[0]*general+it.A[1+specific]*theta)
		}
	}
	return along
}

func (r *reduced) newPosterior() posterior {
	return &reducedPosterior{reduced: r, codes: make([]uint8, r.layout.Width()), person: r.tables.NewPerson()}
}

type reducedPosterior struct {
	*reduced
	codes  []uint8
	weight []float64 // of the nodes of all traits under the prior
	person *lookup.BifactorPerson
}

func (p *reducedPosterior) summarize(mean []float64, covariance *mat.SymDense, cells []uint8, priorMean []float64) {
	p.weight = p.weight[:0]
	for d, theta := range p.theta {
		n := len(theta)
		p.weight = append(p.weight, make([]float64, n)...)
		normalWeights(p.weight[d*n:], theta, priorMean[d], math.Sqrt(p.prior.Covariance[d][d]))
	}
	p.layout.Pack(p.codes, cells)
	p.person.Fill(mean, covariance, p.codes, p.weight)
}
