package link

import (
	"errors"
	"fmt"
	"slices"

	"suyang/irt"
)

// MinAnchors is the least number of anchors that a link takes.
const MinAnchors = 2

// anchor is an item in both calibrations, with the places of its parameters in
// their covariance matrices.
type anchor struct {
	from, to           irt.Item
	offsetFrom, offset int
	unit               string
}

// pair finds the anchors, in the order of the items of "to".
func pair(from, to Form, o Options) ([]anchor, error) {
	here, err := index("from", from)
	if err != nil {
		return nil, err
	}
	there, err := index("to", to)
	if err != nil {
		return nil, err
	}
	if err := o.named(here, there); err != nil {
		return nil, err
	}
	var anchors []anchor
	for _, it := range to.Items {
		place, common := here[it.ID]
		if !common || (o.Anchors != nil && !slices.Contains(o.Anchors, it.ID)) {
			continue
		}
		a := anchor{from: from.Items[place.item], to: it, offsetFrom: place.offset, offset: there[it.ID].offset, unit: o.unit(it.ID)}
		if err := a.comparable(); err != nil {
			return nil, err
		}
		anchors = append(anchors, a)
	}
	switch len(anchors) {
	case 0:
		return nil, errors.New("the calibrations have no common item to link by; anchors must have the same id in both")
	case 1:
		return nil, fmt.Errorf("%q is the only anchor; at least %d are needed", anchors[0].to.ID, MinAnchors)
	}
	return anchors, nil
}

// named reports the first of the anchors asked for that is no anchor.
func (o Options) named(here, there map[string]place) error {
	for i, id := range o.Anchors {
		_, inFrom := here[id]
		_, inTo := there[id]
		switch {
		case !inFrom:
			return fmt.Errorf("anchor %q is not among the items of \"from\"", id)
		case !inTo:
			return fmt.Errorf("anchor %q is not among the items of \"to\"", id)
		case slices.Contains(o.Anchors[:i], id):
			return fmt.Errorf("anchor %q is named twice", id)
		}
	}
	return nil
}

// unit names the unit of an anchor. Anchors without one get names that no unit
// has.
func (o Options) unit(id string) string {
	if unit, given := o.Units[id]; given {
		return "unit " + unit
	}
	return "item " + id
}

// place is where an item is in a form.
type place struct{ item, offset int }

// index finds items by their names and checks the form.
func index(name string, f Form) (map[string]place, error) {
	places := make(map[string]place, len(f.Items))
	offset := 0
	for i, it := range f.Items {
		if err := it.Validate(); err != nil {
			return nil, fmt.Errorf("%q: %w", name, err)
		}
		if _, twice := places[it.ID]; twice {
			return nil, fmt.Errorf("%q: item %q is there twice", name, it.ID)
		}
		places[it.ID] = place{i, offset}
		offset += Parameters(it.Multi())
	}
	if f.Covariance != nil && f.Covariance.SymmetricDim() != offset {
		return nil, fmt.Errorf("%q: the covariance matrix is of %d parameters, the items have %d", name, f.Covariance.SymmetricDim(), offset)
	}
	return places, nil
}

// comparable reports what forbids to link by the item.
func (a anchor) comparable() error {
	switch {
	case a.from.Model != a.to.Model:
		return fmt.Errorf("anchor %q is %v in \"from\" and %v in \"to\"; calibrate both under one model, or leave it out of the anchors", a.to.ID, a.from.Model, a.to.Model)
	case a.from.Categories() != a.to.Categories():
		return fmt.Errorf("anchor %q has %d categories in \"from\" and %d in \"to\"; leave it out of the anchors, or score it alike", a.to.ID, a.from.Categories(), a.to.Categories())
	}
	return nil
}

// fixesSlopes tells whether A is 1 by the models.
func fixesSlopes(anchors []anchor) bool {
	return !slices.ContainsFunc(anchors, func(a anchor) bool { return !fixesSlope(a.to.Model) })
}
