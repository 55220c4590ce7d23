package dif

import (
	"context"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"suyang/irt/calibrate"
)

// mantelHaenszel tests items within strata of the matching score.
type mantelHaenszel struct {
	*study
	matcher matcher
}

func (m *mantelHaenszel) test(ctx context.Context, anchors []bool) ([]Item, []calibrate.Problem, error) {
	common, err := m.matcher.match(anchors)
	if err != nil {
		return nil, nil, err
	}
	return m.each(anchors, func(j int, it *Item, groups []int) ([]calibrate.Problem, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		strata, err := m.matched(m.matcher, j, anchors, common)
		if err != nil {
			return nil, err
		}
		return m.compare(m.table(j, groups, strata), j, it, groups), nil
	})
}

// compare fills in the finding about an item.
func (m *mantelHaenszel) compare(t *table, j int, it *Item, groups []int) (problems []calibrate.Problem) {
	for k := 1; k < len(groups); k++ {
		pair, name := t.pair(k), m.groups[groups[k]]
		c, ok := comparePair(pair)
		if !ok {
			problems = append(problems, problem(NotTested, it.ID, "no stratum tells groups %q and %q apart on item %q", m.Reference, name, it.ID))
			continue
		}
		c.Group, c.Persons = name, m.persons(j, groups[k])
		it.Comparisons = append(it.Comparisons, c)
		if share := pair.matchedShare(); share < 0.9 {
			problems = append(problems, problem(Unmatched, it.ID, "%.0f%% of group %q on item %q have nobody of the same score in group %q: they do not count", 100*(1-share), name, it.ID, m.Reference))
		}
	}
	switch {
	case len(it.Comparisons) == 1:
		it.Test = it.Comparisons[0].Test
	case len(it.Comparisons) > 1:
		if it.Test = t.meanScoreTest(); it.Test == nil {
			problems = append(problems, problem(NotTested, it.ID, "the groups have too few scores in common on item %q to test them all at once", it.ID))
		}
	}
	return problems
}

// comparePair compares two groups; ok is false where no stratum is informative
// or the odds are beyond estimation.
func comparePair(t *table) (c Comparison, ok bool) {
	difference, variance := t.mantel()
	if !(variance > 0) {
		return c, false
	}
	effect := t.standardized()
	correction := 0.0
	if t.categories == 2 {
		odds := t.odds()
		if !(odds.Ratio > 0) || math.IsInf(odds.Ratio, 0) {
			return c, false
		}
		effect.Odds = &odds
		correction = min(0.5, math.Abs(difference))
	}
	deviation := math.Abs(difference) - correction
	c.Test = chiSquare(deviation*deviation/variance, 1)
	c.Direction = direction(difference)
	c.MantelHaenszel = &effect
	return c, true
}

// mantel gives the sum of the focal group's scores less its expectation, and
// its variance, under independence within strata (Mantel, 1963).
func (t *table) mantel() (difference, variance float64) {
	for k := range t.strata {
		nR, sumR, squareR := moments(t.cell(k, 0))
		nF, sumF, squareF := moments(t.cell(k, 1))
		n, sum, square := nR+nF, sumR+sumF, squareR+squareF
		if nR == 0 || nF == 0 || n <= 1 {
			continue
		}
		difference += sumF - nF*sum/n
		variance += nR * nF / (n * n * (n - 1)) * (n*square - sum*sum)
	}
	return difference, variance
}

// odds gives the common odds ratio of Mantel and Haenszel (1959) with the
// variance of Robins, Breslow and Greenland (1986).
func (t *table) odds() Odds {
	var r, s, pr, psqr, qs float64
	for k := range t.strata {
		reference, focal := t.cell(k, 0), t.cell(k, 1)
		n := reference[0] + reference[1] + focal[0] + focal[1]
		if n == 0 {
			continue
		}
		agree, differ := reference[1]*focal[0]/n, reference[0]*focal[1]/n
		p, q := (reference[1]+focal[0])/n, (reference[0]+focal[1])/n
		r, s = r+agree, s+differ
		pr, psqr, qs = pr+p*agree, psqr+p*differ+q*agree, qs+q*differ
	}
	o := Odds{Ratio: r / s, LogSE: math.Sqrt(pr/(2*r*r) + psqr/(2*r*s) + qs/(2*s*s))}
	o.Delta, o.DeltaSE = -2.35*math.Log(o.Ratio), 2.35*o.LogSE
	o.BreslowDay = t.breslowDay(o.Ratio)
	return o
}

