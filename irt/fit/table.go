package fit

import (
	"suyang/irt"
	"suyang/irt/internal/curve"
)

// table holds a group's model at the nodes.
type table struct {
	weights     []float64   // per node, sum 1
	probability [][]float64 // per item: categories x nodes
	expected    [][]float64 // per item: mean category at each node
	square      [][]float64 // per item: mean of the squared category at each node
}

func newTable(s irt.Space, g Group) *table {
	weights, _ := s.Weights(nil, g.Latent)
	var probability [][]float64
	for _, it := range g.Items {
		probability = append(probability, tabulate(s, it))
	}
	return tableOf(weights, probability)
}

func tableOf(weights []float64, probability [][]float64) *table {
	t := &table{weights: weights, probability: probability}
	nodes := len(weights)
	for _, p := range probability {
		expected, square := make([]float64, nodes), make([]float64, nodes)
		for k := 1; k < len(p)/nodes; k++ {
			for q, v := range p[k*nodes : (k+1)*nodes] {
				expected[q] += float64(k) * v
				square[q] += float64(k*k) * v
			}
		}
		t.expected, t.square = append(t.expected, expected), append(t.square, square)
	}
	return t
}

// tabulate gives categories x nodes probabilities.
func tabulate(s irt.Space, it irt.MultiItem) []float64 {
	along := make([]float64, s.Nodes())
	var point []float64
	for q := range along {
		point = s.Point(point, q)
		along[q] = it.Along(point)
	}
	return curve.Tabulate(it.Composite(), along)
}

// categories is the number of categories of item j.
func (t *table) categories(j int) int { return len(t.probability[j]) / len(t.weights) }

// category is the probability of category k of item j at each node.
func (t *table) category(j, k int) []float64 {
	nodes := len(t.weights)
	return t.probability[j][k*nodes : (k+1)*nodes]
}

// effect is the derivative of a group's table by a parameter: of an item's
// probabilities, categories x nodes, or, where item is latent, of the weights
// of the nodes.
type effect struct {
	item   int
	values []float64
}

// effects gives the derivative of the table of group g by each parameter.
func (d *design) effects(s irt.Space, g int) [][]effect {
	all := make([][]effect, len(d.parameters))
	for i, p := range d.parameters {
		for _, at := range p {
			if at.group != g {
				continue
			}
			values := d.derivative(s, at.coordinate)
			for v := range values {
				values[v] *= at.factor
			}
			all[i] = append(all[i], effect{at.item, values})
		}
	}
	return all
}

func (d *design) derivative(s irt.Space, at coordinate) []float64 {
	g := d.model.Groups[at.group]
	if at.item == latent {
		up, _ := s.Weights(nil, shiftLatent(g.Latent, at, slopeStep))
		down, _ := s.Weights(nil, shiftLatent(g.Latent, at, -slopeStep))
		return difference(up, down)
	}
	it := g.Items[at.item]
	return difference(tabulate(s, shift(it, at, slopeStep)), tabulate(s, shift(it, at, -slopeStep)))
}
