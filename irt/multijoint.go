package irt

import (
	"slices"

	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/curve"
	"suyang/irt/internal/lookup"
)

// joint sums over nodes in the space of all traits.
type joint struct {
	space   Space
	prior   Normal
	weights []float64 // of the nodes under the prior
	layout  *lookup.Layout
	tables  *lookup.Tables
}

func newJoint(composites []Item, items []MultiItem, space Space, prior Normal) *joint {
	j := &joint{space: space, prior: prior}
	j.weights, _ = space.Weights(nil, prior)
	categories, probability := make([]int, len(items)), make([][]float64, len(items))
	along, point := make([]float64, space.Nodes()), make([]float64, space.Traits())
	for i, it := range items {
		for q := range along {
			point = space.Point(point, q)
			along[q] = it.Along(point)
		}
		categories[i], probability[i] = composites[i].Categories(), curve.Tabulate(composites[i], along)
	}
	j.layout = lookup.NewLayout(categories, nil)
	j.tables = j.layout.NewTables(space.Nodes())
	j.tables.Build(probability)
	return j
}

func (j *joint) newPosterior() posterior {
	return &jointPosterior{joint: j, codes: make([]uint8, j.layout.Width()), person: j.tables.NewPerson()}
}

type jointPosterior struct {
	*joint
	codes  []uint8
	own    []float64 // weights under a prior of the person's own
	person *lookup.Person
}

func (p *jointPosterior) summarize(mean []float64, covariance *mat.SymDense, cells []uint8, priorMean []float64) {
	weights := p.weights
	if !slices.Equal(priorMean, p.prior.Mean) {
		p.own, _ = p.space.Weights(p.own, Normal{Mean: priorMean, Covariance: p.prior.Covariance})
		weights = p.own
	}
	p.layout.Pack(p.codes, cells)
	p.tables.Posterior(p.person, p.codes, weights)
	p.space.moments(mean, covariance, p.person.Weight[p.person.Lo:p.person.Hi], p.person.Lo)
}
