package calibrate

import "gonum.org/v1/gonum/floats"

// maximize is the M-step: it improves xi in place.
func (m *marginal) maximize(xi []float64, e expectation) {
	for i, c := range m.curves {
		w := newScoring(m.nodes, c.steps()+1, c.size())
		w.maximize(c, m.item(xi, i), e.counts[i])
	}
	for g := 1; g < m.groups; g++ {
		at := m.latentOffset(g)
		xi[at], xi[at+1] = moments(m.nodes, e.totals[g])
	}
}

// objective is what the EM algorithm increases: the log-likelihood, the prior,
// and the share of the groups' distributions that the nodes cover. Weights that
// sum to 1 hide that share from the likelihood, which would rise without end as
// a group is pushed off the nodes.
func (m *marginal) objective(xi []float64, e expectation) float64 {
	value := e.logLikelihood + m.logPrior(xi)
	for g := 1; g < m.groups; g++ {
		mean, sd := m.latent(xi, g)
		value += floats.Sum(e.totals[g]) * logCoverage(m.nodes, mean, sd)
	}
	return value
}

// gradient is the derivative of the objective at the xi that e was computed
// at. By Fisher's identity it equals that of the M-step's objective.
func (m *marginal) gradient(xi []float64, e expectation) []float64 {
	gradient := make([]float64, m.size())
	for i, c := range m.curves {
		w := newScoring(m.nodes, c.steps()+1, c.size())
		w.expand(c, m.item(xi, i), e.counts[i])
		copy(m.item(gradient, i), w.gradient)
	}
	for g := 1; g < m.groups; g++ {
		at := m.latentOffset(g)
		mean, sd := m.latent(xi, g)
		gradient[at], gradient[at+1] = latentGradient(m.nodes, e.totals[g], mean, sd)
	}
	return gradient
}
