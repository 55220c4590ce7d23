package calibrate

import (
	"sync"

	"gonum.org/v1/gonum/floats"

	"suyang/irt"
	"suyang/irt/internal/lookup"
)

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

// expect is the E-step. The result is valid until the next call.
func (m *marginal) expect(xi []float64) expectation {
	m.tabulate(xi)
	priors := m.priors(xi)
	m.parallel(func(w, first, end int) { m.addPersons(m.workers[w], priors, first, end) })
	return m.gather()
}

// priors are the weights of the nodes in each group.
func (m *marginal) priors(xi []float64) [][]float64 {
	priors := make([][]float64, m.groups)
	for g := range priors {
		mean, sd := m.latent(xi, g)
		priors[g] = irt.NormalGrid(len(m.nodes), m.nodes[0], m.nodes[len(m.nodes)-1], mean, sd).Weights
	}
	return priors
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
func (m *marginal) parallel(work func(worker, first, end int)) {
	var wait sync.WaitGroup
	persons := len(m.weights)
	for w := range m.workers {
		wait.Go(func() {
			work(w, w*persons/len(m.workers), (w+1)*persons/len(m.workers))
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
			floats.Add(first.totals[g], totals)
		}
	}
	first.counts.Fold(m.expected)
	return expectation{logLikelihood: first.logLikelihood, counts: m.expected, totals: first.totals}
}
