package files

import (
	"slices"

	"suyang/irt"
)

// estimator makes what the options ask for out of the responses of persons of a
// group to items named in the order of their columns.
func (c *Calibration) estimator(group int, names []string, o ScoreOptions) estimate {
	items := c.GroupItems(group)
	var columns []Item
	for _, name := range names {
		columns = append(columns, items[find(items, name)])
	}
	if c.Traits() > 1 {
		scorer := c.multiScorer(group, multiItems(columns))
		scorer.Threads = o.Threads
		if o.PlausibleValues > 0 {
			return func(values []float64, p irt.Persons) { scorer.PlausibleValues(values, o.PlausibleValues, o.Seed, p) }
		}
		return interleaved(o.Method, scorer.Score)
	}
	scorer := irt.NewScorer(responses(columns), c.scoringGrid(group))
	scorer.Threads = o.Threads
	switch {
	case o.PlausibleValues > 0:
		return func(values []float64, p irt.Persons) { scorer.PlausibleValues(values, o.PlausibleValues, o.Seed, p) }
	case o.Densities:
		return scorer.Densities
	}
	return interleaved(o.Method, scorer.Score)
}

// interleaved puts each estimate and its standard error side by side.
func interleaved(m irt.Method, score func(m irt.Method, theta, se []float64, p irt.Persons)) estimate {
	var theta, se []float64
	return func(values []float64, p irt.Persons) {
		n := len(values) / 2
		theta, se = slices.Grow(theta[:0], n)[:n], slices.Grow(se[:0], n)[:n]
		score(m, theta, se, p)
		for i := range n {
			values[2*i], values[2*i+1] = theta[i], se[i]
		}
	}
}

// scoringGrid is the distribution of the only trait in a group on the nodes of
// the quadrature. Where they cut it off, sums depend on the spacing, and the
// nodes are twice as dense, as in mirt's scores.
func (c *Calibration) scoringGrid(group int) irt.Grid {
	const covered = 4 // standard deviations
	g, q := c.Groups[group], c.Quadrature
	if max(g.Mean, -g.Mean)+covered*g.SD > q.Range {
		q.Points = 2*q.Points - 1
	}
	return irt.NormalGrid(q.Points, -q.Range, q.Range, g.Mean, g.SD)
}
