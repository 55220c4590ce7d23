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
	// FewResponses: items have too few responses for their model.
	FewResponses Kind = "few_responses"
	// EmptyPersons: persons without any response were left out.
	EmptyPersons Kind = "empty_persons"
	// SamplingWeights: weights are not whole numbers, and standard errors take
	// them for numbers of persons.
	SamplingWeights Kind = "sampling_weights"
	// SteepSlope: the slope runs away; the item nearly is a step function.
	SteepSlope Kind = "steep_slope"
	// FlatSlope: the slope is near zero, so that difficulties mean nothing.
	FlatSlope Kind = "flat_slope"
	// NegativeSlope: better persons score lower; the key may be wrong.
	NegativeSlope Kind = "negative_slope"
	// Unlinked: a group has no items in common with the reference group, so that
	// its mean and variance cannot be compared.
	Unlinked Kind = "unlinked_group"
	// Collinear: traits nearly depend on each other, such as by a correlation near
	// 1, and are hardly told apart.
	Collinear Kind = "collinear"
	// NoVariance: the variance of a trait runs to zero; the items have nothing in
	// common.
	NoVariance Kind = "no_variance"
	// Uncovered: the distribution of a group reaches beyond the nodes.
	Uncovered Kind = "uncovered"
	// Coarse: the nodes are too far apart for the distribution of a group.
	Coarse Kind = "coarse_nodes"
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
	Group   string `json:"group,omitempty"`
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

// list adds the first problems to an error.
func list(problems []Problem) string {
	const most = 3
	var b strings.Builder
	for _, p := range problems[:min(len(problems), most)] {
		b.WriteString("; " + p.Message)
	}
	if more := len(problems) - most; more > 0 {
		fmt.Fprintf(&b, "; and so on, %d more", more)
	}
	return b.String()
}
