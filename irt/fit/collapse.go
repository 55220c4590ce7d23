package fit

import "math"

// scoreTable compares the observed and expected numbers of persons per sum
// score (rows) and category (columns) of an item.
type scoreTable struct {
	observed, expected [][]float64
}

// minCell is the smallest expected number of persons of a cell.
const minCell = 1

// collapse merges cells until none is expected to hold fewer than minCell
// persons, in the order of mirt (Chalmers, 2012): scores at which a category is
// impossible, scores that one person has, categories within a score, categories
// of all scores, scores. Cells without persons expected are left out of the
// comparison.
func (t *scoreTable) collapse() {
	if len(t.observed) < 2 {
		return
	}
	t.mergeEnds()
	t.dropEmpty()
	if len(t.observed) < 2 {
		return
	}
	// Sparse scores are found before those of one person are merged.
	sparse := make([]bool, len(t.expected))
	for s, row := range t.expected {
		sparse[s] = anyBelow(row, minCell)
	}
	t.mergeSingles()
	if t.columns() > 2 {
		for s := range t.expected {
			if sparse[s] {
				t.expected[s], t.observed[s] = mergeCategories(t.expected[s], t.observed[s])
			}
		}
		t.mergeLastColumns()
	}
	t.dropRareColumns()
	t.mergeScores()
}

func (t *scoreTable) columns() int { return len(t.observed[0]) }

func anyBelow(row []float64, least float64) bool {
	for _, v := range row {
		if v < least {
			return true
		}
	}
	return false
}

func total(row []float64) float64 {
	sum := 0.0
	for _, v := range row {
		sum += v
	}
	return sum
}

// dropEmpty leaves out the scores that nobody has.
func (t *scoreTable) dropEmpty() {
	for s := len(t.observed) - 1; s >= 0; s-- {
		if total(t.observed[s]) == 0 {
			t.remove(s)
		}
	}
}

func (t *scoreTable) remove(s int) {
	t.observed = append(t.observed[:s:s], t.observed[s+1:]...)
	t.expected = append(t.expected[:s:s], t.expected[s+1:]...)
}

// mergeEnds merges the scores at which some category is impossible, the lowest
// and the highest ones, to the next score at which all are possible.
func (t *scoreTable) mergeEnds() {
	ends := t.columns() - 2
	if 2*ends >= len(t.observed) {
		return
	}
	for range ends {
		t.merge(0, 1)
		last := len(t.observed) - 1
		t.merge(last, last-1)
	}
}

// merge adds score s to another and removes it.
func (t *scoreTable) merge(s, into int) {
	addTo(t.observed[into], t.observed[s])
	addTo(t.expected[into], t.expected[s])
	t.remove(s)
}

// mergeSingles merges scores that one person has to the next.
func (t *scoreTable) mergeSingles() {
	for s := 0; s < len(t.observed)-1; {
		if total(t.observed[s]) == 1 {
			t.merge(s, s+1)
		} else {
			s++
		}
	}
	if last := len(t.observed) - 1; last > 0 && total(t.observed[last]) == 1 {
		t.merge(last, last-1)
	}
}

// mergeCategories merges the rarest category of a score to the rarer of its
// neighbours until none is sparse or two are left. The result is filled up with
// zeros.
func mergeCategories(expected, observed []float64) (e, o []float64) {
	e, o = append([]float64{}, expected...), append([]float64{}, observed...)
	for len(e) > 2 {
		rarest := 0
		for k, v := range e {
			if v <= e[rarest] {
				rarest = k
			}
		}
		into := rarest - 1
		if rarest == 0 || rarest < len(e)-1 && e[rarest+1] < e[rarest-1] {
			into = rarest + 1
		}
		e[into] += e[rarest]
		o[into] += o[rarest]
		e = append(e[:rarest], e[rarest+1:]...)
		o = append(o[:rarest], o[rarest+1:]...)
		if !anyBelow(e, minCell) {
			break
		}
	}
	zeros := make([]float64, len(expected)-len(e))
	return append(e, zeros...), append(o, zeros...)
}

// mergeColumn adds a column to the one before it and removes it.
func (t *scoreTable) mergeColumn(k int) {
	for _, rows := range [][][]float64{t.observed, t.expected} {
		for s, row := range rows {
			row[k-1] += row[k]
			rows[s] = append(row[:k:k], row[k+1:]...)
		}
	}
}

// mergeLastColumns merges the highest categories while they are sparse in most
// scores.
func (t *scoreTable) mergeLastColumns() {
	least := minCell * math.Ceil(float64(len(t.expected))*0.1)
	for last := t.columns() - 1; last > 1; last-- {
		sum := 0.0
		for _, row := range t.expected {
			sum += row[last]
		}
		if sum >= least {
			return
		}
		t.mergeColumn(last)
	}
}

// dropRareColumns merges the columns that are expected in less than one of 20
// scores.
func (t *scoreTable) dropRareColumns() {
	for k := t.columns() - 1; k > 0; k-- {
		cells := 0
		for _, row := range t.expected {
			if row[k] > 0 {
				cells++
			}
		}
		if float64(cells)/float64(len(t.expected)) < 0.05 {
			t.mergeColumn(k)
		}
	}
}

// mergeScores merges the first score with a sparse cell to the neighbour that
// fewer persons have, until none is left.
func (t *scoreTable) mergeScores() {
	for len(t.expected) > 1 {
		s := t.firstSparse()
		switch last := len(t.expected) - 1; {
		case s < 0:
			return
		case s == 0:
			t.merge(0, 1)
		case s == last || total(t.observed[s-1]) <= total(t.observed[s+1]):
			t.merge(s, s-1)
		default:
			t.merge(s, s+1)
		}
	}
}

func (t *scoreTable) firstSparse() int {
	for s, row := range t.expected {
		for _, v := range row {
			if v > 0 && v < minCell {
				return s
			}
		}
	}
	return -1
}

// compare gives Pearson's statistic and the number of cells it sums, less one
// for each score. It is undefined with a single score.
func (t *scoreTable) compare() (statistic float64, cells int) {
	if len(t.observed) < 2 {
		return undefined, 0
	}
	for s, row := range t.expected {
		cells--
		for k, e := range row {
			if e > 0 {
				d := t.observed[s][k] - e
				statistic += d * d / e
				cells++
			}
		}
	}
	return statistic, cells
}
