package fit

import (
	"fmt"
	"math"

	"suyang/irt"
)

// Data are the responses to compare with a model.
type Data struct {
	irt.Responses
	// Weights holds a case weight per person, which counts as that many persons;
	// nil: 1 each.
	Weights []float64
	// Groups holds each person's group as an index in Model.Groups; nil: all are
	// in the first.
	Groups []int
}

func (d Data) weight(i int) float64 {
	if d.Weights == nil {
		return 1
	}
	return d.Weights[i]
}

func (d Data) group(i int) int {
	if d.Groups == nil {
		return 0
	}
	return d.Groups[i]
}

// validate reports what makes the data unfit for any comparison with m.
func (d Data) validate(m Model) error {
	persons := d.Persons()
	switch {
	case len(d.Items) == 0 || persons == 0:
		return fmt.Errorf("no responses: %d items, %d persons", len(d.Items), persons)
	case len(d.Items) != len(m.Groups[0].Items):
		return fmt.Errorf("the responses have %d items, the model %d", len(d.Items), len(m.Groups[0].Items))
	case len(d.Cells) != persons*len(d.Items):
		return fmt.Errorf("%d cells are not a whole number of rows of %d items", len(d.Cells), len(d.Items))
	case d.Weights != nil && len(d.Weights) != persons:
		return fmt.Errorf("%d weights for %d persons", len(d.Weights), persons)
	case d.Groups != nil && len(d.Groups) != persons:
		return fmt.Errorf("%d group memberships for %d persons", len(d.Groups), persons)
	}
	for i, w := range d.Weights {
		if !(w >= 0) || math.IsInf(w, 0) {
			return fmt.Errorf("weight %v of person %d must be finite and not negative", w, i+1)
		}
	}
	for i, g := range d.Groups {
		if g < 0 || g >= len(m.Groups) {
			return fmt.Errorf("person %d is in group %d of %d", i+1, g, len(m.Groups))
		}
	}
	return d.validateCells(m)
}

func (d Data) validateCells(m Model) error {
	for j, name := range d.Items {
		if id := m.Groups[0].Items[j].ID; id != name {
			return fmt.Errorf("column %d of the responses is %q, item %d of the model %q", j+1, name, j+1, id)
		}
	}
	return withinCategories(d.Responses, m.categories())
}

// withinCategories reports the first response beyond the categories of its item.
func withinCategories(r irt.Responses, categories []int) error {
	for i := range r.Persons() {
		for j, cell := range r.Row(i) {
			if cell != irt.MissingCell && int(cell) >= categories[j] {
				return fmt.Errorf("person %d answered category %d of item %q, which has %d", i+1, cell, r.Items[j], categories[j])
			}
		}
	}
	return nil
}

func categories(it irt.MultiItem) int { return len(it.D) + 1 }
