package calibrate

import (
	"fmt"
	"slices"
)

// anchored reports a trait whose mean or variance in a group is to be estimated
// though nothing says where its scale starts, or what its unit is.
func (d *design) anchored(trait int, o Options) error {
	if trait > 0 && o.Bifactor == Testlet {
		return nil // its unit is that of the general trait
	}
	name := "the trait"
	if o.traits() > 1 {
		name = fmt.Sprintf("dimension %q", o.Dimensions[trait])
	}
	for g := range d.latent.means {
		switch {
		case d.adrift(g, trait, d.variance, (*cell).slopeOn):
			return fmt.Errorf("the variance of %s cannot be estimated along with all slopes: hold it, or a slope, fixed", name)
		case d.adrift(g, trait, d.mean, (*cell).intercepts):
			return fmt.Errorf("the mean of %s cannot be estimated along with all difficulties: hold it, or an item, fixed", name)
		}
	}
	return nil
}

func (d *design) variance(group, trait int) linear { return d.latent.covariances[group][trait][trait] }

func (d *design) mean(group, trait int) linear { return d.latent.means[group][trait] }

// slopeOn is the slope of a cell on the i-th of its traits.
func (c *cell) slopeOn(i int) []linear { return []linear{c.local[c.slope(i).index]} }

// intercepts are those of a cell, whatever the trait.
func (c *cell) intercepts(int) []linear { return c.local[len(c.loads) : len(c.loads)+c.steps()] }

// adrift tells whether a moment of a trait is free in a group and all parameters
// that depend on it are too: without priors, and belonging to this group only
// unless the moment is free in all.
func (d *design) adrift(group, trait int, moment func(group, trait int) linear, parameters func(*cell, int) []linear) bool {
	everywhere := true
	for g := range d.latent.means {
		everywhere = everywhere && moment(g, trait).free()
	}
	if !moment(group, trait).free() {
		return false
	}
	for _, c := range d.cells {
		i := slices.Index(c.loads, trait)
		if i < 0 || !c.covers(group) {
			continue
		}
		if slices.ContainsFunc(c.priors, localPrior.scales) {
			return false
		}
		for _, l := range parameters(c, i) {
			if !l.free() || !everywhere && d.parameters[l.terms[0].index].Group == "" {
				return false
			}
		}
	}
	return true
}

// scales tells whether the prior is of a slope or a threshold.
func (p localPrior) scales() bool {
	_, ofAsymptote := p.of.(asymptoteOf)
	return !ofAsymptote
}
