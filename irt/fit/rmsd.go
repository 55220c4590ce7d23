package fit

import "math"

// deviations gives the RMSD of each item in group g, the measure of fit of the
// PISA surveys since 2015 (OECD, 2017, chapter 9; Khorramdel, Shin and von
// Davier, 2019):
//
//	sqrt( sum_q f_q (o_q - e_q)^2 )
//
// with f the distribution of theta among the persons who answered the item, o
// the mean score expected of them given their answers and e that of the model,
// both as shares of the highest score.
func (a *analysis) deviations(g int) []Value {
	rmsd := make([]Value, a.items())
	for j, counts := range a.counts[g] {
		rmsd[j] = Value(a.tables[g].deviation(j, counts))
	}
	return rmsd
}

// fold turns the expected counts to categories x nodes of each item in group g.
func (a *analysis) fold(g int) [][]float64 {
	counts := make([][]float64, a.items())
	for j := range counts {
		counts[j] = make([]float64, len(a.tables[g].probability[j]))
	}
	a.tally.expected[g].Fold(counts)
	return counts
}

func (t *table) deviation(j int, counts []float64) float64 {
	nodes, top := len(t.weights), float64(t.categories(j)-1)
	sum, persons := 0.0, 0.0
	for q := range nodes {
		n, score := 0.0, 0.0
		for k := range t.categories(j) {
			n += counts[k*nodes+q]
			score += float64(k) * counts[k*nodes+q]
		}
		if n > 0 {
			difference := (score/n - t.expected[j][q]) / top
			sum += n * difference * difference
			persons += n
		}
	}
	return math.Sqrt(sum / persons)
}
