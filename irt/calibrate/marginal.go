package calibrate

import (
	"math"
	"slices"

	"suyang/irt"
	"suyang/irt/internal/lookup"
	"suyang/irt/internal/parallel"
)

// marginal is the marginal likelihood of a data set as a function of the vector
// xi of the free parameters of its design.
type marginal struct {
	design
	integral
	basis   [][]float64
	engine  engine
	blocks  []*block
	logit   []int // free parameters that are logits
	weights []float64
	classes []int32 // of the persons
	threads int

	probability [][]float64 // per cell: categories x nodes
}

// expectation is what the E-step finds out about the persons.
type expectation struct {
	lookup.Expectation
	// objective is what the EM algorithm increases: the log-likelihood with the
	// nodes' weights as they come from the densities, plus the priors. Weights
	// scaled to sum to 1 would hide the share of a distribution that the nodes do
	// not cover, and the likelihood would rise without end as a group is pushed
	// off the nodes.
	objective float64
}

func newMarginal(d Data, s selection, o Options) (*marginal, error) {
	design, err := newDesign(d, s, o)
	if err != nil {
		return nil, err
	}
	for _, check := range []func(Options) error{design.checkBifactor, design.identified} {
		if err := check(o); err != nil {
			return nil, err
		}
	}
	m := &marginal{design: design, integral: newIntegral(o), classes: s.class, threads: o.Threads}
	m.latent.classes = slices.Clone(s.classes)
	m.logit, m.blocks = m.logits(), newBlocks(m.cells)
	m.locate()
	for _, c := range m.cells {
		m.probability = append(m.probability, make([]float64, (c.steps()+1)*c.nodes()))
	}
	pack := func(l layout) lookup.Persons { return m.pack(l, d, s) }
	m.engine = m.newEngine(m.cells, m.missing(d, s), pack, o.Threads)
	for i, c := range m.classes {
		m.latent.classes[c].weight += m.weights[i]
	}
	return m, nil
}

// locate tells the cells and the latent distribution where the nodes are.
func (m *marginal) locate() {
	for _, c := range m.cells {
		c.at = m.coordinates(c)
	}
	if m.latent.free() {
		m.basis = m.moments(&m.latent)
	}
}

// missing tells of which cells there are persons without a response.
func (m *marginal) missing(d Data, s selection) []bool {
	missing := make([]bool, len(m.cells))
	for k, c := range m.cells {
		missing[k] = c.group != everyGroup
	}
	for _, i := range s.persons {
		row := d.Row(i)
		for k, c := range m.cells {
			missing[k] = missing[k] || row[c.item] == irt.MissingCell
		}
	}
	return missing
}

// pack encodes the responses of the persons selected.
func (m *marginal) pack(layout layout, d Data, s selection) lookup.Persons {
	width := layout.Width()
	m.weights = make([]float64, len(s.persons))
	codes := make([]uint8, len(s.persons)*width)
	cells := make([]uint8, len(m.cells))
	for n, i := range s.persons {
		row, group := d.Row(i), d.group(i)
		for k, c := range m.cells {
			cells[k] = lookup.Missing
			if c.covers(group) {
				cells[k] = row[c.item]
			}
		}
		layout.Pack(codes[n*width:], cells)
		m.weights[n] = d.weight(i)
	}
	return lookup.Persons{Codes: codes, Weights: m.weights, Class: s.class}
}

// expect is the E-step. The result is valid until the next call.
func (m *marginal) expect(xi []float64) expectation {
	if m.follow(&m.latent, xi) {
		m.locate()
	}
	parallel.For(len(m.cells), m.threads, func(k int) { m.cells[k].tabulate(m.probability[k], xi) })
	e := expectation{Expectation: m.engine.Expect(m.probability, m.prior(xi), m.basis)}
	e.objective = e.LogLikelihood + m.logPrior(xi)
	return e
}

// prior gives the weights of the nodes for each class; those of groups without
// covariates are computed once.
func (m *marginal) prior(xi []float64) lookup.Prior {
	normals := m.latent.normals(xi)
	density := func(c int, dst []float64) []float64 {
		m.density(dst, &m.latent, c, xi, normals[m.latent.classes[c].group])
		return dst
	}
	if len(m.latent.coefficients) > 0 {
		return density
	}
	all := make([][]float64, len(m.latent.classes))
	for c := range all {
		all[c] = density(c, make([]float64, m.entries()))
	}
	return func(c int, _ []float64) []float64 { return all[c] }
}

// logPrior is the logarithm of the priors at xi, up to a constant.
func (m *marginal) logPrior(xi []float64) float64 {
	sum := 0.0
	for _, c := range m.cells {
		w := &c.workspace
		local := values(w.local, c.local, xi)
		for _, p := range c.priors {
			value, _, _ := p.log(p.of.at(local))
			sum += value
		}
	}
	return sum
}

// logLikelihood is that of nodes whose weights are scaled to sum to 1.
func (m *marginal) logLikelihood(xi []float64, e expectation) float64 {
	return e.LogLikelihood - m.logCoverage(xi, e)
}

// logCoverage sums over persons the logarithm of the share of their
// distribution that the nodes cover; minus infinity where there is none.
func (m *marginal) logCoverage(xi []float64, e expectation) float64 {
	if !m.latent.admissible(xi) {
		return math.Inf(-1)
	}
	prior, buffer := m.prior(xi), make([]float64, m.entries())
	sum := 0.0
	for c, moments := range e.Moments {
		sum += moments[0] * math.Log(m.coverage(prior(c, buffer)))
	}
	return sum
}

// maximize is the M-step: it improves xi in place.
func (m *marginal) maximize(xi []float64, e expectation) {
	parallel.For(len(m.blocks), m.threads, func(i int) { m.blocks[i].maximize(xi, e.Counts) })
	if m.latent.free() {
		m.latent.maximize(xi, e.Moments)
	}
}

func rows(n, columns int) [][]float64 {
	r := make([][]float64, n)
	for i := range r {
		r[i] = make([]float64, columns)
	}
	return r
}
