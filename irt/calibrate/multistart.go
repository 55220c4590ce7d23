package calibrate

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"suyang/irt"
)

// guessFactors replaces the slopes to start an exploratory model from by those
// of principal factors, turned so that slopes held at zero are zero.
func (m *marginal) guessFactors(d Data, s selection) {
	loadings := principalFactors(d.correlations(s, m.cells), m.latent.traits)
	turnToTriangle(loadings)
	for k, c := range m.cells {
		free := 1 - math.Pow(mat.Norm(loadings.RowView(k), 2), 2)
		for i, trait := range c.loads {
			if c.local[i].free() {
				m.start[c.local[i].terms[0].index] = 1.7 * loadings.At(k, trait) / math.Sqrt(max(free, 0.25))
			}
		}
	}
}

// correlations are those between the scores of the cells' items, of some of the
// persons who answered both.
func (d Data) correlations(s selection, cells []*cell) *mat.SymDense {
	n := len(cells)
	sums := make([]correlation, n*n)
	step := 1 + len(s.persons)/startPersons
	for at := 0; at < len(s.persons); at += step {
		i := s.persons[at]
		row, weight := d.Row(i), d.weight(i)
		for k, c := range cells {
			for l, other := range cells[:k] {
				x, y := row[c.item], row[other.item]
				if x != irt.MissingCell && y != irt.MissingCell {
					sums[k*n+l].add(d.score(c.item, x), d.score(other.item, y), weight)
				}
			}
		}
	}
	r := mat.NewSymDense(n, nil)
	for k := range n {
		r.SetSym(k, k, 1)
		for l := range k {
			r.SetSym(k, l, sums[k*n+l].value())
		}
	}
	return r
}

// factorCycles is how often communalities are estimated from factors.
const factorCycles = 20

// principalFactors gives items x factors loadings by the method of principal
// factors (Harman, 1976, chapter 8): communalities on the diagonal of the
// correlation matrix, at first the largest correlation of each item.
func principalFactors(correlations *mat.SymDense, factors int) *mat.Dense {
	n := correlations.SymmetricDim()
	reduced, loadings := mat.NewSymDense(n, nil), mat.NewDense(n, factors, nil)
	reduced.CopySym(correlations)
	for i := range n {
		largest := 0.0
		for j := range n {
			if j != i {
				largest = max(largest, math.Abs(correlations.At(i, j)))
			}
		}
		reduced.SetSym(i, i, largest)
	}
	for range factorCycles {
		var eigen mat.EigenSym
		if !eigen.Factorize(reduced, true) {
			break
		}
		var vectors mat.Dense
		eigen.VectorsTo(&vectors)
		for f, at := 0, eigen.Values(nil); f < factors; f++ {
			root := math.Sqrt(max(0, at[n-1-f]))
			for i := range n {
				loadings.Set(i, f, root*vectors.At(i, n-1-f))
			}
		}
		for i := range n {
			reduced.SetSym(i, i, min(0.95, math.Pow(mat.Norm(loadings.RowView(i), 2), 2)))
		}
	}
	return loadings
}

// turnToTriangle rotates factors so that the first items do not load on factors
// after their own place, and reflects them to loadings of a positive sum.
func turnToTriangle(loadings *mat.Dense) {
	items, factors := loadings.Dims()
	var qr mat.QR
	qr.Factorize(loadings.Slice(0, factors, 0, factors).T())
	var q, turned mat.Dense
	qr.QTo(&q)
	turned.Mul(loadings, &q)
	for f := range factors {
		sign := 1.0
		if mat.Sum(turned.ColView(f)) < 0 {
			sign = -1
		}
		for i := range items {
			loadings.Set(i, f, sign*turned.At(i, f))
		}
	}
}
