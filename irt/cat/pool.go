package cat

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/floats"

	"suyang/irt"
)

// Pool is the items of an adaptive test, with the grid on which posteriors are
// kept. It may be used by several goroutines.
type Pool struct {
	Items []irt.Item
	Prior irt.Grid

	tabulate    sync.Once
	probability [][][]float64 // item, category, node
	logarithm   [][][]float64 // of the probability
	information [][]float64   // item, node
}

// NewPool prepares valid items for tests of persons with the given prior, which
// may be empty where no posterior is asked for.
func NewPool(items []irt.Item, prior irt.Grid) *Pool { return &Pool{Items: items, Prior: prior} }

// tables computes the tables at their first use: maximum information needs none.
func (p *Pool) tables() {
	p.tabulate.Do(func() {
		for _, it := range p.Items {
			p.add(it)
		}
	})
}

func (p *Pool) add(it irt.Item) {
	nodes := len(p.Prior.Nodes)
	probability, logarithm := make([][]float64, it.Categories()), make([][]float64, it.Categories())
	for k := range probability {
		probability[k], logarithm[k] = make([]float64, nodes), make([]float64, nodes)
	}
	information := make([]float64, nodes)
	var buffer [irt.MaxCategories]float64
	for q, theta := range p.Prior.Nodes {
		for k, v := range it.Probabilities(buffer[:0], theta) {
			probability[k][q], logarithm[k][q] = v, math.Log(max(v, math.SmallestNonzeroFloat64))
		}
		information[q] = it.Information(theta)
	}
	p.probability, p.logarithm = append(p.probability, probability), append(p.logarithm, logarithm)
	p.information = append(p.information, information)
}

// Update multiplies the posterior, weights of the nodes of Prior that sum to 1,
// by the likelihood of a response, in place. A response that has no probability
// at any node of the posterior leaves it as it is.
func (p *Pool) Update(posterior []float64, item, category int) {
	p.tables()
	likelihood := p.probability[item][category]
	sum := floats.Dot(posterior, likelihood)
	if !(sum > 0) {
		return
	}
	for q, v := range likelihood {
		posterior[q] *= v / sum
	}
}

// Moments are the mean and the standard deviation of a posterior.
func (p *Pool) Moments(posterior []float64) (mean, sd float64) {
	square := 0.0
	for q, w := range posterior {
		theta := p.Prior.Nodes[q]
		mean += w * theta
		square += w * theta * theta
	}
	return mean, math.Sqrt(max(0, square-mean*mean))
}
