package fit

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// quadratic sums, over groups, what the statistic
//
//	N d' [C - C D (D' C D)^-1 D' C] d
//
// is made of: d are the differences of observed and expected moments, C the
// inverse of their covariance, D their derivatives by the parameters. It is the
// quadratic form of Maydeu-Olivares and Joe (2005), and insensitive to the way
// the parameters were estimated. As in mirt, groups of different size have the
// same weight in D.
type quadratic struct {
	parameters int
	square     float64
	product    *mat.VecDense
	normal     *mat.Dense
}

// add adds a group. It reports whether the covariance of its moments is
// positive definite.
func (s *quadratic) add(t *table, o observation, effects [][]effect) bool {
	means, covariance := t.expectedMoments(o.list)
	d := mat.NewVecDense(len(means), nil)
	derivatives := mat.NewDense(len(means), len(effects), nil)
	root := math.Sqrt(o.n)
	for m := range means {
		d.SetVec(m, root*(o.means[m]-means[m]))
	}
	for p, e := range effects {
		for m, v := range t.gradient(o.list, e) {
			derivatives.Set(m, p, v)
		}
	}
	if o.shared != nil {
		multiplyEach(covariance, o.shared)
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(covariance) {
		return false
	}
	var solved mat.Dense
	if cholesky.SolveTo(&solved, derivatives) != nil {
		return false
	}
	var weighted mat.VecDense
	if cholesky.SolveVecTo(&weighted, d) != nil {
		return false
	}
	s.square += mat.Dot(d, &weighted)
	s.sum(derivatives, &solved, &weighted)
	return true
}

// sum adds D' C D and D' C d.
func (s *quadratic) sum(derivatives, solved *mat.Dense, weighted *mat.VecDense) {
	var product mat.VecDense
	product.MulVec(derivatives.T(), weighted)
	var normal mat.Dense
	normal.Mul(derivatives.T(), solved)
	if s.normal == nil {
		s.parameters = product.Len()
		s.product, s.normal = mat.NewVecDense(s.parameters, nil), mat.NewDense(s.parameters, s.parameters, nil)
	}
	s.product.AddVec(s.product, &product)
	s.normal.Add(s.normal, &normal)
}

// value is the statistic. It reports whether the moments identify the
// parameters.
func (s *quadratic) value() (float64, bool) {
	scale := make([]float64, s.parameters)
	normal := mat.NewSymDense(s.parameters, nil)
	for i := range scale {
		scale[i] = 1 / math.Sqrt(s.normal.At(i, i))
	}
	for i := range scale {
		for j := i; j < len(scale); j++ {
			normal.SetSym(i, j, scale[i]*scale[j]*s.normal.At(i, j))
		}
	}
	product := mat.NewVecDense(s.parameters, nil)
	for i, v := range scale {
		product.SetVec(i, v*s.product.AtVec(i))
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(normal) || cholesky.Cond() > worstCondition {
		return undefined, false
	}
	var solved mat.VecDense
	if cholesky.SolveVecTo(&solved, product) != nil {
		return undefined, false
	}
	return s.square - mat.Dot(product, &solved), true
}

// worstCondition is the condition number, in units of the parameters' own
// effects, above which parameters count as not identified.
const worstCondition = 1e10
