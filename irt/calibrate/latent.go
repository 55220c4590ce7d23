package calibrate

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"suyang/irt"
)

// latent is the distribution of the traits: normal in each group, with a mean
// that may depend on covariates.
type latent struct {
	traits       int
	means        [][]linear   // groups x traits
	covariances  [][][]linear // groups x traits x traits, symmetric
	coefficients [][]linear   // covariates x traits; empty without regression
	classes      []class
	first, end   int // where its free parameters are in xi
	// finest is the least variance in any direction that the nodes resolve.
	finest float64
}

// class is the persons of a group with equal covariates.
type class struct {
	group      int
	covariates []float64
	weight     float64 // of all persons
}

// free tells whether anything of the distribution is estimated.
func (l *latent) free() bool { return l.end > l.first }

// mean fills dst with the mean of the traits in a class.
func (l *latent) mean(dst []float64, c class, xi []float64) []float64 {
	dst = values(dst, l.means[c.group], xi)
	for n, x := range c.covariates {
		for d, b := range l.coefficients[n] {
			dst[d] += x * b.at(xi)
		}
	}
	return dst
}

// covariance is that of the traits in a group.
func (l *latent) covariance(group int, xi []float64) *mat.SymDense {
	s := mat.NewSymDense(l.traits, nil)
	for d, row := range l.covariances[group] {
		for e := range d + 1 {
			s.SetSym(d, e, row[e].at(xi))
		}
	}
	return s
}

// normal is a covariance matrix in the forms that densities need.
type normal struct {
	inverse *mat.SymDense
	logDet  float64
}

// newNormal takes a covariance matrix that is admissible.
func newNormal(covariance *mat.SymDense) normal {
	var cholesky mat.Cholesky
	inverse := mat.NewSymDense(covariance.SymmetricDim(), nil)
	if !cholesky.Factorize(covariance) || cholesky.InverseTo(inverse) != nil {
		panic("calibrate: a covariance matrix of traits is not positive definite")
	}
	return normal{inverse, cholesky.LogDet()}
}

// normals are those of the groups at xi, which must be admissible.
func (l *latent) normals(xi []float64) []normal {
	all := make([]normal, len(l.means))
	for g := range all {
		all[g] = newNormal(l.covariance(g, xi))
	}
	return all
}

// leastVariance keeps the distribution of a trait from collapsing onto a node,
// where items have nothing in common.
const leastVariance = 0.01

// admissible tells whether the distributions of all groups are.
func (l *latent) admissible(xi []float64) bool {
	for g := range l.means {
		if !l.spread(g, xi) {
			return false
		}
	}
	return true
}

// spread tells whether the covariance matrix of a group is positive definite
// with variances that are not negligible.
func (l *latent) spread(group int, xi []float64) bool {
	for d, row := range l.covariances[group] {
		if !(row[d].at(xi) >= leastVariance) {
			return false
		}
	}
	return !dependent(l.covariance(group, xi), 1) && l.resolved(group, xi, 1)
}

// meanTerms are the free parameters that the mean of trait d in a class depends
// on.
func (l *latent) meanTerms(c class, d int) []term {
	terms := slices.Clone(l.means[c.group][d].terms)
	for n, x := range c.covariates {
		for _, t := range l.coefficients[n][d].terms {
			terms = append(terms, term{t.index, t.factor * x})
		}
	}
	return terms
}

// gradient is the derivative by the free parameters of the latent distribution
// of the expected log-density of the persons, given the moments of each class.
func (l *latent) gradient(xi []float64, moments [][]float64) []float64 {
	gradient := make([]float64, l.end-l.first)
	byBasis, normals := rows(l.end-l.first, 1+l.functions()), l.normals(xi)
	for c, m := range moments {
		l.byBasis(byBasis, c, xi, normals)
		for r, row := range byBasis {
			gradient[r] += floats.Dot(row, m)
		}
	}
	return gradient
}

// functions is the number of basis functions: each trait, then the products of
// each trait with itself and those before it.
func (l *latent) functions() int { return l.traits + l.traits*(l.traits+1)/2 }

// product is where the product of traits d >= e stands among the moments.
func (l *latent) product(d, e int) int { return 1 + l.traits + d*(d+1)/2 + e }

// basis tabulates the basis functions at the nodes.
func (l *latent) basis(points [][]float64) [][]float64 {
	basis := slices.Clone(points)
	for d := range l.traits {
		for e := range d + 1 {
			row := slices.Clone(points[d])
			floats.Mul(row, points[e])
			basis = append(basis, row)
		}
	}
	return basis
}

// byBasis writes the derivative of the log-density of a person of class c by
// each free parameter as a combination of 1 and the basis functions:
//
//	by a mean   V (theta - mean)
//	by s_de     1/2 {V (theta - mean)(theta - mean)' V - V}_de, twice that where d != e
//
// with V the inverse of the covariance matrix.
func (l *latent) byBasis(dst [][]float64, c int, xi []float64, normals []normal) {
	for _, row := range dst {
		clear(row)
	}
	group := l.classes[c].group
	v := normals[group].inverse
	mean := l.mean(make([]float64, 0, l.traits), l.classes[c], xi)
	for d := range l.traits {
		for _, t := range l.meanTerms(l.classes[c], d) {
			row := dst[t.index-l.first]
			for e := range l.traits {
				row[1+e] += t.factor * v.At(d, e)
				row[0] -= t.factor * v.At(d, e) * mean[e]
			}
		}
		for e := range d + 1 {
			for _, t := range l.covariances[group][d][e].terms {
				factor := t.factor
				if d == e {
					factor /= 2
				}
				l.addQuadratic(dst[t.index-l.first], factor, d, e, v, mean)
			}
		}
	}
}

// addQuadratic adds factor x {V (theta - mean)(theta - mean)' V - V}_de.
func (l *latent) addQuadratic(row []float64, factor float64, d, e int, v *mat.SymDense, mean []float64) {
	row[0] -= factor * v.At(d, e)
	for i := range l.traits {
		for j := range l.traits {
			w := factor * v.At(d, i) * v.At(j, e)
			row[l.product(max(i, j), min(i, j))] += w
			row[1+i] -= w * mean[j]
			row[1+j] -= w * mean[i]
			row[0] += w * mean[i] * mean[j]
		}
	}
}

// density fills dst with the weights of the nodes in a class: the density times
// the volume that a node stands for. They sum to the share of the distribution
// that the nodes cover, near 1.
func (l *latent) density(dst []float64, c int, xi []float64, n normal, s irt.Space) {
	var buffer [8]float64
	mean := l.mean(buffer[:0], l.classes[c], xi)
	scale := math.Exp(-(n.logDet + float64(l.traits)*math.Log(2*math.Pi)) / 2)
	if l.traits == 1 {
		precision := n.inverse.At(0, 0)
		for q, theta := range s.Theta[0] {
			z := theta - mean[0]
			dst[q] = scale * math.Exp(-precision*z*z/2) * s.Volume[q]
		}
		return
	}
	for q := range dst {
		square := 0.0
		for d := range l.traits {
			x := s.Theta[d][q] - mean[d]
			square += n.inverse.At(d, d) * x * x
			for e := range d {
				square += 2 * n.inverse.At(d, e) * x * (s.Theta[e][q] - mean[e])
			}
		}
		dst[q] = scale * math.Exp(-square/2) * s.Volume[q]
	}
}
