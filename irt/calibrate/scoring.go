package calibrate

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	// mstepCycles bounds the scoring steps on one item in one cycle. The first
	// cycles need not be exact, the last ones are after one or two steps.
	mstepCycles = 5
	// mstepTol is the change of a parameter below which they end.
	mstepTol = 1e-10
	// longestStep bounds the change of any parameter in one scoring step.
	longestStep = 1
)

// scoring maximizes the expected log-likelihood of one item given its expected
// counts by Fisher scoring.
type scoring struct {
	curve
	nodes       []float64
	counts      []float64 // categories x nodes
	p, s        []float64
	gradient    []float64
	information []float64
	trial       []float64
}

func newScoring(c curve, nodes, counts []float64) *scoring {
	n, categories := c.size(), c.steps()+1
	return &scoring{
		curve: c, nodes: nodes, counts: counts,
		p: make([]float64, categories), s: make([]float64, categories*n),
		gradient: make([]float64, n), information: make([]float64, n*n),
		trial: make([]float64, n),
	}
}

// maximize improves xi in place.
func (w *scoring) maximize(xi []float64) {
	value := w.expand(xi)
	for range mstepCycles {
		step := w.direction()
		if step == nil {
			return
		}
		improved, next := w.search(xi, step, value)
		if !improved || largest(step) < mstepTol {
			return
		}
		value = next
	}
}

// search halves the step until the objective does not fall.
func (w *scoring) search(xi, step []float64, value float64) (improved bool, next float64) {
	slack := 1e-13 * math.Abs(value)
	for range 30 {
		for i := range xi {
			w.trial[i] = xi[i] + step[i]
		}
		if w.admissible(w.trial) {
			if next = w.expand(w.trial); next >= value-slack {
				copy(xi, w.trial)
				return true, next
			}
		}
		for i := range step {
			step[i] /= 2
		}
	}
	return false, value
}

// direction solves information x step = gradient. It is nil where the
// information is not positive definite: the counts do not determine xi.
func (w *scoring) direction() []float64 {
	n := w.size()
	var cholesky mat.Cholesky
	if !cholesky.Factorize(mat.NewSymDense(n, w.information)) {
		return nil
	}
	step := mat.NewVecDense(n, nil)
	if cholesky.SolveVecTo(step, mat.NewVecDense(n, w.gradient)) != nil {
		return nil
	}
	raw := step.RawVector().Data
	if long := largest(raw); long > longestStep {
		for i := range raw {
			raw[i] *= longestStep / long
		}
	}
	return raw
}

// expand computes the objective, its gradient and the Fisher information at xi.
func (w *scoring) expand(xi []float64) (value float64) {
	n := w.size()
	clear(w.gradient)
	clear(w.information)
	nodes := len(w.nodes)
	for q, theta := range w.nodes {
		total := 0.0
		for k := range w.p {
			total += w.counts[k*nodes+q]
		}
		if total == 0 {
			continue
		}
		w.evaluate(theta, xi, w.p, w.s)
		for k, p := range w.p {
			r := w.counts[k*nodes+q]
			value += r * math.Log(max(p, math.SmallestNonzeroFloat64))
			w.accumulate(w.s[k*n:(k+1)*n], r, total*p)
		}
	}
	return value + addPrior(w.curve, xi, w.gradient, w.information)
}

// accumulate adds the part of a category with log-gradient s.
func (w *scoring) accumulate(s []float64, observed, expected float64) {
	n := len(s)
	for i, si := range s {
		w.gradient[i] += observed * si
		for j := i; j < n; j++ {
			w.information[i*n+j] += expected * si * s[j]
		}
	}
}

func largest(x []float64) float64 {
	top := 0.0
	for _, v := range x {
		top = max(top, math.Abs(v))
	}
	return top
}
