package fit

import (
	"math/bits"

	"gonum.org/v1/gonum/mat"

	"suyang/irt"
)

// sharing gives, for each two moments of a group, N N_ab / (N_a N_b) where N_a
// persons have the first, N_b the second and N_ab both: what the covariance of
// the means of two functions, times the N persons of the group, gains where
// some of them are missing completely at random.
func (a *analysis) sharing(g int, list []moment) *mat.SymDense {
	answered, persons := a.answered(g)
	sets := make([][]uint64, len(list))
	sizes := make([]float64, len(list))
	for m, moment := range list {
		sets[m] = answered[moment.i]
		if moment.j >= 0 {
			sets[m] = intersection(answered[moment.i], answered[moment.j])
		}
		sizes[m] = float64(size(sets[m], sets[m]))
	}
	ratio := mat.NewSymDense(len(list), nil)
	for m := range list {
		for n := m; n < len(list); n++ {
			ratio.SetSym(m, n, float64(persons)*float64(size(sets[m], sets[n]))/(sizes[m]*sizes[n]))
		}
	}
	return ratio
}

// answered gives, for each item, the set of persons of a group who answered it.
func (a *analysis) answered(g int) (sets [][]uint64, persons int) {
	words := (a.tally.persons[g] + 63) / 64
	for range a.items() {
		sets = append(sets, make([]uint64, words))
	}
	for i := range a.data.Persons() {
		if a.data.group(i) != g || a.data.weight(i) == 0 {
			continue
		}
		for j, cell := range a.data.Row(i) {
			if cell != irt.MissingCell {
				sets[j][persons/64] |= 1 << (persons % 64)
			}
		}
		persons++
	}
	return sets, persons
}

func intersection(x, y []uint64) []uint64 {
	both := make([]uint64, len(x))
	for w := range both {
		both[w] = x[w] & y[w]
	}
	return both
}

// size is the number of persons in both sets.
func size(x, y []uint64) int {
	n := 0
	for w, v := range x {
		n += bits.OnesCount64(v & y[w])
	}
	return n
}

// multiplyEach multiplies s by factors, entry by entry.
func multiplyEach(s, factors *mat.SymDense) {
	for i := range s.SymmetricDim() {
		for j := i; j < s.SymmetricDim(); j++ {
			s.SetSym(i, j, s.At(i, j)*factors.At(i, j))
		}
	}
}
