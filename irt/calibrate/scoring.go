package calibrate

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	// mstepCycles bounds the scoring steps on one item in one cycle. The first
	// cycles need not be exact, the last ones are after one or two steps.
	mstepCycles = 5
	mstepTol    = 1e-10
	// longestStep bounds the change of any parameter in one scoring step.
	longestStep = 1
)

// scoring maximizes the expected log-likelihood of one item given its expected
// counts by Fisher scoring. One workspace serves all items of a worker.
type scoring struct {
	nodes       []float64
	p, s        []float64
	gradient    []float64
	information []float64
	trial       []float64
}

func newScoring(nodes []float64, categories, size int) *scoring {
	return &scoring{
		nodes: nodes,
		p:     make([]float64, categories), s: make([]float64, categories*size),
		gradient: make([]float64, size), information: make([]float64, size*size),
		trial: make([]float64, size),
	}
}

// maximize improves xi in place. counts holds categories x nodes.
func (w *scoring) maximize(c curve, xi, counts []float64) {
	value := w.expand(c, xi, counts)
	for range mstepCycles {
		step := w.direction(c.size())
		if step == nil {
			return
		}
		improved, next := w.search(c, xi, step, counts, value)
		if !improved || largest(step) < mstepTol {
			return
		}
		value = next
	}
}

// search halves the step until the objective does not fall.
func (w *scoring) search(c curve, xi, step, counts []float64, value float64) (improved bool, next float64) {
	slack := 1e-13 * math.Abs(value)
	for range 30 {
		for i := range xi {
			w.trial[i] = xi[i] + step[i]
		}
		if c.admissible(w.trial[:len(xi)]) {
			if next = w.expand(c, w.trial[:len(xi)], counts); next >= value-slack {
				copy(xi, w.trial)
				return true, next
			}
		}
		for i := range step {
			step[i] /= 2
		}
	}
	w.expand(c, xi, counts)
	return false, value
}

// direction solves information x step = gradient. It is nil where the
// information is not positive definite: the counts do not determine xi.
func (w *scoring) direction(n int) []float64 {
	var cholesky mat.Cholesky
	if !cholesky.Factorize(mat.NewSymDense(n, w.information[:n*n])) {
		return nil
	}
	step := mat.NewVecDense(n, nil)
	if cholesky.SolveVecTo(step, mat.NewVecDense(n, w.gradient[:n])) != nil {
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
func (w *scoring) expand(c curve, xi, counts []float64) (value float64) {
	n := c.size()
	clear(w.gradient)
	clear(w.information)
	nodes := len(w.nodes)
	for q, theta := range w.nodes {
		total := 0.0
		for k := range c.steps() + 1 {
			total += counts[k*nodes+q]
		}
		if total == 0 {
			continue
		}
		c.evaluate(theta, xi, w.p, w.s)
		for k := range c.steps() + 1 {
			r, s := counts[k*nodes+q], w.s[k*n:(k+1)*n]
			value += r * math.Log(max(w.p[k], math.SmallestNonzeroFloat64))
			w.accumulate(s, r, total*w.p[k])
		}
	}
	return value + addPrior(c, xi, w.gradient, w.information)
}

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
