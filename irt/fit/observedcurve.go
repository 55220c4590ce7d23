package fit

import "math"

const (
	// curveWidth is that of the intervals of theta in ItemFit.Curve.
	curveWidth = 0.5
	// curvePersons are the fewest persons of an interval that is kept.
	curvePersons = 5
)

// observedCurve gives the shares of the categories of item j around points of
// theta, as the posteriors of the persons who answered put them there. In the
// mean of a model that fits they lie on its curves, which shares in bins of
// EAP do not: each person's answer to the item itself moves her EAP.
func (a *analysis) observedCurve(j int) []Bin {
	k := a.categories()[j]
	byInterval := make(map[int]*Bin)
	lowest, highest := math.MaxInt, math.MinInt
	for q, theta := range a.space.Theta[0] {
		interval := int(math.Round(theta / curveWidth))
		lowest, highest = min(lowest, interval), max(highest, interval)
		bin := byInterval[interval]
		if bin == nil {
			bin = &Bin{Observed: make([]float64, k), Expected: make([]float64, k)}
			byInterval[interval] = bin
		}
		for g, t := range a.tables {
			bin.addNode(t, a.counts[g][j], j, q, theta)
		}
	}
	var curve []Bin
	for interval := lowest; interval <= highest; interval++ {
		if bin := byInterval[interval]; bin != nil && bin.N >= curvePersons {
			curve = append(curve, bin.shares())
		}
	}
	return curve
}

// addNode adds the persons whom the counts of item j put at node q.
func (b *Bin) addNode(t *table, counts []float64, j, q int, theta float64) {
	nodes, n := len(t.weights), 0.0
	for k := range b.Observed {
		persons := counts[k*nodes+q]
		n += persons
		b.Observed[k] += persons
	}
	b.N += n
	b.Theta += n * theta
	for k := range b.Expected {
		b.Expected[k] += n * t.category(j, k)[q]
	}
}

// shares divides the sums of a bin by its persons.
func (b *Bin) shares() Bin {
	b.Theta /= b.N
	for k := range b.Observed {
		b.Observed[k] /= b.N
		b.Expected[k] /= b.N
	}
	return *b
}
