package irt

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// Normal is a normal distribution of one or several traits.
type Normal struct {
	// Mean has one entry a trait.
	Mean []float64
	// Covariance is traits x traits, symmetric and positive definite.
	Covariance [][]float64
}

// StandardNormal has means 0, variances 1 and no correlation.
func StandardNormal(traits int) Normal {
	n := Normal{Mean: make([]float64, traits), Covariance: make([][]float64, traits)}
	for d := range n.Covariance {
		n.Covariance[d] = make([]float64, traits)
		n.Covariance[d][d] = 1
	}
	return n
}

// Traits is the number of traits.
func (n Normal) Traits() int { return len(n.Mean) }

// Validate reports a covariance that does not fit the means or is not positive
// definite.
func (n Normal) Validate() error {
	if len(n.Covariance) != len(n.Mean) {
		return fmt.Errorf("covariance of %d traits for %d means", len(n.Covariance), len(n.Mean))
	}
	for d, row := range n.Covariance {
		if len(row) != len(n.Mean) {
			return fmt.Errorf("row %d of the covariance has %d entries for %d traits", d+1, len(row), len(n.Mean))
		}
		if !finite(n.Mean[d]) {
			return fmt.Errorf("mean %v of trait %d must be finite", n.Mean[d], d+1)
		}
		for e, v := range row {
			if !finite(v) || v != n.Covariance[e][d] {
				return fmt.Errorf("entry %d, %d of the covariance, %v, must be finite and equal to entry %d, %d", d+1, e+1, v, e+1, d+1)
			}
		}
	}
	if _, ok := n.root(); !ok {
		return fmt.Errorf("the covariance of the traits is not positive definite")
	}
	return nil
}

// root is the lower triangular L of the covariance L L'.
func (n Normal) root() (*mat.TriDense, bool) {
	covariance := mat.NewSymDense(n.Traits(), nil)
	for d, row := range n.Covariance {
		for e := d; e < len(row); e++ {
			covariance.SetSym(d, e, row[e])
		}
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(covariance) {
		return nil, false
	}
	var root mat.TriDense
	cholesky.LTo(&root)
	return &root, true
}

// precision is the inverse of the covariance.
func (n Normal) precision() *mat.SymDense {
	root, ok := n.root()
	if !ok {
		panic("irt: the distribution of the traits is not valid")
	}
	var inverse mat.TriDense
	if err := inverse.InverseTri(root); err != nil {
		panic("irt: the covariance of the traits is not positive definite")
	}
	precision := mat.NewSymDense(n.Traits(), nil)
	precision.SymOuterK(1, inverse.T())
	return precision
}
