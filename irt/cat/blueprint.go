package cat

import (
	"fmt"
	"math"
	"slices"
)

// Blueprint is what a test has to be: a number of items and constraints.
type Blueprint struct {
	// Length is the number of items.
	Length      int
	Constraints []Constraint
}

// Constraint bounds what items add up to: their number in a content area or by
// the key of the right answer, words, seconds. Of enemies, items that give each
// other away, at most one is allowed.
type Constraint struct {
	Name string
	// Items are the items concerned, as indices in the pool.
	Items []int
	// Amounts holds what each of Items adds; nil: 1 each.
	Amounts []float64
	// Min and Max are the bounds of the sum; Max may be infinite.
	Min, Max float64
}

// sum is what the items of a test add up to.
func (c Constraint) sum(test []int) float64 {
	sum := 0.0
	for i, j := range c.Items {
		if slices.Contains(test, j) {
			sum += c.amount(i)
		}
	}
	return sum
}

func (c Constraint) amount(i int) float64 {
	if c.Amounts == nil {
		return 1
	}
	return c.Amounts[i]
}

// slack forgives rounding in sums of amounts.
const slack = 1e-6

// Meets tells whether a sum is within the bounds.
func (c Constraint) meets(sum float64) bool {
	tolerance := slack * max(1, math.Abs(sum))
	return sum >= c.Min-tolerance && sum <= c.Max+tolerance
}

func (c Constraint) String() string {
	switch {
	case math.IsInf(c.Max, 1):
		return fmt.Sprintf("%q (at least %v)", c.Name, c.Min)
	case c.Min <= 0:
		return fmt.Sprintf("%q (at most %v)", c.Name, c.Max)
	}
	return fmt.Sprintf("%q (%v to %v)", c.Name, c.Min, c.Max)
}

// Violated names the constraints that a test, or a part of one, does not meet.
// The length is not among them.
func (b Blueprint) Violated(test []int) []string {
	var names []string
	for _, c := range b.Constraints {
		if !c.meets(c.sum(test)) {
			names = append(names, c.Name)
		}
	}
	return names
}

// validate reports the first part that makes no sense by itself.
func (b Blueprint) validate(items int) error {
	if b.Length < 1 || b.Length > items {
		return fmt.Errorf("a test of %d items cannot be taken from a pool of %d", b.Length, items)
	}
	for _, c := range b.Constraints {
		if err := c.validate(items); err != nil {
			return fmt.Errorf("constraint %q: %w", c.Name, err)
		}
	}
	return nil
}

func (c Constraint) validate(items int) error {
	switch {
	case math.IsNaN(c.Min) || math.IsNaN(c.Max) || c.Min > c.Max:
		return fmt.Errorf("the least %v is not below the most %v", c.Min, c.Max)
	case c.Amounts != nil && len(c.Amounts) != len(c.Items):
		return fmt.Errorf("%d amounts for %d items", len(c.Amounts), len(c.Items))
	}
	for i, j := range c.Items {
		switch {
		case j < 0 || j >= items:
			return fmt.Errorf("item %d is not one of the %d of the pool", j, items)
		case slices.Contains(c.Items[:i], j):
			return fmt.Errorf("item %d is named twice", j)
		case math.IsNaN(c.amount(i)) || math.IsInf(c.amount(i), 0):
			return fmt.Errorf("the amount of item %d is %v", j, c.amount(i))
		}
	}
	return c.reachable()
}

// reachable compares the bounds with what any choice of items can add up to.
func (c Constraint) reachable() error {
	least, most := 0.0, 0.0
	for i := range c.Items {
		least, most = least+min(c.amount(i), 0), most+max(c.amount(i), 0)
	}
	switch {
	case most < c.Min-slack:
		return fmt.Errorf("at least %v is wanted, the pool has %v", c.Min, most)
	case least > c.Max+slack:
		return fmt.Errorf("at most %v is wanted, the pool has no less than %v", c.Max, least)
	}
	return nil
}
