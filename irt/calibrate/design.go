package calibrate

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"suyang/irt"
)

// design is the model of a calibration: the cells, the latent distribution, and
// the free parameters both depend on.
type design struct {
	cells      []*cell
	latent     latent
	parameters []Parameter
	start      []float64
	reference  int // group
}

// Parameter is a free parameter of a calibration.
type Parameter struct {
	// Item is empty for parameters that items share and those of the latent
	// distribution, Group for those of all groups.
	Item, Group string
	// Name is a1, a2 ... for slopes, d1, d2 ... for intercepts, "logit c" and
	// "logit u" for asymptotes, "a s1", "a s2" ... for the scores of categories
	// times the slope, s1, s2 ... for scores where there are several traits, b and t1,
	// t2 ... for the sums of the first steps under the rating scale model, mean1 ..., cov11, cov21 ... for the
	// latent distribution, and the name of the covariate and the number of the
	// trait for a regression.
	Name string
	// Estimate is its value.
	Estimate float64
}

// designer makes a design.
type designer struct {
	design
	data    Data
	options Options
	groups  int
	fixed   map[string]irt.MultiItem
	slopes  map[place]linear // that items or groups share
	steps   map[place][]linear
}

// place says what shared parameters are shared by.
type place struct {
	item              string
	trait, categories int
	group             int
}

func newDesign(d Data, s selection, o Options) (design, error) {
	b := &designer{
		data: d, options: o, groups: max(1, len(d.GroupNames)),
		fixed: make(map[string]irt.MultiItem), slopes: make(map[place]linear), steps: make(map[place][]linear),
	}
	if o.ReferenceGroup != "" {
		b.reference = slices.Index(d.GroupNames, o.ReferenceGroup)
	}
	for _, it := range o.Fixed {
		b.fixed[it.ID] = it
	}
	for _, c := range s.candidates {
		if err := b.addCell(c); err != nil {
			return design{}, err
		}
	}
	b.addLatent()
	return b.design, nil
}

// free adds a free parameter.
func (b *designer) free(item string, group int, name string, start float64) linear {
	p := Parameter{Item: item, Name: name}
	if group != everyGroup && len(b.data.GroupNames) > 0 {
		p.Group = b.data.GroupNames[group]
	}
	b.parameters = append(b.parameters, p)
	b.start = append(b.start, start)
	return linear{terms: []term{{len(b.start) - 1, 1}}}
}

func (b *designer) addCell(c candidate) error {
	name := b.data.Items[c.item]
	cell := &cell{id: name, item: c.item, group: c.group, share: c.share, loads: b.options.loads(name)}
	if it, there := b.fixed[name]; there {
		if err := cell.fix(it, len(c.share), b.options.traits()); err != nil {
			return err
		}
	} else if err := b.parametrize(cell); err != nil {
		return err
	}
	cell.allocate()
	b.cells = append(b.cells, cell)
	return nil
}

// parametrize gives a cell free parameters.
func (b *designer) parametrize(c *cell) error {
	o := b.options.item(c.id)
	c.curve = newCurve(fitted(*o.Model, len(c.share)), len(c.share))
	if n, ok := c.curve.(nominal); ok && b.options.traits() == 1 && o.Held == nil {
		n.slopeless = true
		c.curve = n
	}
	known := len(b.start)
	if b.options.exploratory() {
		c.loads = c.loads[:min(len(b.cells)+1, len(c.loads))]
	}
	for _, d := range c.loads {
		if d > 0 && b.options.Bifactor == Testlet {
			c.local = append(c.local, c.local[0])
			continue
		}
		c.local = append(c.local, b.slope(c, d, o))
	}
	ownSlopes := len(b.start) > known || c.model() == irt.NRM
	c.local = append(c.local, b.shape(c, o)...)
	c.addPriors(*o.Priors, ownSlopes)
	return c.checkHeld(o.Held)
}

