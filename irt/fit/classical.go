package fit

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Classical are the statistics of an item in classical test theory, over all
// groups, of those who answered it.
type Classical struct {
	N    Value `json:"n"`    // sum of weights
	Mean Value `json:"mean"` // category
	SD   Value `json:"sd"`
	// P is the mean as a share of the highest category.
	P Value `json:"p"`
	// ItemTotal and ItemRest are the correlations with the sum score of all and
	// of all other items, from the covariances of the pairs. They are undefined
	// where a pair of items was answered together by nobody.
	ItemTotal Value `json:"item_total"`
	ItemRest  Value `json:"item_rest"`
	// ItemTheta is the correlation with the EAP of the first trait.
	ItemTheta Value `json:"item_theta"`
	// AlphaWithout is Cronbach's alpha of the other items.
	AlphaWithout Value `json:"alpha_without"`
}

// covariances of the items, from the persons who answered both of a pair. It is
// nil where nobody answered a pair.
func covariances(groups []*joint, answers [][]float64) [][]float64 {
	n := len(answers)
	c := make([][]float64, n)
	for i := range c {
		c[i] = make([]float64, n)
		_, c[i][i] = meanVariance(answers[i])
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			m := pooled(groups, i, j)
			if m.n == 0 {
				return nil
			}
			c[i][j], _, _ = m.covariance()
			c[j][i] = c[i][j]
		}
	}
	return c
}

// pooled gives the moments of a pair of items over several groups.
func pooled(groups []*joint, i, j int) pairMoments {
	table := make([]float64, len(groups[0].table(i, j)))
	for _, g := range groups {
		addTo(table, g.table(i, j))
	}
	return pairMomentsOf(table, groups[0].categories[j])
}

// meanVariance of the categories, given how many answered each.
func meanVariance(answers []float64) (mean, variance float64) {
	mean = meanCategory(answers)
	for k, n := range answers {
		variance += n * (float64(k) - mean) * (float64(k) - mean)
	}
	return mean, variance / total(answers)
}

// answers per category of each item in all groups.
func (a *analysis) answers() [][]float64 {
	all := make([][]float64, a.items())
	for j, k := range a.categories() {
		all[j] = make([]float64, k)
		for _, s := range a.tally.scores {
			addTo(all[j], s.answers[j])
		}
	}
	return all
}

func (a *analysis) classical(choices [][]Choice) []Classical {
	answers := a.answers()
	covariance := covariances(a.tally.joint, answers)
	rows := make([]Classical, len(answers))
	for j, n := range answers {
		mean, variance := meanVariance(n)
		rows[j] = Classical{
			N: Value(total(n)), Mean: Value(mean), SD: Value(math.Sqrt(variance)), P: Value(mean / float64(len(n)-1)),
			ItemTotal: Value(undefined), ItemRest: Value(undefined), AlphaWithout: Value(undefined),
			ItemTheta: Value(correlationWithTheta(choices[j])),
		}
		if covariance != nil {
			rows[j].withScores(covariance, j)
		}
	}
	return rows
}

// withScores fills in what is known of sums of items.
func (c *Classical) withScores(covariance [][]float64, j int) {
	var sum, trace float64
	for i, row := range covariance {
		sum += total(row)
		trace += covariance[i][i]
	}
	own, with := covariance[j][j], total(covariance[j])
	rest := sum - 2*with + own
	c.ItemTotal = Value(with / math.Sqrt(own*sum))
	c.ItemRest = Value((with - own) / math.Sqrt(own*rest))
	c.AlphaWithout = Value(alpha(len(covariance)-1, trace-own, rest))
}

// alpha from the number of items, the sum of their variances and the variance
// of their sum.
func alpha(items int, trace, variance float64) float64 {
	if items < 2 {
		return undefined
	}
	k := float64(items)
	return k / (k - 1) * (1 - trace/variance)
}

// alpha of the items in group g, with its confidence interval.
func (a *analysis) alpha(g int) (value, low, high Value) {
	s := a.tally.scores[g]
	covariance := covariances(a.tally.joint[g:g+1], s.answers)
	if covariance == nil {
		return Value(undefined), Value(undefined), Value(undefined)
	}
	var sum, trace float64
	for i, row := range covariance {
		sum += total(row)
		trace += covariance[i][i]
	}
	v := alpha(a.items(), trace, sum)
	if s.persons < a.tally.persons[g] || s.weight <= 1 || math.IsNaN(v) {
		return Value(v), Value(undefined), Value(undefined)
	}
	f := distuv.F{D1: s.weight - 1, D2: (s.weight - 1) * float64(a.items()-1)}
	return Value(v), Value(1 - (1-v)*f.Quantile(0.975)), Value(1 - (1-v)*f.Quantile(0.025))
}
