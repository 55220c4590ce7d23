package calibrate

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// singular is the condition number, of parameters in units of their own standard
// errors, beyond which these are not told apart. Models that are identified stay
// below 1e4. Others come to 1e5 rather than to infinity: the nodes end, so that
// the likelihood is not quite flat in any direction.
const singular = 3e4

// invert inverts an information matrix; nil where it is singular or not positive
// definite.
func invert(information *mat.SymDense) *mat.SymDense {
	n := information.SymmetricDim()
	if n == 0 {
		return nil
	}
	unit := make([]float64, n)
	for i := range n {
		unit[i] = 1 / math.Sqrt(information.At(i, i))
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(scale(information, unit)) || !(cholesky.Cond() < singular) {
		return nil
	}
	var inverse mat.SymDense
	if cholesky.InverseTo(&inverse) != nil {
		return nil
	}
	return scale(&inverse, unit)
}

// scale multiplies row and column i by unit[i].
func scale(m *mat.SymDense, unit []float64) *mat.SymDense {
	scaled := mat.NewSymDense(len(unit), nil)
	for i := range unit {
		for j := i; j < len(unit); j++ {
			scaled.SetSym(i, j, m.At(i, j)*unit[i]*unit[j])
		}
	}
	return scaled
}

// symmetric is the symmetric part of a matrix.
func symmetric(m *mat.Dense) *mat.SymDense {
	n, _ := m.Dims()
	s := mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			s.SetSym(i, j, (m.At(i, j)+m.At(j, i))/2)
		}
	}
	return s
}

// among is the part of a matrix that belongs to some parameters.
func among(m *mat.SymDense, kept []int) *mat.SymDense {
	if len(kept) == 0 {
		return &mat.SymDense{}
	}
	part := mat.NewSymDense(len(kept), nil)
	for i, r := range kept {
		for j := i; j < len(kept); j++ {
			part.SetSym(i, j, m.At(r, kept[j]))
		}
	}
	return part
}

// spreadOut is the inverse of among, with zeros for the other of n parameters.
func spreadOut(part *mat.SymDense, kept []int, n int) *mat.SymDense {
	m := mat.NewSymDense(n, nil)
	for i, r := range kept {
		for j := i; j < len(kept); j++ {
			m.SetSym(r, kept[j], part.At(i, j))
		}
	}
	return m
}

// between is the covariance of two linear functions of xi.
func between(v *mat.SymDense, l, k linear) float64 {
	sum := 0.0
	for _, t := range l.terms {
		for _, u := range k.terms {
			sum += t.factor * u.factor * v.At(t.index, u.index)
		}
	}
	return sum
}

// deviation is the standard error of a linear function of xi; NaN where it is
// fixed or undetermined.
func deviation(v *mat.SymDense, l linear) float64 {
	variance := between(v, l, l)
	if variance == 0 {
		return math.NaN()
	}
	return math.Sqrt(variance)
}

// errors gives the standard errors of a cell from the covariance matrix of xi,
// those of thresholds and asymptotes by the delta method.
func (c *cell) errors(v *mat.SymDense, xi []float64, traits int) *Errors {
	local := values(nil, c.local, xi)
	e := &Errors{A: make([]float64, traits), C: math.NaN(), U: math.NaN()}
	for d := range e.A {
		e.A[d] = math.NaN()
	}
	first := len(c.loads)
	for i, d := range c.loads {
		e.A[d] = c.delta(v, local, c.slope(i))
	}
	for k := range c.steps() {
		e.D = append(e.D, deviation(v, c.local[first+k]))
		if traits == 1 {
			e.B = append(e.B, c.delta(v, local, c.threshold(k)))
		}
	}
	rest := c.local[first+c.steps():]
	if n, ok := c.curve.(nominal); ok {
		e.Scores = c.scoreErrors(v, local, n)
		return e
	}
	if len(rest) > 0 {
		e.C = c.delta(v, local, asymptoteOf(first+1))
	}
	if len(rest) > 1 {
		e.U = c.delta(v, local, asymptoteOf(first+2))
	}
	return e
}

// scoreErrors are the standard errors of the scores of a nominal item, of which
// the first and the last are fixed.
func (c *cell) scoreErrors(v *mat.SymDense, local []float64, n nominal) []float64 {
	se := []float64{math.NaN()}
	for k := 1; k < n.m; k++ {
		at := len(c.loads) + n.m + k - 1
		if n.slopeless {
			se = append(se, c.delta(v, local, ratioOf{at, c.slope(0)}))
		} else {
			se = append(se, deviation(v, c.local[at]))
		}
	}
	return append(se, math.NaN())
}

// delta is the standard error of a function of the local parameters; NaN where
// none of them is estimated, or one is undetermined.
func (c *cell) delta(v *mat.SymDense, local []float64, f function) float64 {
	variance, free := 0.0, false
	by := f.derivatives(local)
	for _, t := range by {
		if c.local[t.index].free() {
			free = !math.IsNaN(deviation(v, c.local[t.index]))
			if !free {
				break
			}
		}
		for _, u := range by {
			variance += t.by * u.by * between(v, c.local[t.index], c.local[u.index])
		}
	}
	if !free {
		return math.NaN()
	}
	return math.Sqrt(max(0, variance))
}