// checkHeld rejects names that no parameter has, and values without a response
// function.
func (c *cell) checkHeld(held map[string]float64) error {
	known := make([]string, 0, len(c.local))
	for _, d := range c.loads {
		known = append(known, fmt.Sprintf("a%d", d+1))
	}
	if c.model() != irt.RSM {
		for _, name := range c.names() {
			known = append(known, strings.TrimPrefix(name, "logit "))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(held)) {
		if !slices.Contains(known, name) {
			return fmt.Errorf("item %q has no parameter %q to hold; it has %s", c.id, name, strings.Join(known, ", "))
		}
		if math.IsNaN(held[name]) || math.IsInf(held[name], 0) {
			return fmt.Errorf("item %q: %s held at %v must be finite", c.id, name, held[name])
		}
		if x := held[name]; (name == "c" || name == "u") && !(x >= 0 && x <= 1) {
			return fmt.Errorf("item %q: %s held at %v must be from 0 to 1", c.id, name, x)
		}
	}
	return nil
}

// slope of a cell on a trait.
func (b *designer) slope(c *cell, trait int, o ItemOptions) linear {
	if n, ok := c.curve.(nominal); ok && n.slopeless {
		return fixed(1)
	}
	at := place{item: c.id, trait: trait, group: everyGroup}
	name := fmt.Sprintf("a%d", trait+1)
	if value, held := o.Held[name]; held {
		return fixed(value)
	}
	switch *o.Model {
	case irt.Rasch, irt.PCM, irt.RSM:
		return fixed(1)
	case irt.OnePL:
		at.item = ""
		if *o.Invariance == Configural {
			at.group = c.group
		}
	default:
		if *o.Invariance != Metric {
			return b.free(c.id, c.group, name, 1)
		}
	}
	if _, there := b.slopes[at]; !there {
		b.slopes[at] = b.free(at.item, at.group, name, 1)
	}
	return b.slopes[at]
}

// shape gives the parameters of a cell's curve.
func (b *designer) shape(c *cell, o ItemOptions) []linear {
	start := c.start(c.share)
	if c.model() == irt.RSM {
		return b.ratingScale(c, start)
	}
	var shape []linear
	for i, name := range c.names() {
		if value, held := heldShape(o.Held, name); held {
			shape = append(shape, fixed(value))
			continue
		}
		if c.model() == irt.NRM && i >= c.steps() && *o.Invariance == Metric {
			shape = append(shape, b.sharedScore(c, name, i, start[i]))
			continue
		}
		shape = append(shape, b.free(c.id, c.group, name, start[i]))
	}
	return shape
}

// heldShape finds the value of a shape parameter among those held.
func heldShape(held map[string]float64, name string) (value float64, ok bool) {
	if asymptote, of := strings.CutPrefix(name, "logit "); of {
		value, ok = held[asymptote]
		return boundedLogit(value), ok
	}
	value, ok = held[name]
	return value, ok
}

// sharedScore is a score of a category, which belongs to the slopes.
func (b *designer) sharedScore(c *cell, name string, i int, start float64) linear {
	at := place{item: c.id, trait: -1 - i, group: everyGroup}
	if _, there := b.slopes[at]; !there {
		b.slopes[at] = b.free(c.id, everyGroup, name, start)
	}
	return b.slopes[at]
}

// ratingScale is d_k = -(k b + t_1 + .. + t_k) with steps that sum to 0.
func (b *designer) ratingScale(c *cell, start []float64) []linear {
	m := c.steps()
	location := b.free(c.id, c.group, "b", -start[m-1]/float64(m)).terms[0].index
	at := place{categories: m + 1, group: c.group}
	if _, there := b.steps[at]; !there {
		for k := 1; k < m; k++ {
			sum := -start[k-1] - float64(k)*b.start[location]
			b.steps[at] = append(b.steps[at], b.free("", c.group, fmt.Sprintf("t%d", k), sum))
		}
	}
	var shape []linear
	for k := range m {
		d := linear{terms: []term{{location, -float64(k + 1)}}}
		if k < m-1 {
			d.terms = append(d.terms, term{b.steps[at][k].terms[0].index, -1})
		}
		shape = append(shape, d)
	}
	return shape
}

// fix holds a cell at given parameters.
func (c *cell) fix(it irt.MultiItem, categories, traits int) error {
	switch {
	case len(it.A) != traits:
		return fmt.Errorf("fixed item %q has %d slopes for %d traits", it.ID, len(it.A), traits)
	case len(it.D)+1 != categories:
		return fmt.Errorf("fixed item %q has %d categories, the data %d", it.ID, len(it.D)+1, categories)
	}
	if err := it.Validate(); err != nil {
		return fmt.Errorf("fixed %w", err)
	}
	c.curve = newCurve(it.Model, categories)
	c.loads = nil
	for d, a := range it.A {
		if a != 0 {
			c.loads = append(c.loads, d)
			c.local = append(c.local, fixed(a))
		}
	}
	for _, d := range it.D {
		c.local = append(c.local, fixed(d))
	}
	composite := it.Composite()
	switch it.Model {
	case irt.ThreePL:
		c.local = append(c.local, fixed(boundedLogit(it.C)))
	case irt.FourPL:
		c.local = append(c.local, fixed(boundedLogit(it.C)), fixed(boundedLogit(composite.Upper())))
	case irt.NRM:
		for k := 1; k < c.steps(); k++ {
			c.local = append(c.local, fixed(composite.Score(k)))
		}
		if last := composite.Score(c.steps()); last != float64(c.steps()) {
			return fmt.Errorf("fixed item %q: the score of the last category is %v, must be %d", it.ID, last, c.steps())
		}
	}
	return nil
}

// boundedLogit is the logit of an asymptote that may be 0 or 1.
func boundedLogit(p float64) float64 {
	return min(max(logit(p), -maxLogit), maxLogit)
}

// addPriors adds priors on the parameters of a cell that are estimated. Slopes
// that other cells have brought along have theirs there.
func (c *cell) addPriors(p Priors, ownSlopes bool) {
	add := func(prior Prior, of function) {
		if prior != nil && prior != (Flat{}) {
			c.priors = append(c.priors, localPrior{prior, of})
		}
	}
	traits := len(c.loads)
	if ownSlopes {
		for i := range c.loads {
			if c.slopeFree(i) {
				add(p.A, c.slope(i))
			}
		}
	}
	for k := range c.steps() {
		add(p.B, c.threshold(k))
	}
	if c.model() == irt.ThreePL || c.model() == irt.FourPL {
		add(defaulted(p.C, DefaultC), asymptoteOf(traits+1))
	}
	if c.model() == irt.FourPL {
		add(defaulted(p.U, DefaultU), asymptoteOf(traits+2))
	}
}

func defaulted(p, otherwise Prior) Prior {
	if p == nil {
		return otherwise
	}
	return p
}

// addLatent parametrizes the distribution of the traits.
func (b *designer) addLatent() {
	l := &b.latent
	l.traits, l.first = b.options.traits(), len(b.start)
	for g := range b.groups {
		l.means = append(l.means, make([]linear, l.traits))
		l.covariances = append(l.covariances, make([][]linear, l.traits))
		for d := range l.traits {
			l.covariances[g][d] = make([]linear, l.traits)
			model := b.latentModel(g, d)
			if model == FreeMeanVariance {
				l.means[g][d] = b.free("", g, fmt.Sprintf("mean%d", d+1), 0)
			}
			l.covariances[g][d][d] = fixed(1)
			if model != FixedLatent {
				l.covariances[g][d][d] = b.free("", g, fmt.Sprintf("cov%d%d", d+1, d+1), 1)
			}
		}
		for _, pair := range b.options.Covariances {
			d, e := max(pair[0], pair[1]), min(pair[0], pair[1])
			c := b.free("", g, fmt.Sprintf("cov%d%d", d+1, e+1), 0)
			l.covariances[g][d][e], l.covariances[g][e][d] = c, c
		}
	}
	if b.options.Regression {
		for _, name := range b.data.CovariateNames {
			var row []linear
			for d := range l.traits {
				row = append(row, b.free("", everyGroup, fmt.Sprintf("%s %d", name, d+1), 0))
			}
			l.coefficients = append(l.coefficients, row)
		}
	}
	l.end = len(b.start)
}

// latentModel is what is estimated of a trait in a group.
func (b *designer) latentModel(group, trait int) LatentModel {
	given := b.options.Latent
	if group == b.reference {
		given = b.options.ReferenceLatent
	}
	if given != ImpliedLatent {
		return given
	}
	strongest, unit, anchored := Configural, true, false
	for _, c := range b.cells {
		i := slices.Index(c.loads, trait)
		if i < 0 {
			continue
		}
		if _, there := b.fixed[c.id]; there {
			anchored = true
		}
		unit = unit && !c.slopeFree(i)
		strongest = min(strongest, *b.options.item(c.id).Invariance)
	}
	switch {
	case trait > 0 && b.options.Bifactor == Testlet:
		return FreeVariance
	case anchored, group != b.reference && strongest == Scalar:
		if trait > 0 && b.options.Bifactor != NoBifactor {
			return FreeVariance // the general trait has the mean
		}
		return FreeMeanVariance
	case unit, group != b.reference && strongest == Metric:
		return FreeVariance
	}
	return FixedLatent
}

// slopeFree tells whether the i-th slope is estimated.
func (c *cell) slopeFree(i int) bool { return c.local[c.slope(i).index].free() }

// logits lists the free parameters that are logits of asymptotes.
func (d *design) logits() (indices []int) {
	for _, c := range d.cells {
		shape := c.local[len(c.loads):]
		for i, name := range c.names() {
			if (name == "logit c" || name == "logit u") && shape[i].free() {
				indices = append(indices, shape[i].terms[0].index)
			}
		}
	}
	return indices
}

// admissible tells whether the likelihood is defined at xi.
func (d *design) admissible(xi []float64) bool {
	if slices.ContainsFunc(xi, func(x float64) bool { return math.IsNaN(x) }) {
		return false
	}
	for _, c := range d.cells {
		if !c.admissible(xi) {
			return false
		}
	}
	return d.latent.admissible(xi)
}
