package lookup

// Gradients are derivatives of the logarithm of the complete-data likelihood,
// that of a person's responses and theta together.
type Gradients struct {
	// Items holds, per item, category and parameter of the item, the
	// derivative of the logarithm of the category's probability at each node.
	Items [][][][]float64
	// Basis holds functions of the node, F x nodes.
	Basis [][]float64
	// Latent fills l, R x (1+F), for persons of a class: the derivative of the
	// logarithm of the density of theta by latent parameter r is
	// l[r][0] + sum_f l[r][1+f] Basis[f]. It may be nil where R is 0.
	Latent func(class int, l [][]float64)
	// R is the number of latent parameters.
	R int
}

// offsets says where each item's parameters start, and how many all items have.
func (g Gradients) offsets() (offsets []int, parameters int) {
	for _, item := range g.Items {
		offsets = append(offsets, parameters)
		parameters += len(item[0])
	}
	return offsets, parameters
}

// latent allocates what Latent fills.
func (g Gradients) latent() [][]float64 {
	l := make([][]float64, g.R)
	for r := range l {
		l[r] = make([]float64, 1+len(g.Basis))
	}
	return l
}

// latentRows asks Latent once for persons of a class that follow each other.
type latentRows struct {
	Gradients
	class int32
	rows  [][]float64
}

func (g Gradients) newLatentRows() latentRows {
	return latentRows{Gradients: g, class: -1, rows: g.latent()}
}

// of gives the rows of a class.
func (l *latentRows) of(class int32) [][]float64 {
	if l.R > 0 && class != l.class {
		l.Latent(int(class), l.rows)
		l.class = class
	}
	return l.rows
}
