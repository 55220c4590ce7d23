package fit

import "fmt"

// report computes all statistics from the pass over the persons.
func (a *analysis) report(o Options) *Report {
	a.weighted(o.Threads)
	r := &Report{Parameters: len(a.design.parameters), People: a.fits, Flags: []Flag{}, Notes: []Note{}}
	for g := range a.model.Groups {
		r.Persons += a.tally.persons[g]
		r.Weight += a.tally.weights[g]
		r.Complete += a.tally.scores[g].persons
		r.Groups = append(r.Groups, a.groupFit(g))
	}
	r.M2 = a.overall(r, "m2", false, o)
	if a.polytomous() {
		r.C2 = a.overall(r, "c2", true, o)
	}
	r.Items = a.itemFits(o, r.Groups)
	r.Pairs = a.pairs()
	if a.model.traits() == 1 {
		r.Information = a.model.information(o.Theta)
	}
	a.notes(r)
	r.flags()
	return r
}

func (a *analysis) overall(r *Report, name string, byCategory bool, o Options) *LimitedInformation {
	result, reason := a.limited(byCategory, o.LargestM2)
	if result == nil {
		r.notef(name, "not available: %s", reason)
	}
	return result
}

func (r *Report) notef(statistic, format string, args ...any) {
	r.Notes = append(r.Notes, Note{statistic, fmt.Sprintf(format, args...)})
}

func (a *analysis) polytomous() bool {
	for _, k := range a.categories() {
		if k > 2 {
			return true
		}
	}
	return false
}

func (a *analysis) groupFit(g int) GroupFit {
	return GroupFit{
		Name: a.model.Groups[g].Name, Persons: a.tally.persons[g], Weight: a.tally.weights[g],
		SRMSR: Value(a.srmsr(g)), Reliability: a.reliability(g), RMSD: a.deviations(g),
	}
}

func (a *analysis) itemFits(o Options, groups []GroupFit) []ItemFit {
	items := make([]ItemFit, a.items())
	choices := a.choices(a.categories())
	classical, scoreTests := a.classical(choices), a.scoreTests()
	for j, it := range a.model.Groups[0].Items {
		items[j] = ItemFit{
			ID: it.ID, Model: it.Model, Classical: classical[j], MeanSquares: a.tally.items[j].meanSquares(),
			SX2: scoreTests[j], X2: newTest(undefined, 0, 0), G2: newTest(undefined, 0, 0), Options: choices[j],
		}
	}
	if a.model.traits() == 1 {
		a.fillBins(items, o)
	}
	for j := range items {
		infit, outfit := a.marginalSquares(j)
		items[j].InfitMarginal, items[j].OutfitMarginal = Value(infit), Value(outfit)
		for _, g := range groups {
			if g.RMSD[j].Defined() {
				items[j].RMSD = max(items[j].RMSD, g.RMSD[j])
			}
		}
	}
	for _, of := range []func(*ItemFit) *Test{
		func(it *ItemFit) *Test { return &it.SX2 }, func(it *ItemFit) *Test { return &it.X2 }, func(it *ItemFit) *Test { return &it.G2 },
	} {
		adjust(items, func(it *ItemFit) (p, adjusted *Value) { return &of(it).P, &of(it).PAdjusted })
	}
	return items
}

// fillBins sets what only items of a single trait have.
func (a *analysis) fillBins(items []ItemFit, o Options) {
	curves := a.bins(o.Bins)
	x2, g2 := a.binTests(curves)
	for j := range items {
		items[j].X2, items[j].G2, items[j].Bins = x2[j], g2[j], curves[j]
		items[j].Curve = a.observedCurve(j)
		it := a.model.Groups[0].Items[j].Item()
		for _, theta := range o.Theta {
			items[j].Information = append(items[j].Information, Value(it.Information(theta)))
		}
	}
}

// notes say what rests on part of the data.
func (a *analysis) notes(r *Report) {
	if a.model.traits() > 1 {
		r.notef("x2, g2, bins, information, marginal and wle reliability", "not available: they are for a single trait")
	}
	if r.Complete == r.Persons {
		return
	}
	if r.Complete == 0 {
		r.notef("s_x2", "not available: nobody answered all items, and sum scores need that")
	} else {
		r.notef("s_x2", "rests on the %d of %d persons who answered all items", r.Complete, r.Persons)
	}
	r.notef("marginal reliability, omega, information", "are those of persons who would answer all items")
	if r.M2 != nil || r.C2 != nil {
		r.notef("m2, c2", "rest on the pairs of items answered by the same persons; responses are taken to be missing completely at random")
	}
	if !r.Items[0].ItemTotal.Defined() {
		r.notef("item_total, item_rest, alpha, srmsr", "not available: there are pairs of items that nobody answered both")
		return
	}
	r.notef("item_total, item_rest, alpha, srmsr", "rest on the covariances of the persons who answered both items of a pair; alpha has no confidence interval")
}
