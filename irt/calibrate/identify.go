package calibrate

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// identified reports traits of which the items cannot determine what is to be
// estimated, whatever the answers.
func (d *design) identified(o Options) error {
	if o.traits() > 1 {
		if err := d.toldApart(o); err != nil {
			return err
		}
	}
	for trait := range o.traits() {
		if err := d.anchored(trait, o); err != nil {
			return err
		}
	}
	return nil
}

// toldApart reports traits without enough items of their own.
func (d *design) toldApart(o Options) error {
	measured := make([][]int, o.traits())
	for trait := range measured {
		measured[trait] = d.itemsOf(trait)
		if err := d.determined(trait, measured[trait], o); err != nil {
			return err
		}
		if o.exploratory() {
			continue
		}
		for other, items := range measured[:trait] {
			if slices.Equal(items, measured[trait]) {
				return fmt.Errorf("dimensions %q and %q are measured by the same items and cannot be told apart: let an item measure one of them only", o.Dimensions[other], o.Dimensions[trait])
			}
		}
	}
	return nil
}

// itemsOf lists the columns of the items that measure a trait, ascending.
func (d *design) itemsOf(trait int) []int {
	items := make(map[int]bool)
	for _, c := range d.cells {
		if slices.Contains(c.loads, trait) {
			items[c.item] = true
		}
	}
	return slices.Sorted(maps.Keys(items))
}

// determined tells whether the items of a trait are enough for their slopes.
func (d *design) determined(trait int, items []int, o Options) error {
	if len(items) == 0 {
		return fmt.Errorf("no item measures dimension %q", o.Dimensions[trait])
	}
	alone := !slices.ContainsFunc(o.Covariances, func(pair [2]int) bool { return slices.Contains(pair[:], trait) })
	if !d.freeSlopes(trait) || !alone && len(items) > 1 || len(items) > 2 {
		return nil
	}
	fault := fmt.Sprintf("dimension %q is measured by %d item", o.Dimensions[trait], len(items))
	if len(items) == 2 {
		return errors.New(fault + "s only and correlates with no other, so that their slopes are not determined: make them equal (1pl, or a testlet), hold one fixed, or give it a third item")
	}
	return errors.New(fault + " only, so that its slope is not determined: hold it fixed, or give it more items")
}

// freeSlopes tells whether each item has a slope of its own on a trait.
func (d *design) freeSlopes(trait int) bool {
	seen := make(map[int]bool)
	for _, c := range d.cells {
		i := slices.Index(c.loads, trait)
		if i < 0 {
			continue
		}
		slope := c.local[c.slope(i).index]
		if !slope.free() || i > 0 && slices.Equal(slope.terms, c.local[0].terms) {
			return false
		}
		index := slope.terms[0].index
		if seen[index] && c.group == everyGroup {
			return false
		}
		seen[index] = true
	}
	return true
}
