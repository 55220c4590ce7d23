package calibrate

import (
	"slices"

	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/lookup"
)

// gradients are those of a person's complete-data log-likelihood by the local
// parameters that are not fixed, then by the free latent ones.
type gradients struct {
	lookup.Gradients
	parameters []linear // in that order
	size       int      // of xi
}

func (m *marginal) gradients(xi []float64) gradients {
	g := gradients{size: len(xi)}
	for _, c := range m.cells {
		g.Items = append(g.Items, c.gradients(xi))
		for _, l := range c.local {
			if l.free() {
				g.parameters = append(g.parameters, l)
			}
		}
	}
	g.R = m.latent.end - m.latent.first
	for i := m.latent.first; i < m.latent.end; i++ {
		g.parameters = append(g.parameters, linear{terms: []term{{i, 1}}})
	}
	normals := m.latent.normals(xi)
	g.Basis = m.basis
	g.Latent = func(class int, l [][]float64) { m.latent.byBasis(l, class, xi, normals) }
	return g
}

// gradients tabulates the derivatives of the logarithm of each category's
// probability by the local parameters that are not fixed: category, parameter,
// node.
func (c *cell) gradients(xi []float64) [][][]float64 {
	w, nodes := &c.workspace, c.nodes()
	local := values(w.local, c.local, xi)
	table := make([][][]float64, c.steps()+1)
	for k := range table {
		table[k] = rows(len(c.local), nodes)
	}
	for q := range nodes {
		c.evaluate(c.composite(local, q), c.shape(local), w.p, w.dz, w.s)
		for k, byParameter := range table {
			for i, theta := range c.at {
				byParameter[i][q] = w.dz[k] * theta[q]
			}
			for i := range c.size() {
				byParameter[len(c.loads)+i][q] = w.s[k*c.size()+i]
			}
		}
	}
	for k, byParameter := range table {
		table[k] = byParameter[:0]
		for i, l := range c.local {
			if l.free() {
				table[k] = append(table[k], byParameter[i])
			}
		}
	}
	return table
}

// pull turns a matrix by the parameters of the gradients to one by xi.
func (g gradients) pull(by *mat.SymDense) *mat.SymDense {
	sum := mat.NewSymDense(g.size, nil)
	for i, l := range g.parameters {
		for j, k := range g.parameters {
			for _, t := range l.terms {
				for _, u := range k.terms {
					if t.index <= u.index {
						sum.SetSym(t.index, u.index, sum.At(t.index, u.index)+t.factor*u.factor*by.At(i, j))
					}
				}
			}
		}
	}
	return sum
}

// difference is the step of a numerical derivative of a gradient.
const difference = 1e-5

// completeInformation is the information about xi had theta been observed, with
// the counts of e: minus the derivative of the gradient of the M-step. It is zero
// between cells, and between these and the latent distribution.
func (m *marginal) completeInformation(xi []float64, e expectation) *mat.SymDense {
	information := mat.NewSymDense(len(xi), nil)
	add := func(i, j int, x float64) { information.SetSym(i, j, information.At(i, j)+x) }
	for k, c := range m.cells {
		local := values(nil, c.local, xi)
		for i, l := range c.local {
			if !l.free() {
				continue
			}
			bend := curvature(local, i, func(at []float64) []float64 {
				c.expand(at, e.Counts[k])
				return c.workspace.gradient
			})
			for j, b := range bend {
				for _, t := range l.terms {
					for _, u := range c.local[j].terms {
						if t.index <= u.index {
							add(t.index, u.index, t.factor*u.factor*b)
						}
					}
				}
			}
		}
	}
	for i := m.latent.first; i < m.latent.end; i++ {
		bend := curvature(xi, i, func(at []float64) []float64 { return m.latent.gradient(at, e.Moments) })
		for j := i; j < m.latent.end; j++ {
			add(i, j, bend[j-m.latent.first])
		}
	}
	return information
}

// curvature is minus the derivative of a gradient by parameter i.
func curvature(at []float64, i int, gradient func([]float64) []float64) []float64 {
	moved := append([]float64(nil), at...)
	moved[i] = at[i] - difference
	bend := append([]float64(nil), gradient(moved)...)
	moved[i] = at[i] + difference
	for j, g := range gradient(moved) {
		bend[j] = (bend[j] - g) / (2 * difference)
	}
	return bend
}

// addCoverage adds the second derivative of the logarithm of the share of each
// distribution that the nodes cover: the likelihood has weights scaled to sum to
// 1, the M-step has not.
func (m *marginal) addCoverage(information *mat.SymDense, xi []float64, e expectation) {
	const step = 1e-3
	first, end := m.latent.first, m.latent.end
	moved := func(i int, by float64, j int, and float64) float64 {
		at := slices.Clone(xi)
		at[i] += by
		at[j] += and
		return m.logCoverage(at, e)
	}
	for i := first; i < end; i++ {
		for j := i; j < end; j++ {
			bend := moved(i, step, j, step) - moved(i, step, j, -step) - moved(i, -step, j, step) + moved(i, -step, j, -step)
			information.SetSym(i, j, information.At(i, j)+bend/(4*step*step))
		}
	}
}

// addPriorInformation adds what priors, which no person contributes, tell.
func (m *marginal) addPriorInformation(information *mat.SymDense, xi []float64) {
	for _, c := range m.cells {
		n := len(c.local)
		local := values(nil, c.local, xi)
		clear(c.workspace.gradient)
		clear(c.workspace.information)
		for _, p := range c.priors {
			p.add(local, c.workspace.gradient, c.workspace.information)
		}
		for i, l := range c.local {
			for j, k := range c.local {
				for _, t := range l.terms {
					for _, u := range k.terms {
						if t.index <= u.index {
							x := t.factor * u.factor * c.workspace.information[min(i, j)*n+max(i, j)]
							information.SetSym(t.index, u.index, information.At(t.index, u.index)+x)
						}
					}
				}
			}
		}
	}
}
