package fit

// scoreFit is the comparison of an item with the sum scores of one group.
type scoreFit struct {
	statistic float64
	cells     int // less one for each score
}

// scoreFits computes the S-X2 of Orlando and Thissen (2000), for items of more
// categories that of Kang and Chen (2008), for each item in a group: observed
// and expected numbers of persons per category are compared within sum scores.
// It takes the persons who answered all items.
func (a *analysis) scoreFits(g int) []scoreFit {
	t, s := a.tables[g], a.tally.scores[g]
	fits := make([]scoreFit, a.items())
	leaveOneOut(t.probability, len(t.weights), func(j int, rest distribution) {
		table := t.scoreTable(j, rest, s.complete[j])
		table.collapse()
		fits[j].statistic, fits[j].cells = table.compare()
	})
	return fits
}

// scoreTable sets up the table of item j. The lowest and the highest score are
// left out, since they leave no choice of category.
func (t *table) scoreTable(j int, rest distribution, observed []float64) *scoreTable {
	k := t.categories(j)
	top := rest.top() + k - 1
	var table scoreTable
	for score := 1; score < top; score++ {
		row := observed[score*k : (score+1)*k]
		expected := make([]float64, k)
		for c := range expected {
			if below := score - c; below >= 0 && below <= rest.top() {
				for q, v := range rest.at(below) {
					expected[c] += t.weights[q] * v * t.category(j, c)[q]
				}
			}
		}
		if sum := total(expected); sum > 0 {
			for c := range expected {
				expected[c] *= total(row) / sum
			}
		}
		table.observed = append(table.observed, append([]float64{}, row...))
		table.expected = append(table.expected, expected)
	}
	return &table
}

// scoreTests adds the groups up: their statistics are independent.
func (a *analysis) scoreTests() []Test {
	tests := make([]Test, a.items())
	statistic, cells, persons := make([]float64, a.items()), make([]int, a.items()), 0.0
	for g := range a.model.Groups {
		if a.tally.scores[g].persons == 0 {
			continue
		}
		persons += a.tally.scores[g].weight
		for j, f := range a.scoreFits(g) {
			statistic[j] += f.statistic
			cells[j] += f.cells
		}
	}
	for j := range tests {
		df := cells[j] - a.design.ofItem(j) - a.design.ofItem(latent)
		tests[j] = newTest(statistic[j], df, persons)
		if df <= 0 {
			tests[j].Statistic = Value(undefined)
		}
	}
	return tests
}
