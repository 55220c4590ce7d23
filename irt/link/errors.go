package link

import "math"

// Errors are the standard errors of A and B and their covariance.
type Errors struct{ A, B, Covariance float64 }

// At is the standard error of A theta + B.
func (e Errors) At(theta float64) float64 {
	return math.Sqrt(max(0, e.A*e.A*theta*theta+2*theta*e.Covariance+e.B*e.B))
}
