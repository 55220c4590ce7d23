package calibrate

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"suyang/irt"
)

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

// heldShape finds the value of a shape parameter among those held.
func heldShape(held map[string]float64, name string) (value float64, ok bool) {
	if asymptote, of := strings.CutPrefix(name, "logit "); of {
		value, ok = held[asymptote]
		return boundedLogit(value), ok
	}
	value, ok = held[name]
	return value, ok
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
