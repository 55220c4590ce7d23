package cat

import (
	"cmp"
	"slices"

	"suyang/irt"
)

// Strata lets a test draw its first items from the stratum of low slopes, and
// the last from that of high ones (Chang and Ying, 1999). It goes with the
// criterion ClosestThreshold.
type Strata struct {
	// Of holds the stratum of each item of the pool, from 0.
	Of []int
	// Count is the number of strata.
	Count int
	// Length is the number of items of a test, at least 1; each stratum serves an
	// equal part.
	Length int
}

// NewStrata divides items by slope in count >= 1 strata of equal spread of difficulty
// (b-blocking: Chang, Qian and Ying, 2001): items ordered by difficulty are cut
// in blocks of count, and each block gives one item to each stratum, by slope.
func NewStrata(items []irt.Item, count, length int) *Strata {
	s := &Strata{Of: make([]int, len(items)), Count: count, Length: length}
	order := make([]int, len(items))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(location(items[i]), location(items[j])) })
	for block := range slices.Chunk(order, count) {
		slices.SortStableFunc(block, func(i, j int) int { return cmp.Compare(items[i].A, items[j].A) })
		for k, j := range block {
			s.Of[j] = k * count / len(block)
		}
	}
	return s
}

// location is the mean of the thresholds.
func location(it irt.Item) float64 {
	sum := 0.0
	for _, b := range it.B {
		sum += b
	}
	return sum / float64(len(it.B))
}

// restrict keeps the items of the stratum whose turn it is; all, where it has
// none left.
func (s Strata) restrict(open []int, given int) []int {
	stage := min(given*s.Count/s.Length, s.Count-1)
	return prefer(open, func(j int) bool { return s.Of[j] == stage })
}
