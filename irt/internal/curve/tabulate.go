package curve

// Item is an item of one trait, such as irt.Item.
type Item interface {
	Categories() int
	// Probabilities gives that of each category at theta, in dst where that has
	// room for them.
	Probabilities(dst []float64, theta float64) []float64
}

// Tabulate gives the probability of each category of an item at each node,
// categories x nodes.
func Tabulate(it Item, nodes []float64) []float64 {
	table := make([]float64, it.Categories()*len(nodes))
	probabilities := make([]float64, 0, it.Categories())
	for q, theta := range nodes {
		probabilities = it.Probabilities(probabilities, theta)
		for k, p := range probabilities {
			table[k*len(nodes)+q] = p
		}
	}
	return table
}
