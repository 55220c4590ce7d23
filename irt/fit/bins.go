package fit

import (
	"cmp"
	"math"
	"slices"

	"suyang/irt"
)

// Bin is a group of persons of neighbouring theta who answered an item.
type Bin struct {
	Theta float64 `json:"theta"` // mean
	N     float64 `json:"n"`     // sum of weights
	// Observed is the share of the persons in each category, Expected the
	// probability.
	Observed []float64 `json:"observed"`
	Expected []float64 `json:"expected"`

	persons int
}

// order lists the persons of positive weight by EAP, ties in the order of the
// data.
func (a *analysis) order() []int {
	traits := a.model.traits()
	var persons []int
	for i := range a.data.Persons() {
		if a.data.weight(i) > 0 {
			persons = append(persons, i)
		}
	}
	slices.SortStableFunc(persons, func(i, j int) int {
		return cmp.Compare(math.Round(a.theta[i*traits]*1e9), math.Round(a.theta[j*traits]*1e9))
	})
	return persons
}

// slicesOf cuts a list in n parts as equal as can be; what is over goes to the
// first and the last.
func slicesOf(persons []int, n int) [][]int {
	size, over := len(persons)/n, len(persons)%n
	var parts [][]int
	at := 0
	for b := range n {
		end := at + size
		if b == 0 {
			end += over / 2
		}
		if b == n-1 {
			end = len(persons)
		}
		parts = append(parts, persons[at:end])
		at = end
	}
	return parts
}

// binned counts the answers to all items in a group of persons of neighbouring
// EAP, apart for each group of the model.
type binned struct {
	answers [][][]float64 // group, item, category
	theta   [][]float64   // group, item: sum of the EAP
	persons []int         // item
}

func (a *analysis) count(persons []int) binned {
	var b binned
	for range a.model.Groups {
		var answers [][]float64
		for _, k := range a.categories() {
			answers = append(answers, make([]float64, k))
		}
		b.answers = append(b.answers, answers)
		b.theta = append(b.theta, make([]float64, a.items()))
	}
	b.persons = make([]int, a.items())
	for _, i := range persons {
		g, w := a.data.group(i), a.data.weight(i)
		for j, cell := range a.data.Row(i) {
			if cell != irt.MissingCell {
				b.answers[g][j][cell] += w
				b.theta[g][j] += w * a.point(i)[0]
				b.persons[j]++
			}
		}
	}
	return b
}

// bins gives the observed and expected shares of each item, for one trait.
func (a *analysis) bins(n int) [][]Bin {
	curves := make([][]Bin, a.items())
	for _, part := range slicesOf(a.order(), n) {
		counts := a.count(part)
		for j := range curves {
			if bin := a.bin(counts, j); bin.N > 0 {
				curves[j] = append(curves[j], bin)
			}
		}
	}
	return curves
}

func (a *analysis) bin(b binned, j int) Bin {
	k := a.categories()[j]
	bin := Bin{Observed: make([]float64, k), Expected: make([]float64, k), persons: b.persons[j]}
	for g, group := range a.model.Groups {
		n := total(b.answers[g][j])
		if n == 0 {
			continue
		}
		bin.N += n
		bin.Theta += b.theta[g][j]
		addTo(bin.Observed, b.answers[g][j])
		theta := b.theta[g][j] / n
		for c, p := range a.curves[g][j].Probabilities(nil, group.Items[j].A[0]*theta) {
			bin.Expected[c] += n * p
		}
	}
	if bin.N == 0 {
		return bin
	}
	return bin.shares()
}

// binTests compares observed and expected numbers of persons per category
// within bins: the X2 of Bock (1972) in the form of Yen (1981), and the
// likelihood-ratio G2 of McKinley and Mills (1985). As in mirt (Chalmers, 2012)
// no cells are merged, and G2 counts those that are not empty.
func (a *analysis) binTests(curves [][]Bin) (pearson, likelihood []Test) {
	persons := total(a.tally.weights)
	for j, bins := range curves {
		var x2, g2 float64
		dfX2, dfG2 := -a.design.ofItem(j), -a.design.ofItem(j)
		for _, bin := range bins {
			if bin.persons < 2 {
				continue
			}
			dfX2--
			dfG2--
			for c, o := range bin.Observed {
				e := bin.Expected[c]
				x2 += bin.N * (o - e) * (o - e) / e
				dfX2++
				if o > 0 {
					g2 += 2 * bin.N * o * math.Log(o/e)
					dfG2++
				}
			}
		}
		pearson, likelihood = append(pearson, newTest(x2, dfX2, persons)), append(likelihood, newTest(g2, dfG2, persons))
	}
	return pearson, likelihood
}
