package calibrate

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"suyang/irt"
)

// singular is the condition number beyond which parameters are not told apart.
// Models that are identified stay below 1e4, of parameters in units of their
// own standard errors.
const singular = 1e6

// covariance inverts an information matrix; nil where it is singular or not
// positive definite.
func covariance(information *mat.SymDense) *mat.SymDense {
	n := information.SymmetricDim()
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

// errors gives the standard errors of an item whose parameters start at offset
// in the covariance matrix; thresholds and guessing by the delta method.
func (e Estimate) errors(covariance *mat.SymDense, offset int) *Errors {
	at := func(i, j int) float64 { return covariance.At(offset+i, offset+j) }
	errors := &Errors{A: []float64{math.Sqrt(at(0, 0))}, C: math.NaN(), U: math.NaN()}
	for k := range e.D {
		d := k + 1
		errors.D = append(errors.D, math.Sqrt(at(d, d)))
		variance, withSlope := at(d, d), at(0, d)
		if e.Model == irt.GPCM && k > 0 {
			variance += at(k, k) - 2*at(k, d)
			withSlope -= at(0, k)
		}
		b := e.B[k]
		errors.B = append(errors.B, math.Sqrt(max(0, variance+b*b*at(0, 0)+2*b*withSlope))/math.Abs(e.A[0]))
	}
	if e.Model == irt.ThreePL {
		errors.C = math.Sqrt(at(2, 2)) * e.C * (1 - e.C)
	}
	return errors
}
