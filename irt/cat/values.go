package cat

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/integrate/quad"

	"suyang/irt"
)

// moments are the posterior with its products with theta and its square.
type moments struct{ weight, first, second []float64 }

func (p *Pool) moments(posterior []float64) moments {
	m := moments{weight: posterior, first: make([]float64, len(posterior)), second: make([]float64, len(posterior))}
	for q, w := range posterior {
		theta := p.Prior.Nodes[q]
		m.first[q], m.second[q] = w*theta, w*theta*theta
	}
	return m
}

// after gives the probability of a response, and the posterior mean and
// variance that would follow it.
func (m moments) after(probability []float64) (share, mean, variance float64) {
	share = floats.Dot(m.weight, probability)
	if share == 0 {
		return 0, 0, 0
	}
	mean = floats.Dot(m.first, probability) / share
	return share, mean, max(0, floats.Dot(m.second, probability)/share-mean*mean)
}

func (p *Pool) expectedInformation(s State) func(int) float64 {
	m := p.moments(s.Posterior)
	return func(j int) float64 {
		sum := 0.0
		for _, probability := range p.probability[j] {
			share, mean, _ := m.after(probability)
			sum += share * p.Items[j].Information(mean)
		}
		return sum
	}
}

func (p *Pool) expectedPrecision(s State) func(int) float64 {
	m := p.moments(s.Posterior)
	return func(j int) float64 {
		sum := 0.0
		for _, probability := range p.probability[j] {
			share, _, variance := m.after(probability)
			sum += share * variance
		}
		return -sum
	}
}

func (p *Pool) weightedInformation(s State) func(int) float64 {
	return func(j int) float64 { return floats.Dot(s.Posterior, p.information[j]) }
}

func (p *Pool) closeness(s State) func(int) float64 {
	return func(j int) float64 {
		least := math.Inf(1)
		for _, b := range p.Items[j].B {
			least = min(least, math.Abs(s.Theta-b))
		}
		return -least
	}
}

// Divergence is the Kullback-Leibler divergence of the response to an item at
// theta from that at another value,
//
//	K(other || theta) = sum over k of P_k(theta) log(P_k(theta) / P_k(other))
func Divergence(it irt.Item, theta, other float64) float64 {
	var buffer, second [irt.MaxCategories]float64
	return divergence(it.Probabilities(buffer[:0], theta), it.Probabilities(second[:0], other))
}

func divergence(at, other []float64) float64 {
	sum := 0.0
	for k, p := range at {
		if p > 0 {
			sum += p * math.Log(p/max(other[k], math.SmallestNonzeroFloat64))
		}
	}
	return sum
}

const (
	// klWidth is the c of the interval theta +- c/sqrt(n).
	klWidth = 3
	// klNodes is the number of nodes of its Gauss-Legendre quadrature.
	klNodes = 15
)

// legendre are the nodes and weights on [-1, 1].
var legendre = func() (g irt.Grid) {
	g.Nodes, g.Weights = make([]float64, klNodes), make([]float64, klNodes)
	quad.Legendre{}.FixedLocations(g.Nodes, g.Weights, -1, 1)
	return g
}()

func (p *Pool) divergence(s State) func(int) float64 {
	half := klWidth / math.Sqrt(float64(max(len(s.Given), 1)))
	return func(j int) float64 {
		var buffer, second [irt.MaxCategories]float64
		it, sum := p.Items[j], 0.0
		at := it.Probabilities(buffer[:0], s.Theta)
		for q, x := range legendre.Nodes {
			sum += legendre.Weights[q] * divergence(at, it.Probabilities(second[:0], s.Theta+half*x))
		}
		return half * sum
	}
}

func (p *Pool) posteriorDivergence(s State) func(int) float64 {
	return func(j int) float64 {
		var buffer [irt.MaxCategories]float64
		sum := 0.0
		for k, at := range p.Items[j].Probabilities(buffer[:0], s.Theta) {
			if at > 0 {
				sum += at * (math.Log(at) - floats.Dot(s.Posterior, p.logarithm[j][k]))
			}
		}
		return sum
	}
}
