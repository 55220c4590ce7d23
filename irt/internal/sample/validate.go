package sample

import (
	"fmt"
	"math"

	"suyang/irt"
)

// Validate reports the first thing that makes a sample unfit for any analysis.
// categories holds a number per item; weights, finite and not negative, and
// memberships, indices of some groups, hold one per person or are nil.
func Validate(r irt.Responses, categories []int, weights []float64, memberships []int, groups int) error {
	persons := r.Persons()
	switch {
	case len(r.Items) == 0 || persons == 0:
		return fmt.Errorf("no responses: %d items, %d persons", len(r.Items), persons)
	case len(r.Cells) != persons*len(r.Items):
		return fmt.Errorf("%d cells are not a whole number of rows of %d items", len(r.Cells), len(r.Items))
	case len(categories) != len(r.Items):
		return fmt.Errorf("%d numbers of categories for %d items", len(categories), len(r.Items))
	case weights != nil && len(weights) != persons:
		return fmt.Errorf("%d weights for %d persons", len(weights), persons)
	case memberships != nil && len(memberships) != persons:
		return fmt.Errorf("%d group memberships for %d persons", len(memberships), persons)
	}
	for i, w := range weights {
		if !(w >= 0) || math.IsInf(w, 0) {
			return fmt.Errorf("weight %v of person %d must be finite and not negative", w, i+1)
		}
	}
	for i, g := range memberships {
		if g < 0 || g >= groups {
			return fmt.Errorf("person %d is in group %d of %d", i+1, g, groups)
		}
	}
	return validateCells(r, categories)
}

func validateCells(r irt.Responses, categories []int) error {
	for i := range r.Persons() {
		for j, cell := range r.Row(i) {
			if cell != irt.MissingCell && int(cell) >= categories[j] {
				return fmt.Errorf("person %d answered category %d of item %q, which has %d", i+1, cell, r.Items[j], categories[j])
			}
		}
	}
	return nil
}
