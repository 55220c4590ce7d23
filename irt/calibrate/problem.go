package calibrate

import (
	"fmt"
	"strings"
)

// Kind classifies a problem.
type Kind string

const (
	// NoResponses: nobody answered the item. It was left out.
	NoResponses Kind = "no_responses"
	// Constant: all responses to the item are the same. It was left out.
	Constant Kind = "constant"
	// EmptyCategory: a category of the item was never observed. It was left out.
	EmptyCategory Kind = "empty_category"
	// EmptyPersons: persons without any response were left out.
	EmptyPersons Kind = "empty_persons"
	// SteepSlope: the slope runs away; the item nearly is a step function.
	SteepSlope Kind = "steep_slope"
	// FlatSlope: the slope is near zero, so that difficulties mean nothing.
	FlatSlope Kind = "flat_slope"
	// NegativeSlope: better persons score lower; the key may be wrong.
	NegativeSlope Kind = "negative_slope"
	// NotConverged: the cycles ran out before the tolerance was met.
	NotConverged Kind = "not_converged"
	// NotIdentified: the information matrix is singular, so that the data do
	// not determine the parameters and there are no standard errors.
	NotIdentified Kind = "not_identified"
)

// Problem is a finding about the data or the estimates that a researcher must
// know before using them.
type Problem struct {
	Kind    Kind   `json:"kind"`
	Item    string `json:"item,omitempty"`
	Message string `json:"message"`
}

// diagnose finds out why an item cannot be calibrated, from the frequencies of
// its categories. The kind is empty where it can.
func diagnose(item string, frequencies []float64) Problem {
	observed, empty := 0, -1
	for k, f := range frequencies {
		if f > 0 {
			observed++
		} else if empty < 0 {
			empty = k
		}
	}
	p := Problem{Item: item}
	switch {
	case observed == 0:
		p.Kind, p.Message = NoResponses, fmt.Sprintf("item %q has no responses and was left out", item)
	case observed == 1:
		p.Kind, p.Message = Constant, fmt.Sprintf("all responses to item %q are the same; it was left out", item)
	case empty >= 0:
		p.Kind, p.Message = EmptyCategory, fmt.Sprintf("category %d of item %q was never observed; it was left out: merge the category with a neighbour", empty, item)
	}
	return p
}

const (
	steep = 10  // slopes beyond it are no measurement of discrimination
	flat  = 0.1 // slopes below it leave thresholds undetermined
)

// examineSlope looks at an estimated slope.
func examineSlope(item string, a float64) (p Problem, ok bool) {
	p.Item = item
	switch {
	case a > steep || a < -steep:
		p.Kind, p.Message = SteepSlope, fmt.Sprintf("the slope of item %q runs away (%.3g): its answers split the persons like a step; check it for duplicates or too few responses", item, a)
	case a < flat && a > -flat:
		p.Kind, p.Message = FlatSlope, fmt.Sprintf("the slope of item %q is near zero (%.3g): it does not measure what the others do, and its difficulty is undetermined", item, a)
	case a < 0:
		p.Kind, p.Message = NegativeSlope, fmt.Sprintf("the slope of item %q is negative (%.3g): check its key or its coding", item, a)
	default:
		return p, true
	}
	return p, false
}

func list(problems []Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString("; " + p.Message)
	}
	return b.String()
}
