package calibrate

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"suyang/irt"
)

// difference is the step of the numerical derivative of the gradient, which is
// exact to about 1e-13 of the number of persons.
const difference = 1e-5

// oakes is the observed information at xi: the negative derivative of the
// gradient of the marginal log-likelihood (and prior), one E-step a parameter.
func (m *marginal) oakes(ctx context.Context, xi []float64) (*mat.SymDense, error) {
	n := m.size()
	base := m.gradient(xi, m.expect(xi))
	jacobian := mat.NewDense(n, n, nil)
	moved := slices.Clone(xi)
	for i := range n {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		moved[i] = xi[i] + difference
		gradient := m.gradient(moved, m.expect(moved))
		moved[i] = xi[i]
		for j := range n {
			jacobian.Set(i, j, (base[j]-gradient[j])/difference)
		}
	}
	information := mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			information.SetSym(i, j, (jacobian.At(i, j)+jacobian.At(j, i))/2)
		}
	}
	return information, nil
}

// singular is the condition number beyond which an inverse is rounding error.
const singular = 1e14

// covariance inverts an information matrix; nil where it is singular or not
// positive definite.
func covariance(information *mat.SymDense) *mat.SymDense {
	var cholesky mat.Cholesky
	if !cholesky.Factorize(information) || cholesky.Cond() > singular {
		return nil
	}
	var inverse mat.SymDense
	if cholesky.InverseTo(&inverse) != nil {
		return nil
	}
	return &inverse
}

// errors gives the standard errors of an item whose parameters start at offset
// in the covariance matrix; thresholds and guessing by the delta method.
func (e Estimate) errors(covariance *mat.SymDense, offset int) *Errors {
	at := func(i, j int) float64 { return covariance.At(offset+i, offset+j) }
	errors := &Errors{A: math.Sqrt(at(0, 0))}
	for k := range e.D {
		d := k + 1
		errors.D = append(errors.D, math.Sqrt(at(d, d)))
		variance, withSlope := at(d, d), at(0, d)
		if e.Model == irt.GPCM && k > 0 {
			variance += at(k, k) - 2*at(k, d)
			withSlope -= at(0, k)
		}
		b := e.B[k]
		errors.B = append(errors.B, math.Sqrt(max(0, variance+b*b*at(0, 0)+2*b*withSlope))/math.Abs(e.A))
	}
	if e.Model == irt.ThreePL {
		errors.C = math.Sqrt(at(2, 2)) * e.C * (1 - e.C)
	}
	return errors
}
