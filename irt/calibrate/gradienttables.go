package calibrate

// gradientTables holds, per item, category and parameter, the derivative of the
// logarithm of the category's probability at each node; then the same for the
// parameters of each group.
type gradientTables struct {
	items  [][][][]float64 // item, category, parameter, node
	latent [][2][]float64  // group, mean or standard deviation, node
}

func (m *marginal) gradientTables(xi []float64) gradientTables {
	var t gradientTables
	for i, c := range m.curves {
		n := c.size()
		p, s := make([]float64, c.steps()+1), make([]float64, (c.steps()+1)*n)
		item := make([][][]float64, c.steps()+1)
		for k := range item {
			item[k] = rows(n, len(m.nodes))
		}
		for q, theta := range m.nodes {
			c.evaluate(theta, m.item(xi, i), p, s)
			for k := range item {
				for r := range n {
					item[k][r][q] = s[k*n+r]
				}
			}
		}
		t.items = append(t.items, item)
	}
	for g := range m.groups {
		mean, sd := m.latent(xi, g)
		latent := [2][]float64{make([]float64, len(m.nodes)), make([]float64, len(m.nodes))}
		for q, theta := range m.nodes {
			z := (theta - mean) / sd
			latent[0][q], latent[1][q] = z/sd, (z*z-1)/sd
		}
		t.latent = append(t.latent, latent)
	}
	return t
}
