package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/urfave/cli/v3"

	"suyang/irt/cat"
	"suyang/irt/files"
	"suyang/models"
)

// contentRules are the content rules of an adaptive test and the attributes of the
// items that they speak of.
type contentRules struct {
	items      []string
	attributes map[string]map[string]string // attribute, item
	rules      []contentRule
}

// contentRule bounds the number of the items it is about, or the sum of an
// attribute of theirs; or it says what share of a test they should be. It is
// about all items, those listed, or those whose attribute has the value.
type contentRule struct {
	place            files.Error // where it stands
	name             string
	attribute, value string
	sum              bool
	items            []string
	min, max, target float64 // NaN: not given
}

func (r *contentRule) fault(field, format string, args ...any) error {
	place := r.place
	place.Field, place.Message = field, fmt.Sprintf(format, args...)
	return &place
}

// readContent reads the files of --content and --attributes.
func readContent(cmd *cli.Command, c *files.Calibration) (*contentRules, error) {
	read := &contentRules{attributes: map[string]map[string]string{}}
	for _, it := range c.Items {
		read.items = append(read.items, it.ID)
	}
	if path := cmd.String("attributes"); path != "" {
		if err := read.readAttributes(path); err != nil {
			return nil, err
		}
	}
	path := cmd.String("content")
	if path == "" {
		if cmd.Bool("shadow") {
			return nil, models.Invalid("--shadow", "needs content rules: name their file with --content")
		}
		return read, nil
	}
	var err error
	if read.rules, err = readContentRules(path); err != nil {
		return nil, err
	}
	for _, rule := range read.rules {
		if err := rule.check(cmd.Bool("shadow")); err != nil {
			return nil, err
		}
	}
	return read, nil
}

// check reports a rule that makes no sense, or would not be obeyed.
func (r *contentRule) check(shadow bool) error {
	bounded := !math.IsNaN(r.min) || !math.IsNaN(r.max)
	switch {
	case r.name == "":
		return r.fault("name", "every rule needs a name")
	case r.attribute == "" && len(r.items) == 0:
		return r.fault("attribute", "rule %q is about no items: give an attribute, or items", r.name)
	case r.attribute != "" && len(r.items) > 0:
		return r.fault("items", "rule %q has an attribute and items: give one of them", r.name)
	case r.sum && (r.attribute == "" || r.value != ""):
		return r.fault("sum", "rule %q sums an attribute over all items: give the attribute and no value", r.name)
	case !r.sum && r.attribute != "" && r.value == "":
		return r.fault("value", "rule %q needs a value of the attribute %s, or sum", r.name, r.attribute)
	case shadow && (!bounded || !math.IsNaN(r.target)):
		return r.fault("min", "with --shadow, rule %q needs min or max, and no target", r.name)
	case !shadow && (bounded || math.IsNaN(r.target)):
		return r.fault("target", "rule %q: min and max are kept by --shadow only; without it give a target", r.name)
	case !shadow && (r.attribute == "" || !(r.target >= 0 && r.target <= 1)):
		return r.fault("target", "rule %q: a target is a share from 0 to 1 of a test, for a value of an attribute", r.name)
	}
	return nil
}

// blueprint turns the rules to constraints on a test.
func (c *contentRules) blueprint(length int) (cat.Blueprint, error) {
	b := cat.Blueprint{Length: length}
	for _, rule := range c.rules {
		constraint := cat.Constraint{Name: rule.name, Min: 0, Max: math.Inf(1)}
		if !math.IsNaN(rule.min) {
			constraint.Min = rule.min
		}
		if !math.IsNaN(rule.max) {
			constraint.Max = rule.max
		}
		var err error
		if constraint.Items, constraint.Amounts, err = c.concerned(rule); err != nil {
			return b, err
		}
		b.Constraints = append(b.Constraints, constraint)
	}
	return b, nil
}

// concerned lists the items a rule is about and, for a sum, what they add.
func (c *contentRules) concerned(rule contentRule) (items []int, amounts []float64, err error) {
	if rule.attribute != "" && c.attributes[rule.attribute] == nil {
		return nil, nil, rule.fault("attribute", "there is no attribute %q in the file of --attributes", rule.attribute)
	}
	if rule.sum {
		amounts, err = c.numbers(rule.attribute)
		for j := range amounts {
			items = append(items, j)
		}
		return items, amounts, err
	}
	for _, name := range rule.items {
		j := slices.Index(c.items, name)
		if j < 0 {
			return nil, nil, rule.fault("items", "there is no item %q in the items file", name)
		}
		items = append(items, j)
	}
	for j, name := range c.items {
		if rule.attribute != "" && c.attributes[rule.attribute][name] == rule.value {
			items = append(items, j)
		}
	}
	if len(items) == 0 {
		return nil, nil, rule.fault("value", "no item has the value %q of %s", rule.value, rule.attribute)
	}
	return items, nil, nil
}

// targets gives the areas of the items by the attribute of the rules, nil
// without rules.
func (c *contentRules) targets() (*cat.Content, error) {
	if len(c.rules) == 0 {
		return nil, nil
	}
	areas := &cat.Content{Area: make([]string, len(c.items)), Target: map[string]float64{}}
	for _, rule := range c.rules {
		if rule.attribute != c.rules[0].attribute {
			return nil, rule.fault("attribute", "targets are for one attribute; there are %s and %s", c.rules[0].attribute, rule.attribute)
		}
		items, _, err := c.concerned(rule)
		if err != nil {
			return nil, err
		}
		for _, j := range items {
			areas.Area[j] = rule.value
		}
		areas.Target[rule.value] = rule.target
	}
	return areas, nil
}

// numbers gives an attribute that all items must have, as numbers.
func (c *contentRules) numbers(attribute string) ([]float64, error) {
	numbers := make([]float64, len(c.items))
	for j, name := range c.items {
		text := c.attributes[attribute][name]
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, models.Invalid("--attributes", fmt.Sprintf("attribute %s of item %s is %q, a number is needed", attribute, name, text))
		}
		numbers[j] = x
	}
	return numbers, nil
}