// breslowDay tests the homogeneity of the odds ratio (Breslow and Day, 1980,
// equation 4.30).
func (t *table) breslowDay(ratio float64) *Test {
	statistic, df := 0.0, -1
	for k := range t.strata {
		reference, focal := t.cell(k, 0), t.cell(k, 1)
		nR, nF := reference[0]+reference[1], focal[0]+focal[1]
		right, wrong := reference[1]+focal[1], reference[0]+focal[0]
		if nR == 0 || nF == 0 || right == 0 || wrong == 0 {
			continue
		}
		// The expected count solves (ratio-1) x^2 - b x + ratio nR right = 0.
		b := ratio*(nR+right) + nF - right
		x := 2 * ratio * nR * right / (b + math.Sqrt(b*b-4*(ratio-1)*ratio*nR*right))
		variance := 1 / (1/x + 1/(nR-x) + 1/(right-x) + 1/(nF-right+x))
		statistic += (reference[1] - x) * (reference[1] - x) / variance
		df++
	}
	if df < 1 {
		return nil
	}
	return chiSquare(statistic, df)
}

// standardized gives the mean difference weighted by the focal group's share of
// the strata.
func (t *table) standardized() (e MantelHaenszelEffect) {
	total, variance := 0.0, 0.0
	var all [3]float64
	for k := range t.strata {
		nR, sumR, squareR := moments(t.cell(k, 0))
		nF, sumF, squareF := moments(t.cell(k, 1))
		n, sum, square := nR+nF, sumR+sumF, squareR+squareF
		all[0], all[1], all[2] = all[0]+n, all[1]+sum, all[2]+square
		if nR == 0 || nF == 0 {
			continue
		}
		total += nF
		e.SMD += nF * (sumF/nF - sumR/nR)
		if n > 1 {
			variance += nF * nF * (1/nR + 1/nF) * (1/nR + 1/nF) * nR * nF / (n * n * (n - 1)) * (n*square - sum*sum)
		}
	}
	mean := all[1] / all[0]
	e.SMD /= total
	e.SMDSE = math.Sqrt(variance) / total
	e.Relative = e.SMD / math.Sqrt(all[2]/all[0]-mean*mean)
	return e
}

// matchedShare is the share of the focal group in strata with somebody of the
// reference group.
func (t *table) matchedShare() float64 {
	matched, total := 0.0, 0.0
	for k := range t.strata {
		nR, _, _ := moments(t.cell(k, 0))
		nF, _, _ := moments(t.cell(k, 1))
		total += nF
		if nR > 0 {
			matched += nF
		}
	}
	return matched / total
}

// classify follows the rules of the ETS: for two categories Zieky (1993), for
// more Zwick, Thayer and Mazzeo (1997).
func (m *mantelHaenszel) classify(it *Item) {
	if it.Test == nil {
		return
	}
	it.Class = Negligible
	for k := range it.Comparisons {
		c := &it.Comparisons[k]
		c.Class = Negligible
		if it.Flagged && c.Test.P < m.Alpha {
			c.Class = c.MantelHaenszel.class(m.Alpha)
		}
		it.Class = max(it.Class, c.Class)
	}
}

// class is that of an effect that differs from zero.
func (e *MantelHaenszelEffect) class(alpha float64) Class {
	if e.Odds == nil {
		return grade(math.Abs(e.Relative), 0.17, 0.25)
	}
	size := math.Abs(e.Odds.Delta)
	beyondOne := (size-1)/e.Odds.DeltaSE > distuv.UnitNormal.Quantile(1-alpha)
	switch {
	case size < 1:
		return Negligible
	case size >= 1.5 && beyondOne:
		return Large
	}
	return Moderate
}
