package files

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"suyang/irt"
)

func (c *Calibration) completeItems() *Error {
	if len(c.Items) == 0 {
		return fault("items", "there are no items")
	}
	return c.completeList(c.Items, "items")
}

// completeList checks a list of items and fills in what may be left out.
func (c *Calibration) completeList(items []Item, field string) *Error {
	seen := make(map[string]bool, len(items))
	for i := range items {
		it := &items[i]
		if err := it.complete(c.Traits()); err != nil {
			return fault(fmt.Sprintf("%s[%d]", field, i), "%v", err)
		}
		if seen[it.ID] {
			return fault(fmt.Sprintf("%s[%d].id", field, i), "item %q is there twice", it.ID)
		}
		seen[it.ID] = true
	}
	return nil
}

// complete checks an item and fills in what may be left out.
func (it *Item) complete(traits int) error {
	if it.ID == "" {
		return errors.New("the id is missing")
	}
	if len(it.A) != traits {
		return fmt.Errorf("item %q has %d slopes in a, %d is needed, one a dimension", it.ID, len(it.A), traits)
	}
	if err := it.completeIntercepts(); err != nil {
		return err
	}
	if it.U == 0 {
		it.U = 1
	}
	if err := it.Multi().Validate(); err != nil {
		return err
	}
	return it.checkCodes()
}

// completeIntercepts gives the item D and, where it has one trait, B.
func (it *Item) completeIntercepts() error {
	if len(it.A) > 1 {
		if len(it.B) > 0 {
			return fmt.Errorf("item %q has several slopes and so no b; give the intercepts d", it.ID)
		}
		it.B = []float64{}
		return nil
	}
	given := it.B
	if len(given) == 0 {
		it.B = irt.Thresholds(it.Model, it.A[0], it.D)
	}
	one := it.response()
	if err := one.Validate(); err != nil {
		return err
	}
	intercepts := one.Intercepts()
	if len(it.D) > 0 && len(given) > 0 && !same(it.D, intercepts) {
		return fmt.Errorf("item %q: a, b and d contradict each other; leave b or d out", it.ID)
	}
	if len(it.D) == 0 {
		it.D = intercepts
	}
	return nil
}

func (it *Item) checkCodes() error {
	if len(it.Codes) == 0 {
		return nil
	}
	if len(it.Codes) != len(it.D)+1 {
		return fmt.Errorf("item %q has %d codes for %d categories", it.ID, len(it.Codes), len(it.D)+1)
	}
	for k, code := range it.Codes {
		if code < 0 || code > MaxCode || slices.Contains(it.Codes[:k], code) {
			return fmt.Errorf("item %q: codes %v must differ and be from 0 to %d", it.ID, it.Codes, MaxCode)
		}
	}
	return nil
}

// response is the item of one trait as a response function.
func (it *Item) response() irt.Item {
	return irt.Item{ID: it.ID, Model: it.Model, A: it.A[0], B: it.B, C: it.C, U: it.upper(), Scores: it.Scores}
}

// Multi is the item as a response function in slope-intercept form.
func (it *Item) Multi() irt.MultiItem {
	return irt.MultiItem{ID: it.ID, Model: it.Model, A: it.A, D: it.D, C: it.C, U: it.upper(), Scores: it.Scores}
}

// upper is the upper asymptote as package irt writes it: 0 where there is none.
func (it *Item) upper() float64 {
	if it.U == 1 {
		return 0
	}
	return it.U
}

// ResponseModels are the items as response functions. It panics where there are
// several traits: see MultiItems.
func (c *Calibration) ResponseModels() []irt.Item { return responses(c.Items) }

// MultiItems are the items as response functions in slope-intercept form.
func (c *Calibration) MultiItems() []irt.MultiItem { return multiItems(c.Items) }

func responses(items []Item) []irt.Item {
	list := make([]irt.Item, len(items))
	for i := range items {
		if len(items[i].A) != 1 {
			panic("irt/files: items of several traits have no difficulties")
		}
		list[i] = items[i].response()
	}
	return list
}

func multiItems(items []Item) []irt.MultiItem {
	list := make([]irt.MultiItem, len(items))
	for i := range items {
		list[i] = items[i].Multi()
	}
	return list
}

// same tells whether two lists are equal up to rounding.
func same(x, y []float64) bool {
	return slices.EqualFunc(x, y, func(u, v float64) bool { return math.Abs(u-v) <= 1e-6*(1+math.Abs(v)) })
}
