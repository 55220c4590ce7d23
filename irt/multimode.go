package irt

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// climb moves centre to the mode of the posterior, near it, by Newton's method,
// and sets spread to the inverse of the observed curvature there.
func (w *multiWorker) climb() {
	traits := len(w.centre)
	gradient, step := mat.NewVecDense(traits, nil), mat.NewVecDense(traits, nil)
	var cholesky mat.Cholesky
	for range 100 {
		concave := w.curvature(gradient, true)
		if !cholesky.Factorize(concave) {
			break
		}
		if err := cholesky.SolveVecTo(step, gradient); err != nil {
			break
		}
		longest := max(1, mat.Norm(step, math.Inf(1)))
		for d := range w.centre {
			w.centre[d] += step.AtVec(d) / longest
		}
		if mat.Norm(step, math.Inf(1)) < modeTol*modeTol {
			break
		}
	}
	if cholesky.Factorize(w.curvature(gradient, false)) && cholesky.InverseTo(w.spread) == nil {
		return
	}
	for d := range traits {
		w.spread.SetSym(d, d, math.NaN())
	}
}

// curvature gives minus the second derivatives of the logarithm of the posterior
// at centre, and fills gradient with the first ones. Made concave, it leaves out
// the responses, possible with guessing, that bend it upwards, so that Newton's
// steps lead uphill.
func (w *multiWorker) curvature(gradient *mat.VecDense, concave bool) *mat.SymDense {
	traits := len(w.centre)
	minus := mat.NewSymDense(traits, nil)
	minus.CopySym(w.precision)
	for d := range traits {
		sum := 0.0
		for e := range traits {
			sum -= w.precision.At(d, e) * (w.centre[e] - w.mean[e])
		}
		gradient.SetVec(d, sum)
	}
	for j, cell := range w.cells {
		if cell == MissingCell {
			continue
		}
		a := w.items[j].A
		x := w.composite[j].expand(w.categories[:0], w.items[j].Along(w.centre))[cell]
		if concave {
			x.second = min(x.second, 0)
		}
		for d := range traits {
			gradient.SetVec(d, gradient.AtVec(d)+x.first*a[d])
			for e := range d + 1 {
				minus.SetSym(d, e, minus.At(d, e)-x.second*a[d]*a[e])
			}
		}
	}
	return minus
}
