package fit

import (
	"math"

	"suyang/irt"
)

// Person is the fit of a person's responses.
type Person struct {
	// Theta is the EAP of the first trait, SE the standard deviation of the
	// posterior.
	Theta, SE Value
	// Responses is their number.
	Responses int
	MeanSquares
	// Zh is the standardized log-likelihood at the EAP (Drasgow, Levine and
	// Williams, 1985), for items of two categories called lz; low values are
	// unlikely patterns.
	Zh Value
	// WLE is the weighted likelihood estimate (Warm, 1989), WLESE its standard
	// error, and LzStar the lz at it with the correction of Snijders (2001;
	// Magis, Raiche and Beland, 2012; for items of more categories Sinharay,
	// 2016), which is nearer to standard normal. One trait only.
	WLE, WLESE, LzStar Value
}

// personFit turns the sums over the responses of person i to statistics.
func (p *pass) personFit(i int, s squares) Person {
	traits := p.model.traits()
	return Person{
		Theta: Value(p.theta[i*traits]), SE: Value(math.Sqrt(p.spread[i*traits])),
		Responses: int(s.n), MeanSquares: s.meanSquares(), Zh: Value(s.zh()),
		WLE: Value(undefined), WLESE: Value(undefined), LzStar: Value(undefined),
	}
}

// weighted finds the weighted likelihood estimates of a single trait, and the
// person fit at them where asked for.
func (a *analysis) weighted(threads int) {
	if a.model.traits() > 1 {
		return
	}
	persons := a.data.Persons()
	a.wle, a.wleSE = make([]float64, persons), make([]float64, persons)
	for g := range a.model.Groups {
		a.weightedGroup(g, threads)
	}
	for i := range a.fits {
		f := &a.fits[i]
		f.WLE, f.WLESE, f.LzStar = Value(a.wle[i]), Value(a.wleSE[i]), Value(a.lzStar(i))
	}
}

func (a *analysis) weightedGroup(g, threads int) {
	var members []int
	cells := make([]uint8, 0, a.tally.persons[g]*a.items())
	for i := range a.data.Persons() {
		if a.data.group(i) == g {
			members = append(members, i)
			cells = append(cells, a.data.Row(i)...)
		}
	}
	var items []irt.Item
	for _, it := range a.model.Groups[g].Items {
		items = append(items, it.Item())
	}
	scorer := irt.NewScorer(items, irt.StandardGrid())
	scorer.Threads = threads
	theta, se := make([]float64, len(members)), make([]float64, len(members))
	scorer.Score(irt.ByWLE, theta, se, irt.Persons{Cells: cells})
	for n, i := range members {
		a.wle[i], a.wleSE[i] = theta[n], se[n]
	}
}

// lzStar is the standardized log-likelihood of person i at the WLE. With U the
// score function, I the information and c = sum_jk P'_jk log P_jk / I,
//
//	lz* = (l - E[l] - c U) / sqrt(Var[l] - c^2 I)
//
// where an estimate that is not the maximum of the likelihood leaves U different
// from 0.
func (a *analysis) lzStar(i int) float64 {
	var excess, variance, information, score, c float64
	var buffer, above, below [irt.MaxCategories]float64
	g, theta := a.data.group(i), a.wle[i]
	for j, cell := range a.data.Row(i) {
		if cell == irt.MissingCell {
			continue
		}
		curve, slope := a.curves[g][j], a.model.Groups[g].Items[j].A[0]
		p := curve.Probabilities(buffer[:0], slope*theta)
		up := curve.Probabilities(above[:0], slope*(theta+slopeStep))
		down := curve.Probabilities(below[:0], slope*(theta-slopeStep))
		r := expect(p)
		excess += math.Log(p[cell]) - r.entropy
		variance += r.logVariance
		for k, v := range p {
			derivative := (up[k] - down[k]) / (2 * slopeStep)
			if k == int(cell) {
				score += derivative / v
			}
			if v > 0 {
				c += derivative * math.Log(v)
				information += derivative * derivative / v
			}
		}
	}
	c /= information
	return (excess - c*score) / math.Sqrt(variance-c*c*information)
}
