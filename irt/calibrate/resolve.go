package calibrate

import "gonum.org/v1/gonum/mat"

// leastShare is the least eigenvalue of a correlation matrix of traits; between
// two traits it bounds the correlation by 0.99.
const leastShare = 0.01

// resolved tells whether the variance of a group is above times the finest that
// the nodes resolve, in every direction.
func (l *latent) resolved(group int, xi []float64, times float64) bool {
	bound := mat.NewSymDense(l.traits, nil)
	for d := range l.traits {
		bound.SetSym(d, d, times*l.finest)
	}
	return exceeds(l.covariance(group, xi), bound)
}

// cramped tells whether the distribution of some group is at the bound.
func (l *latent) cramped(xi []float64) bool {
	for g := range l.covariances {
		if !l.resolved(g, xi, 1.1) {
			return true
		}
	}
	return false
}

// dependent tells whether an eigenvalue of the correlations is below times the
// least share.
func dependent(covariance *mat.SymDense, times float64) bool {
	n := covariance.SymmetricDim()
	bound := mat.NewSymDense(n, nil)
	for d := range n {
		bound.SetSym(d, d, times*leastShare*covariance.At(d, d))
	}
	return !exceeds(covariance, bound)
}

// exceeds tells whether a - b is positive definite.
func exceeds(a, b *mat.SymDense) bool {
	var difference, negative mat.SymDense
	negative.ScaleSym(-1, b)
	difference.AddSym(a, &negative)
	var cholesky mat.Cholesky
	return cholesky.Factorize(&difference)
}
