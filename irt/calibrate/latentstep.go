package calibrate

import (
	"gonum.org/v1/gonum/mat"
)

const (
	// latentCycles bounds the rounds of means and covariances in one M-step.
	latentCycles = 3
	// covarianceCycles bounds the scoring steps on a patterned covariance.
	covarianceCycles = 10
)

// maximize improves the latent distribution in xi, given the moments of each
// class: generalized least squares for means and coefficients, then the
// covariances, in turn.
func (l *latent) maximize(xi []float64, moments [][]float64) {
	rounds := 1
	if len(l.coefficients) > 0 || l.traits > 1 {
		rounds = latentCycles
	}
	for range rounds {
		l.maximizeMeans(xi, moments)
		for g := range l.means {
			l.maximizeCovariance(xi, g, moments)
		}
	}
}

// maximizeMeans solves the normal equations of all means and coefficients.
func (l *latent) maximizeMeans(xi []float64, moments [][]float64) {
	n := l.end - l.first
	normal, right := mat.NewSymDense(n, nil), mat.NewVecDense(n, nil)
	normals := l.normals(xi)
	mean := make([]float64, 0, l.traits)
	for c, m := range moments {
		class := l.classes[c]
		v := normals[class.group].inverse
		mean = l.mean(mean, class, xi)
		for d := range l.traits {
			for _, t := range l.meanTerms(class, d) {
				i := t.index - l.first
				for e := range l.traits {
					w := t.factor * v.At(d, e)
					right.SetVec(i, right.AtVec(i)+w*(m[1+e]-m[0]*mean[e]))
					for _, u := range l.meanTerms(class, e) {
						if j := u.index - l.first; j >= i {
							normal.SetSym(i, j, normal.At(i, j)+w*m[0]*u.factor)
						}
					}
				}
			}
		}
	}
	for i := range n {
		if normal.At(i, i) == 0 { // not a mean
			normal.SetSym(i, i, 1)
		}
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(normal) || cholesky.SolveVecTo(right, right) != nil {
		return
	}
	for i := range n {
		xi[l.first+i] += right.AtVec(i)
	}
}

// maximizeCovariance improves the free entries of the covariance matrix of a
// group.
func (l *latent) maximizeCovariance(xi []float64, group int, moments [][]float64) {
	entries := l.freeEntries(group)
	if len(entries) == 0 {
		return
	}
	total, residual := l.residual(xi, group, moments)
	if len(entries) == l.traits*(l.traits+1)/2 {
		l.moveTo(xi, group, entries, total, residual)
		return
	}
	for range covarianceCycles {
		if !l.scoreCovariance(xi, group, entries, total, residual) {
			return
		}
	}
}

// moveTo takes over the covariance matrix of the residuals, or goes as far
// towards it as the matrix stays admissible.
func (l *latent) moveTo(xi []float64, group int, entries []entry, total float64, residual *mat.SymDense) {
	before := make([]float64, len(entries))
	for i, e := range entries {
		before[i] = xi[e.index]
		xi[e.index] = residual.At(e.d, e.e) / total
		if e.d == e.e {
			xi[e.index] = max(xi[e.index], leastVariance)
		}
	}
	for range 50 {
		if l.spread(group, xi) {
			return
		}
		for i, e := range entries {
			xi[e.index] = (xi[e.index] + before[i]) / 2
		}
	}
	for i, e := range entries {
		xi[e.index] = before[i]
	}
}

// entry is a free covariance of traits d >= e.
type entry struct{ d, e, index int }

func (l *latent) freeEntries(group int) (entries []entry) {
	for d, row := range l.covariances[group] {
		for e := range d + 1 {
			if row[e].free() {
				entries = append(entries, entry{d, e, row[e].terms[0].index})
			}
		}
	}
	return entries
}

// residual is the sum over persons of a group of (theta - mean)(theta - mean)',
// and the number of persons.
func (l *latent) residual(xi []float64, group int, moments [][]float64) (total float64, residual *mat.SymDense) {
	residual = mat.NewSymDense(l.traits, nil)
	mean := make([]float64, 0, l.traits)
	for c, m := range moments {
		if l.classes[c].group != group {
			continue
		}
		total += m[0]
		mean = l.mean(mean, l.classes[c], xi)
		for d := range l.traits {
			for e := range d + 1 {
				sum := m[l.product(d, e)] - mean[d]*m[1+e] - mean[e]*m[1+d] + m[0]*mean[d]*mean[e]
				residual.SetSym(d, e, residual.At(d, e)+sum)
			}
		}
	}
	return total, residual
}

// scoreCovariance takes one step of Fisher scoring on the free entries, halved
// until the matrix is positive definite and the likelihood does not fall.
func (l *latent) scoreCovariance(xi []float64, group int, entries []entry, total float64, residual *mat.SymDense) (improved bool) {
	n := newNormal(l.covariance(group, xi))
	v := n.inverse
	var half, inner mat.Dense
	half.Mul(v, residual)
	inner.Mul(&half, v)
	score, information := mat.NewVecDense(len(entries), nil), mat.NewSymDense(len(entries), nil)
	for i, a := range entries {
		score.SetVec(i, a.twice()*(inner.At(a.d, a.e)-total*v.At(a.d, a.e))/2)
		for j, b := range entries[:i+1] {
			trace := v.At(a.d, b.d)*v.At(a.e, b.e) + v.At(a.d, b.e)*v.At(a.e, b.d)
			information.SetSym(i, j, total*a.twice()*b.twice()*trace/4)
		}
	}
	var cholesky mat.Cholesky
	step := mat.NewVecDense(len(entries), nil)
	if !cholesky.Factorize(information) || cholesky.SolveVecTo(step, score) != nil {
		return false
	}
	before := n.logLikelihood(total, residual)
	for range 30 {
		for i, e := range entries {
			xi[e.index] += step.AtVec(i)
		}
		if l.spread(group, xi) {
			if after := newNormal(l.covariance(group, xi)); after.logLikelihood(total, residual) >= before {
				return mat.Norm(step, 2) > mstepTol
			}
		}
		for i, e := range entries {
			xi[e.index] -= step.AtVec(i)
		}
		step.ScaleVec(0.5, step)
	}
	return false
}

// twice is 2 for an entry that stands in the matrix twice.
func (e entry) twice() float64 {
	if e.d == e.e {
		return 1
	}
	return 2
}

// logLikelihood of residuals, up to a constant.
func (n normal) logLikelihood(total float64, residual *mat.SymDense) float64 {
	var product mat.Dense
	product.Mul(n.inverse, residual)
	return -(total*n.logDet + mat.Trace(&product)) / 2
}
