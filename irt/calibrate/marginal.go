package calibrate

import (
	"sync"

	"suyang/irt"
	"suyang/irt/internal/lookup"
)

// marginal is the marginal likelihood of a data set as a function of one
// vector xi: the parameters of each item, then mean and standard deviation of
// each group but the first.
type marginal struct {
	curves []curve
	offset []int // of each item's parameters in xi, then of the groups'
	nodes  []float64
	groups int

	layout  *lookup.Layout
	tables  *lookup.Tables
	codes   []uint8 // persons x width
	weights []float64
	group   []int
	workers []*worker

	probability [][]float64 // per item: categories x nodes
	expected    [][]float64 // per item: categories x nodes
}

// worker holds what one goroutine of the E-step adds up.
type worker struct {
	person        *lookup.Person
	counts        *lookup.Counts
	totals        [][]float64 // per group: expected persons per node
	logLikelihood float64
}

// expectation is what the E-step finds out about the persons.
type expectation struct {
	logLikelihood float64
	counts        [][]float64 // per item: expected persons, categories x nodes
	totals        [][]float64 // per group: expected persons per node
}

func newMarginal(d Data, s selection, o Options) *marginal {
	m := &marginal{nodes: irt.NormalGrid(o.Quadrature, -o.Range, o.Range, 0, 1).Nodes, groups: max(1, len(d.GroupNames))}
	categories := make([]int, len(s.items))
	size := 0
	for i, j := range s.items {
		categories[i] = d.Categories[j]
		c := newCurve(o.Model, categories[i])
		m.curves = append(m.curves, c)
		m.offset = append(m.offset, size)
		size += c.size()
		m.probability = append(m.probability, make([]float64, categories[i]*o.Quadrature))
		m.expected = append(m.expected, make([]float64, categories[i]*o.Quadrature))
	}
	m.offset = append(m.offset, size)
	m.layout = lookup.NewLayout(categories, s.missing)
	m.tables = m.layout.NewTables(o.Quadrature)
	m.pack(d, s)
	for range o.Threads {
		w := &worker{person: m.tables.NewPerson(), counts: m.layout.NewCounts(o.Quadrature)}
		for range m.groups {
			w.totals = append(w.totals, make([]float64, o.Quadrature))
		}
		m.workers = append(m.workers, w)
	}
	return m
}

// pack encodes the responses of the persons who answered anything.
func (m *marginal) pack(d Data, s selection) {
	width := m.layout.Width()
	m.codes = make([]uint8, len(s.persons)*width)
	m.weights = make([]float64, len(s.persons))
	m.group = make([]int, len(s.persons))
	cells := make([]uint8, len(s.items))
	for n, i := range s.persons {
		row := d.Row(i)
		for k, j := range s.items {
			cells[k] = row[j]
		}
		m.layout.Pack(m.codes[n*width:], cells)
		m.weights[n] = d.weight(i)
		m.group[n] = d.group(i)
	}
}

// size is the number of parameters.
func (m *marginal) size() int { return m.offset[len(m.curves)] + 2*(m.groups-1) }

// item is the part of xi that belongs to item i.
func (m *marginal) item(xi []float64, i int) []float64 { return xi[m.offset[i]:m.offset[i+1]] }

// latent is the mean and standard deviation of group g.
func (m *marginal) latent(xi []float64, g int) (mean, sd float64) {
	if g == 0 {
		return 0, 1
	}
	at := m.offset[len(m.curves)] + 2*(g-1)
	return xi[at], xi[at+1]
}

// expect is the E-step. The result is valid until the next call.
func (m *marginal) expect(xi []float64) expectation {
	m.tabulate(xi)
	priors := make([][]float64, m.groups)
	for g := range priors {
		mean, sd := m.latent(xi, g)
		priors[g] = irt.NormalGrid(len(m.nodes), m.nodes[0], m.nodes[len(m.nodes)-1], mean, sd).Weights
	}
	m.parallel(func(w *worker, first, end int) { m.addPersons(w, priors, first, end) })
	return m.gather()
}

// tabulate fills the look-up tables for xi.
func (m *marginal) tabulate(xi []float64) {
	nodes := len(m.nodes)
	for i, c := range m.curves {
		p, s := make([]float64, c.steps()+1), make([]float64, (c.steps()+1)*c.size())
		for q, theta := range m.nodes {
			c.evaluate(theta, m.item(xi, i), p, s)
			for k, v := range p {
				m.probability[i][k*nodes+q] = v
			}
		}
	}
	m.tables.Build(m.probability)
}

// parallel splits the persons among the workers, the same way every time, so
// that results do not depend on timing.
func (m *marginal) parallel(work func(w *worker, first, end int)) {
	var wait sync.WaitGroup
	persons := len(m.weights)
	for i, w := range m.workers {
		wait.Go(func() {
			work(w, i*persons/len(m.workers), (i+1)*persons/len(m.workers))
		})
	}
	wait.Wait()
}

func (m *marginal) addPersons(w *worker, priors [][]float64, first, end int) {
	w.counts.Reset()
	w.logLikelihood = 0
	for _, totals := range w.totals {
		clear(totals)
	}
	width, person := m.layout.Width(), w.person
	for i := first; i < end; i++ {
		g := m.group[i]
		m.tables.Posterior(person, m.codes[i*width:(i+1)*width], priors[g])
		w.logLikelihood += m.weights[i] * person.LogLikelihood
		w.counts.Add(person, m.weights[i])
		for q := person.Lo; q < person.Hi; q++ {
			w.totals[g][q] += person.Weight[q]
		}
	}
}

// gather adds the workers up.
func (m *marginal) gather() expectation {
	first := m.workers[0]
	for _, w := range m.workers[1:] {
		first.logLikelihood += w.logLikelihood
		first.counts.Merge(w.counts)
		for g, totals := range w.totals {
			for q, v := range totals {
				first.totals[g][q] += v
			}
		}
	}
	first.counts.Fold(m.expected)
	return expectation{logLikelihood: first.logLikelihood, counts: m.expected, totals: first.totals}
}

// maximize is the M-step: it improves xi in place.
func (m *marginal) maximize(xi []float64, e expectation) {
	for i, c := range m.curves {
		w := newScoring(m.nodes, c.steps()+1, c.size())
		w.maximize(c, m.item(xi, i), e.counts[i])
	}
	at := m.offset[len(m.curves)]
	for _, totals := range e.totals[1:] {
		xi[at], xi[at+1] = moments(m.nodes, totals)
		at += 2
	}
}

// gradient is the derivative of the marginal log-likelihood at the xi that e
// was computed at. By Fisher's identity it equals that of the M-step objective.
func (m *marginal) gradient(xi []float64, e expectation) []float64 {
	gradient := make([]float64, m.size())
	for i, c := range m.curves {
		w := newScoring(m.nodes, c.steps()+1, c.size())
		w.expand(c, m.item(xi, i), e.counts[i])
		copy(m.item(gradient, i), w.gradient)
	}
	at := m.offset[len(m.curves)]
	for g, totals := range e.totals {
		if g == 0 {
			continue
		}
		mean, sd := m.latent(xi, g)
		gradient[at], gradient[at+1] = latentGradient(m.nodes, totals, mean, sd)
		at += 2
	}
	return gradient
}

// admissible tells whether the likelihood is defined at xi.
func (m *marginal) admissible(xi []float64) bool {
	for i, c := range m.curves {
		if !c.admissible(m.item(xi, i)) {
			return false
		}
	}
	for g := range m.groups {
		if _, sd := m.latent(xi, g); sd <= 0 {
			return false
		}
	}
	return true
}
