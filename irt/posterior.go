package irt

import (
	"math"
	"math/rand/v2"
)

// Posterior is the distribution of one person's theta given the answers so far.
// It is kept in logarithms, so that any number of answers may be added.
type Posterior struct {
	nodes     []float64
	logWeight []float64
}

// NewPosterior starts from a prior. The prior is not changed by updates.
func NewPosterior(prior Grid) *Posterior {
	p := &Posterior{nodes: prior.Nodes, logWeight: make([]float64, len(prior.Weights))}
	for q, w := range prior.Weights {
		p.logWeight[q] = math.Log(w)
	}
	return p
}

// Update multiplies in the likelihood of one answer. Missing changes nothing.
func (p *Posterior) Update(it Item, category int) {
	for q, theta := range p.nodes {
		p.logWeight[q] += it.LogLikelihood(category, theta)
	}
}

// Mean is the expected a posteriori (EAP) estimate of theta.
func (p *Posterior) Mean() float64 {
	mean, _ := p.moments()
	return mean
}

// SD is the posterior standard deviation, the standard error of Mean.
func (p *Posterior) SD() float64 {
	_, sd := p.moments()
	return sd
}

// Probability is the posterior mass between lo and hi. The mass of a node is
// spread evenly up to halfway to its neighbours, so that intervals that cover
// the line have probabilities that sum to 1.
func (p *Posterior) Probability(lo, hi float64) float64 {
	inside, total := 0.0, 0.0
	p.visit(func(q int, weight float64) {
		left, right := p.cell(q)
		total += weight
		inside += weight * max(0, min(hi, right)-max(lo, left)) / (right - left)
	})
	return inside / total
}

// Density is the probability density at each node of the prior. The nodes must be
// equally spaced.
func (p *Posterior) Density() []float64 {
	heights, total := p.weights()
	for q := range heights {
		heights[q] /= total * (p.nodes[1] - p.nodes[0])
	}
	return heights
}

// Draw gives a plausible value, a random draw from the posterior: see
// Scorer.PlausibleValues. The nodes of the prior must be equally spaced.
func (p *Posterior) Draw(rng *rand.Rand) float64 {
	var d density
	weights, _ := p.weights()
	d.fill(p.nodes, weights)
	return d.quantile(rng.Float64())
}

// weights are those of the nodes relative to the heaviest, and their sum.
func (p *Posterior) weights() (weights []float64, total float64) {
	weights = make([]float64, len(p.nodes))
	p.visit(func(q int, weight float64) {
		weights[q] = weight
		total += weight
	})
	return weights, total
}

// cell is the interval that node q stands for.
func (p *Posterior) cell(q int) (left, right float64) {
	before, after := p.nodes[max(q-1, 0)], p.nodes[min(q+1, len(p.nodes)-1)]
	return (before + p.nodes[q]) / 2, (p.nodes[q] + after) / 2
}

func (p *Posterior) moments() (mean, sd float64) {
	total, sum, square := 0.0, 0.0, 0.0
	p.visit(func(q int, weight float64) {
		theta := p.nodes[q]
		total += weight
		sum += weight * theta
		square += weight * theta * theta
	})
	mean = sum / total
	return mean, math.Sqrt(max(0, square/total-mean*mean))
}

// visit passes each node with its weight relative to the heaviest node.
func (p *Posterior) visit(node func(q int, weight float64)) {
	top := math.Inf(-1)
	for _, w := range p.logWeight {
		top = max(top, w)
	}
	for q, w := range p.logWeight {
		node(q, math.Exp(w-top))
	}
}

// EAP scores one person: the posterior mean and standard deviation of theta
// given a category, or Missing, for each item. A person without any answer gets
// the mean and standard deviation of the prior. (Bock and Mislevy, 1982.)
func EAP(items []Item, responses []int, prior Grid) (theta, se float64) {
	p := NewPosterior(prior)
	for j, it := range items {
		p.Update(it, responses[j])
	}
	return p.moments()
}
