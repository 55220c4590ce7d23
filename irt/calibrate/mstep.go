package calibrate

import "gonum.org/v1/gonum/floats"

// maximize is the M-step: it improves xi in place.
func (m *marginal) maximize(xi []float64, e expectation) {
	for i, c := range m.curves {
		newScoring(c, m.nodes, e.counts[i]).maximize(m.item(xi, i))
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

// gradient is the derivative of the objective of the M-step by the parameters
// of a block, given the expected counts of e. Where e was computed at xi, it is
// that of the marginal objective too, by Fisher's identity.
func (m *marginal) gradient(block int, xi []float64, e expectation) []float64 {
	if g := block - len(m.curves); g >= 0 {
		mean, sd := m.latent(xi, g)
		byMean, bySD := latentGradient(m.nodes, e.totals[g], mean, sd)
		return []float64{byMean, bySD}
	}
	w := newScoring(m.curves[block], m.nodes, e.counts[block])
	w.expand(m.item(xi, block))
	return w.gradient
}
