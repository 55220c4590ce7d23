package irt

import "math"

// mode finds the theta that maximizes the likelihood of one person's responses,
// times a normal prior (MAP) or the root of the test information (WLE). It is a
// workspace, filled again for each person.
type mode struct {
	method   Method // ByMAP, ByML or ByWLE
	items    []Item
	cells    []uint8
	mean     float64 // of the prior
	variance float64

	categories [MaxCategories]expansion
}

const (
	// modeTol is the length of a Newton step that ends the search: the error left
	// is of the order of its square.
	modeTol = 1e-4
	// A likelihood that still rises beyond the nodes, with a slope below flat and
	// steps above flatStep, has levelled off: its mode is infinite.
	flat     = 1e-8
	flatStep = 0.01
)

// slopes gives the first two derivatives of the objective.
func (m *mode) slopes(theta float64) (first, second float64) {
	information, byTheta, bend := 0.0, 0.0, 0.0
	for j, cell := range m.cells {
		if cell == MissingCell {
			continue
		}
		x := m.items[j].expand(m.categories[:0], theta)
		first += x[cell].first
		second += x[cell].second
		if m.method == ByWLE {
			i, d, b := expandInformation(x)
			information, byTheta, bend = information+i, byTheta+d, bend+b
		}
	}
	switch m.method {
	case ByMAP:
		first -= (theta - m.mean) / m.variance
		second -= 1 / m.variance
	case ByWLE:
		slope := byTheta / information
		first += slope / 2
		second += (bend/information - slope*slope) / 2
	}
	return first, second
}

// find climbs to the mode from start, which lies between nodes lo and hi and has
// no lower value than either; at the ends of the grid they are infinite. The
// standard error is the root of the inverse of the curvature. An infinite mode
// has the standard error NaN; without responses there is no mode but of the
// prior.
func (m *mode) find(lo, start, hi float64) (theta, se float64) {
	if m.method != ByMAP && !m.answered() {
		return math.NaN(), math.NaN()
	}
	if m.method != ByML {
		return m.climb(lo, start, hi)
	}
	for _, end := range []float64{-1, 1} {
		if m.certain(end) {
			return math.Inf(int(end)), math.NaN()
		}
	}
	return m.climb(lo, start, hi)
}

func (m *mode) answered() bool {
	for _, cell := range m.cells {
		if cell != MissingCell {
			return true
		}
	}
	return false
}

// climb follows Newton's method within the bracket. Where a step leads out of
// it, or the objective bends upwards, the bracket is halved, or widened by
// longer and longer steps where it is open.
func (m *mode) climb(lo, theta, hi float64) (mode, se float64) {
	longest := 1.0
	for range 100 {
		first, second := m.slopes(theta)
		if first > 0 {
			lo = theta
		} else {
			hi = theta
		}
		step := -first / second
		newton := second < 0 && theta+step >= lo && theta+step <= hi && math.Abs(step) < longest
		if !newton {
			step = uphill(lo, theta, hi, longest)
			longest *= 2
		}
		if math.Abs(step) < modeTol && (newton || math.Abs(step) < modeTol*modeTol) {
			return theta + step, 1 / math.Sqrt(-second)
		}
		if m.method == ByML && math.IsInf(hi-lo, 1) && math.Abs(first) < flat && math.Abs(step) > flatStep {
			return math.Copysign(math.Inf(1), first), math.NaN()
		}
		theta += step
	}
	return theta, math.NaN()
}

// uphill is the way to the middle of the bracket, or into its open end.
func uphill(lo, theta, hi, longest float64) float64 {
	switch {
	case math.IsInf(hi, 1):
		return longest
	case math.IsInf(lo, -1):
		return -longest
	}
	return (lo+hi)/2 - theta
}

// certain tells whether all responses become certain as theta goes to infinity
// with the sign.
func (m *mode) certain(sign float64) bool {
	for j, cell := range m.cells {
		if cell != MissingCell && !m.items[j].certain(int(cell), sign) {
			return false
		}
	}
	return true
}

func (m *mode) logLikelihood(theta float64) float64 {
	sum := 0.0
	for j, cell := range m.cells {
		if cell != MissingCell {
			sum += m.items[j].LogLikelihood(int(cell), theta)
		}
	}
	return sum
}
