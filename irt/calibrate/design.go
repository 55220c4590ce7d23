package calibrate

import (
	"fmt"
	"math"
	"slices"

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
	if len(c.loads) > 1 && informative(o.Priors.B) {
		return fmt.Errorf("item %q measures several traits, so that it has no difficulty to have a prior", c.id)
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
	if slices.ContainsFunc(xi, math.IsNaN) {
		return false
	}
	for _, c := range d.cells {
		if !c.admissible(xi) {
			return false
		}
	}
	return d.latent.admissible(xi)
}
