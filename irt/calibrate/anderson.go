package calibrate

import (
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// anderson accelerates a fixed-point iteration x -> G(x) by extrapolation from
// the last few residuals G(x) - x (Anderson, 1965; for EM: Henderson and
// Varadhan, 2019).
type anderson struct {
	memory int
	x, g   []float64   // the last point and its residual
	dx, dg [][]float64 // differences of successive points and residuals
}

// reset forgets the history.
func (a *anderson) reset() { a.x, a.g, a.dx, a.dg = nil, nil, nil, nil }

// next takes a point and its image and returns where to go from there.
func (a *anderson) next(x, image []float64) []float64 {
	residual := make([]float64, len(x))
	floats.SubTo(residual, image, x)
	if a.x != nil {
		a.remember(x, residual)
	}
	a.x, a.g = x, residual
	next := slices.Clone(image)
	for i, c := range a.coefficients(residual) {
		floats.AddScaled(next, -c, a.dx[i])
		floats.AddScaled(next, -c, a.dg[i])
	}
	return next
}

func (a *anderson) remember(x, residual []float64) {
	dx, dg := make([]float64, len(x)), make([]float64, len(x))
	floats.SubTo(dx, x, a.x)
	floats.SubTo(dg, residual, a.g)
	a.dx, a.dg = append(a.dx, dx), append(a.dg, dg)
	if len(a.dx) > a.memory {
		a.dx, a.dg = a.dx[1:], a.dg[1:]
	}
}

// coefficients gives the combination of past residual differences closest to
// the residual, with a ridge that keeps nearly parallel differences harmless.
func (a *anderson) coefficients(residual []float64) []float64 {
	n := len(a.dg)
	if n == 0 {
		return nil
	}
	normal, right := mat.NewSymDense(n, nil), mat.NewVecDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			normal.SetSym(i, j, floats.Dot(a.dg[i], a.dg[j]))
		}
		normal.SetSym(i, i, normal.At(i, i)*(1+ridge))
		right.SetVec(i, floats.Dot(a.dg[i], residual))
	}
	var cholesky mat.Cholesky
	solution := mat.NewVecDense(n, nil)
	if !cholesky.Factorize(normal) || cholesky.SolveVecTo(solution, right) != nil {
		return nil
	}
	return solution.RawVector().Data
}

// ridge is relative to the squared length of a difference.
const ridge = 1e-10
