package files

import (
	"suyang/irt"
	"suyang/irt/calibrate"
)

// NewCalibration describes the result of calibrating t.
func NewCalibration(r *calibrate.Result, t *Table) *Calibration {
	c := &Calibration{
		SchemaVersion: SchemaVersion,
		Model:         r.Options.Model,
		Quadrature:    newQuadrature(r.Options),
		Persons:       r.Persons, LogLikelihood: r.LogLikelihood, Parameters: r.Parameters,
		AIC: r.AIC, BIC: r.BIC, Iterations: r.Cycles,
		Convergence: Convergence{
			Converged: r.Converged, Verdict: r.Verdict(), Tolerance: r.Options.Tol, Change: r.Change,
			Problems: append(append([]calibrate.Problem{}, t.Gaps()...), r.Problems...),
		},
		Priors:         newPriors(r),
		ReferenceGroup: r.Options.ReferenceGroup,
		Regression:     newRegression(r.Regression),
	}
	if len(r.Options.Dimensions) > 1 {
		c.Dimensions = r.Options.Dimensions
	}
	codes := make(map[string][]int, len(t.Items))
	for j, name := range t.Items {
		codes[name] = t.Codes[j]
	}
	for _, g := range r.Groups {
		c.Groups = append(c.Groups, newGroup(g, codes))
	}
	c.Items = newItems(r.Items, codes)
	c.gatherItems()
	if l, err := r.Rotate(r.Options.Rotation); err == nil { // the model is exploratory
		c.Loadings = &Loadings{Rotation: l.Rotation, Pattern: l.Pattern, Correlations: l.Correlations, Communalities: l.Communalities}
	}
	return c
}

// gatherItems adds the items that only other groups than the reference group
// have, and names in each group those that it lacks.
func (c *Calibration) gatherItems() {
	for _, g := range c.Groups {
		for _, it := range g.Items {
			if find(c.Items, it.ID) < 0 {
				c.Items = append(c.Items, it)
			}
		}
	}
	for g := range c.Groups {
		group := &c.Groups[g]
		for _, it := range c.Items {
			if len(group.Items) > 0 && find(group.Items, it.ID) < 0 {
				group.LeftOut = append(group.LeftOut, it.ID)
			}
		}
	}
}

func newGroup(g calibrate.Group, codes map[string][]int) Group {
	group := Group{Name: g.Name, Mean: g.Mean, SD: g.SD, MeanSE: number(g.MeanSE), SDSE: number(g.SDSE), Items: newItems(g.Items, codes)}
	if len(g.Means) > 1 {
		group.Means, group.Covariance = g.Means, g.Covariance
	}
	return group
}

func newRegression(r *calibrate.Regression) *Regression {
	if r == nil {
		return nil
	}
	regression := &Regression{Names: r.Names, Coefficients: r.Coefficients, ResidualSD: r.ResidualSD}
	for _, row := range r.SE {
		regression.SE = append(regression.SE, row)
	}
	return regression
}

func newItems(estimates []calibrate.Estimate, codes map[string][]int) []Item {
	var items []Item
	for _, e := range estimates {
		items = append(items, newItem(e, codes[e.ID]))
	}
	return items
}

func newItem(e calibrate.Estimate, codes []int) Item {
	it := Item{ID: e.ID, Model: e.Model, A: e.A, D: e.D, B: append([]float64{}, e.B...), C: e.C, U: e.Composite().Upper(), Scores: e.Scores}
	if !natural(codes) {
		it.Codes = codes
	}
	if se := e.SE; se != nil {
		it.SE = &Errors{A: se.A, B: se.B, C: number(se.C), D: se.D, U: number(se.U), Scores: se.Scores}
		if !hasLower(e.Model) {
			it.SE.C = nil
		}
		if e.Model != irt.FourPL {
			it.SE.U = nil
		}
	}
	return it
}

func hasLower(m irt.Model) bool { return m == irt.ThreePL || m == irt.FourPL }

// newPriors describes the priors of the options, with the default ones of the
// asymptotes where an item has such.
func newPriors(r *calibrate.Result) map[string]Prior {
	p := r.Options.Priors
	for _, e := range r.Items {
		if p.C == nil && hasLower(e.Model) {
			p.C = calibrate.DefaultC
		}
		if p.U == nil && e.Model == irt.FourPL {
			p.U = calibrate.DefaultU
		}
	}
	priors := make(map[string]Prior)
	for parameter, prior := range map[string]calibrate.Prior{"a": p.A, "b": p.B, "c": p.C, "u": p.U} {
		if described, ok := newPrior(prior); ok {
			priors[parameter] = described
		}
	}
	if len(priors) == 0 {
		return nil
	}
	return priors
}

func newPrior(p calibrate.Prior) (described Prior, ok bool) {
	switch p := p.(type) {
	case calibrate.Normal:
		return Prior{"normal", [2]float64{p.Mean, p.SD}}, true
	case calibrate.LogNormal:
		return Prior{"lognormal", [2]float64{p.Mean, p.SD}}, true
	case calibrate.LogitNormal:
		return Prior{"logitnormal", [2]float64{p.Mean, p.SD}}, true
	case calibrate.Beta:
		return Prior{"beta", [2]float64{p.Alpha, p.Beta}}, true
	}
	return Prior{}, false
}
