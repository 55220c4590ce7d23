package calibrate

import (
	"context"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/lookup"
)

// crossProduct approximates the information by the sum over persons of the
// cross-products of their gradients. Priors, which no person contributes, are
// added.
func (m *marginal) crossProduct(ctx context.Context, xi []float64) (*mat.SymDense, error) {
	m.tabulate(xi)
	priors, gradients := m.priors(xi), m.gradientTables(xi)
	parts := make([]*mat.SymDense, len(m.workers))
	m.parallel(func(w, first, end int) {
		parts[w] = m.addCrossProducts(ctx, m.workers[w].person, priors, gradients, first, end)
	})
	information := parts[0]
	for _, part := range parts[1:] {
		information.AddSym(information, part)
	}
	m.addPriorInformation(xi, information)
	return information, ctx.Err()
}

func (m *marginal) addCrossProducts(ctx context.Context, person *lookup.Person, priors [][]float64, t gradientTables, first, end int) *mat.SymDense {
	n, width := m.size(), m.layout.Width()
	sum := mat.NewSymDense(n, nil)
	gradient := mat.NewVecDense(n, nil)
	cells := make([]uint8, len(m.curves))
	for i := first; i < end && ctx.Err() == nil; i++ {
		codes := m.codes[i*width : (i+1)*width]
		m.tables.Posterior(person, codes, priors[m.group[i]])
		m.layout.Unpack(cells, codes)
		m.personGradient(gradient.RawVector().Data, person, cells, t, m.group[i])
		sum.SymRankOne(sum, m.weights[i], gradient)
	}
	return sum
}

// personGradient is the gradient of one person's log-likelihood: the posterior
// mean of the gradient given theta (Fisher's identity).
func (m *marginal) personGradient(gradient []float64, person *lookup.Person, cells []uint8, t gradientTables, group int) {
	clear(gradient)
	posterior := person.Weight[person.Lo:person.Hi]
	mean := func(byNode []float64) float64 {
		return floats.Dot(posterior, byNode[person.Lo:person.Hi]) / person.Sum
	}
	for i, cell := range cells {
		if cell == lookup.Missing {
			continue
		}
		for r, byNode := range t.items[i][cell] {
			gradient[m.offset[i]+r] = mean(byNode)
		}
	}
	if group > 0 {
		at := m.latentOffset(group)
		gradient[at], gradient[at+1] = mean(t.latent[group][0]), mean(t.latent[group][1])
	}
}

func (m *marginal) addPriorInformation(xi []float64, information *mat.SymDense) {
	for i, c := range m.curves {
		n := c.size()
		gradient, prior := make([]float64, n), make([]float64, n*n)
		addPrior(c, m.item(xi, i), gradient, prior)
		for r := range n {
			at := m.offset[i] + r
			information.SetSym(at, at, information.At(at, at)+prior[r*n+r])
		}
	}
}
