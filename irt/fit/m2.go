package fit

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// LimitedInformation compares the model with the means of the items and of
// the products of pairs of items.
type LimitedInformation struct {
	// Statistic is M2, M2* or C2: chi-square where the model holds.
	Statistic  Value `json:"statistic"`
	DF         int   `json:"df"`
	P          Value `json:"p"`
	Moments    int   `json:"n_moments"`
	Parameters int   `json:"n_parameters"`
	// RMSEA has a confidence interval of 90 %.
	RMSEA     Value `json:"rmsea"`
	RMSEALow  Value `json:"rmsea_low"`
	RMSEAHigh Value `json:"rmsea_high"`
	// CFI and TLI compare with the model of independent items.
	CFI Value `json:"cfi"`
	TLI Value `json:"tli"`
}

// minTogether is the smallest number of persons, by weight, for whom a moment
// is compared.
const minTogether = 10

// limited computes M2, M2* or, byCategory, C2. The reason says why it cannot.
func (a *analysis) limited(byCategory bool, largest int) (result *LimitedInformation, reason string) {
	lists, moments, parameters := make([][]moment, len(a.tables)), 0, len(a.design.parameters)
	for g := range lists {
		lists[g] = a.observedMoments(g, byCategory)
		moments += len(lists[g])
		if n := len(lists[g]); n > largest {
			return nil, fmt.Sprintf("%d moments are more than the limit of %d", n, largest)
		}
	}
	if moments <= parameters {
		return nil, fmt.Sprintf("%d moments leave no degrees of freedom to %d parameters", moments, parameters)
	}
	var fitted quadratic
	var independent baseline
	for g, t := range a.tables {
		if len(lists[g]) == 0 {
			continue
		}
		observed := a.observe(g, lists[g])
		if !fitted.add(t, observed, a.design.effects(a.space, g)) {
			return nil, "the covariance of the moments is singular: a category is too rare"
		}
		independent.add(a.independence(g, observed, byCategory))
	}
	statistic, ok := fitted.value()
	if !ok {
		return nil, "the moments do not identify all parameters"
	}
	result = newLimited(statistic, moments, parameters, total(a.tally.weights))
	result.compare(independent, moments)
	return result, ""
}

func newLimited(statistic float64, moments, parameters int, n float64) *LimitedInformation {
	df := moments - parameters
	bound := func(p float64) Value {
		return Value(math.Sqrt(noncentrality(statistic, float64(df), p) / (n * float64(df))))
	}
	return &LimitedInformation{
		Statistic: Value(statistic), DF: df, P: Value(chiSquareTail(statistic, float64(df))), Moments: moments, Parameters: parameters,
		RMSEA: Value(rmsea(statistic, df, n)), RMSEALow: bound(0.95), RMSEAHigh: bound(0.05),
		CFI: Value(undefined), TLI: Value(undefined),
	}
}

// compare sets CFI (Bentler, 1990) and TLI (Tucker and Lewis, 1973). They stay
// undefined where independent items have no degrees of freedom, or fit as well
// as can be expected: then there is nothing that the model could explain.
func (l *LimitedInformation) compare(b baseline, moments int) {
	df := moments - b.parameters
	if df <= 0 || !(b.statistic > float64(df)) {
		return
	}
	x, d, x0, d0 := float64(l.Statistic), float64(l.DF), b.statistic, float64(df)
	l.CFI = Value(min(1, max(0, 1-(x-d)/(x0-d0))))
	l.TLI = Value((x0/d0 - x/d) / (x0/d0 - 1))
}

// observedMoments are those for which there are persons.
func (a *analysis) observedMoments(g int, byCategory bool) []moment {
	var list []moment
	for _, m := range a.momentList(byCategory) {
		if a.tally.count(g, m) >= minTogether {
			list = append(list, m)
		}
	}
	return list
}

// count is the number of persons, by weight, behind a moment.
func (t *tally) count(g int, m moment) float64 {
	if m.j < 0 {
		return total(t.scores[g].answers[m.i])
	}
	return total(t.joint[g].table(m.i, m.j))
}

// observation holds the moments of the persons of a group.
type observation struct {
	list   []moment
	means  []float64
	n      float64       // of the group, by weight
	counts []float64     // per moment, by weight
	shared *mat.SymDense // see analysis.sharing; nil: all persons have all moments
}

func (a *analysis) observe(g int, list []moment) observation {
	o := observation{list: list, n: a.tally.weights[g]}
	complete := true
	for _, m := range list {
		n := a.tally.count(g, m)
		o.counts = append(o.counts, n)
		complete = complete && n == o.n
		answers := a.tally.scores[g].answers[m.i]
		switch {
		case m.j >= 0:
			o.means = append(o.means, a.tally.joint[g].moments(m.i, m.j).xy)
		case m.category > 0:
			o.means = append(o.means, answers[m.category]/n)
		default:
			o.means = append(o.means, meanCategory(answers))
		}
	}
	if !complete {
		o.shared = a.sharing(g, list)
	}
	return o
}

func meanCategory(answers []float64) float64 {
	sum := 0.0
	for k, n := range answers {
		sum += float64(k) * n
	}
	return sum / total(answers)
}
