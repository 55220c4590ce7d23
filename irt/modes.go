package irt

import "math"

// MAP scores one person by the maximum a posteriori: the mode of the posterior
// under the normal distribution that prior follows, and 1/sqrt of the observed
// curvature of its logarithm there. It panics where prior follows none. A person
// without any answer gets the mean and standard deviation of the prior.
// (Samejima, 1969.)
func MAP(items []Item, responses []int, prior Grid) (theta, se float64) {
	if prior.SD == 0 {
		panic("irt: MAP needs a normal prior")
	}
	return findMode(mode{method: ByMAP, items: items, mean: prior.Mean, variance: prior.SD * prior.SD}, responses)
}

// ML scores one person by maximum likelihood, with 1/sqrt of the observed
// information. Where the likelihood is highest towards an end of the scale, as it
// is when all answers are right or all are wrong, theta is infinite and its
// standard error NaN; both are NaN without any answer. (Lord, 1980.)
func ML(items []Item, responses []int) (theta, se float64) {
	return findMode(mode{method: ByML, items: items}, responses)
}

// WLE scores one person by weighted likelihood: theta maximizes the likelihood
// times the square root of the test information of the items answered, which
// takes out the bias of ML to the first order for models of the exponential
// family (2PL, partial credit, nominal), where it is the estimate of Warm (1989),
// and is Jeffreys' prior for the others. The standard error is 1/sqrt of the
// curvature of the logarithm of that product. Both are NaN without any answer.
func WLE(items []Item, responses []int) (theta, se float64) {
	return findMode(mode{method: ByWLE, items: items}, responses)
}

// findMode starts from the best node of a grid.
func findMode(m mode, responses []int) (theta, se float64) {
	for _, r := range responses {
		m.cells = append(m.cells, uint8(r)) // Missing wraps to MissingCell
	}
	nodes := StandardGrid().Nodes
	values := make([]float64, len(nodes))
	for q, node := range nodes {
		values[q] = m.logLikelihood(node) + m.logWeight(node)
	}
	return m.findOn(nodes, values)
}

// logWeight is what the objective adds to the log-likelihood.
func (m *mode) logWeight(theta float64) float64 {
	switch m.method {
	case ByMAP:
		z := theta - m.mean
		return -z * z / (2 * m.variance)
	case ByWLE:
		information := 0.0
		for j, cell := range m.cells {
			if cell != MissingCell {
				information += m.items[j].Information(theta)
			}
		}
		return math.Log(information) / 2
	}
	return 0
}

// findOn finds the mode near the best node, where the parabola through it and its
// neighbours has its top.
func (m *mode) findOn(nodes, values []float64) (theta, se float64) {
	best := m.best(values)
	switch last := len(nodes) - 1; best {
	case 0:
		return m.find(math.Inf(-1), nodes[0], nodes[1])
	case last:
		return m.find(nodes[last-1], nodes[last], math.Inf(1))
	}
	start := nodes[best]
	before, after := values[best-1]-values[best], values[best+1]-values[best]
	if bend := before + after; bend < 0 && !math.IsInf(bend, -1) {
		start += (nodes[best+1] - nodes[best]) / 2 * (before - after) / bend
	}
	return m.find(nodes[best-1], start, nodes[best+1])
}

// best is the node of the largest value. Where guessing makes the likelihood
// level off towards an end, higher than at a peak, the peak goes first.
func (m *mode) best(values []float64) int {
	best, peak := 0, 0
	for q, v := range values {
		if v > values[best] {
			best = q
		}
		inner := q > 0 && q < len(values)-1 && v > values[q-1] && v >= values[q+1]
		if inner && (peak == 0 || v > values[peak]) {
			peak = q
		}
	}
	if m.method == ByML && peak > 0 {
		return peak
	}
	return best
}
