package irt

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/lattice"
)

// QuasiSpace spreads at least n >= 3 quasi-Monte-Carlo nodes as a distribution
// of the traits is: of equal weight under it, of other weights, by importance
// sampling, under others near to it. It is meant for four traits and more, where
// grids grow too large. The nodes are a lattice mapped to the normal
// distribution, moved so that their mean and covariance are those of the
// distribution exactly; they are the same at every call. The covariance must be
// positive definite.
func QuasiSpace(n int, spread Normal) Space {
	z := standardPoints(spread.Traits(), n)
	s := Space{Theta: z, Volume: make([]float64, len(z[0]))}
	for q, density := range s.logDensity(nil, StandardNormal(spread.Traits())) {
		s.Volume[q] = math.Exp(-density) / float64(s.Nodes())
	}
	return s.Adapt(spread)
}

// standardPoints gives traits x nodes coordinates of mean 0, variance 1 and
// correlation 0, spread as the standard normal distribution.
func standardPoints(traits, n int) [][]float64 {
	z := lattice.Points(traits, n)
	for _, row := range z {
		for q, u := range row {
			row[q] = math.Sqrt2 * math.Erfinv(2*u-1)
		}
	}
	whiten(z)
	return z
}

// whiten divides points of mean 0 by the root of their covariance.
func whiten(z [][]float64) {
	covariance := mat.NewSymDense(len(z), nil)
	for d := range z {
		for e := range d + 1 {
			sum := 0.0
			for q := range z[d] {
				sum += z[d][q] * z[e][q]
			}
			covariance.SetSym(d, e, sum/float64(len(z[d])))
		}
	}
	var cholesky mat.Cholesky
	cholesky.Factorize(covariance)
	var root mat.TriDense
	cholesky.LTo(&root)
	for q := range z[0] {
		for d := range z {
			for e := range d {
				z[d][q] -= root.At(d, e) * z[e][q]
			}
			z[d][q] /= root.At(d, d)
		}
	}
}
