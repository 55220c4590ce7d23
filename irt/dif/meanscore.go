package dif

import "gonum.org/v1/gonum/mat"

// meanScoreTest compares the mean scores of all groups within strata (Landis,
// Heyman and Koch, 1978). For two groups it is Mantel's test without correction
// for continuity. It is nil where the variance is singular.
func (t *table) meanScoreTest() *Test {
	focal := t.groups - 1
	difference, variance := mat.NewVecDense(focal, nil), mat.NewSymDense(focal, nil)
	for k := range t.strata {
		t.addMeanScores(k, difference, variance)
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(variance) || cholesky.Cond() > 1e10 {
		return nil
	}
	var solved mat.VecDense
	if err := cholesky.SolveVecTo(&solved, difference); err != nil {
		return nil
	}
	return chiSquare(mat.Dot(difference, &solved), focal)
}

// addMeanScores adds what one stratum contributes to the focal groups' sums of
// scores less their expectation, and to the variance of these.
func (t *table) addMeanScores(stratum int, difference *mat.VecDense, variance *mat.SymDense) {
	n, sum, square := 0.0, 0.0, 0.0
	size, score := make([]float64, t.groups), make([]float64, t.groups)
	for g := range t.groups {
		var squares float64
		size[g], score[g], squares = moments(t.cell(stratum, g))
		n, sum, square = n+size[g], sum+score[g], square+squares
	}
	if n <= 1 {
		return
	}
	spread := (n*square - sum*sum) / (n * n * (n - 1))
	for g := 1; g < t.groups; g++ {
		difference.SetVec(g-1, difference.AtVec(g-1)+score[g]-size[g]*sum/n)
		for h := g; h < t.groups; h++ {
			covariance := -size[g] * size[h] * spread
			if g == h {
				covariance += size[g] * n * spread
			}
			variance.SetSym(g-1, h-1, variance.At(g-1, h-1)+covariance)
		}
	}
}
