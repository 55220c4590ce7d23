package curve

import "suyang/irt"

// Tabulate gives the probability of each category of an item at each node,
// categories x nodes.
func Tabulate(it irt.Item, nodes []float64) []float64 {
	table := make([]float64, it.Categories()*len(nodes))
	var buffer [irt.MaxCategories]float64
	for q, theta := range nodes {
		for k, p := range it.Probabilities(buffer[:0], theta) {
			table[k*len(nodes)+q] = p
		}
	}
	return table
}
