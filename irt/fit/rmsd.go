package fit

import "suyang/irt/internal/curve"

// deviations gives the RMSD of each item in group g: the root mean square
// deviation of the observed from the expected curve.
func (a *analysis) deviations(g int) []Value {
	rmsd := make([]Value, a.items())
	for j, counts := range a.counts[g] {
		rmsd[j] = Value(curve.NewDeviation(counts, a.tables[g].expected[j]).RMSD)
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
