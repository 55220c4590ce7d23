package qti

import (
	"strconv"
	"strings"

	"suyang/models"
)

// part is one part of an item as an interaction.
func (w writer) part(p models.Part) *node {
	n := el("div", with("class", partClass, "data-id", p.ID, "data-type", string(p.Type), "data-rule", string(p.Rule), "data-max", strconv.Itoa(p.Max)))
	if p.Fixed {
		n.set("data-fixed", "true")
	}
	response := with("response-identifier", partPrefix+p.ID)
	switch p.Type {
	case models.PartNumeric:
		n.add(w.numeric(p, response)...)
	case models.PartShort:
		n.add(w.short(p, response)...)
	case models.PartMatching:
		n.add(w.matching(p, response))
	case models.PartOrdering:
		n.add(w.choices("qti-order-interaction", p, append(response, "shuffle", shuffled(p))))
	case models.PartSingle:
		n.add(w.choices("qti-choice-interaction", p, append(response, "shuffle", shuffled(p), "max-choices", "1")))
	default:
		n.add(w.choices("qti-choice-interaction", p, append(response, "shuffle", shuffled(p), "max-choices", "0")))
	}
	return n
}

func shuffled(p models.Part) string { return strconv.FormatBool(!p.Fixed) }

// choices is an interaction whose options are simple choices.
func (w writer) choices(name string, p models.Part, attributes []string) *node {
	n := el(name, attributes, w.markdown("qti-prompt", p.Prompt))
	for _, o := range p.Options {
		n.add(w.option("qti-simple-choice", p, o))
	}
	return n
}

// option is a choice with its rationale as feedback.
func (w writer) option(name string, p models.Part, o models.Option) *node {
	n := el(name, with("identifier", optionPrefix+o.ID, "data-misconception", o.Misconception), text(w.in(o.Text)))
	if !o.Rationale.IsZero() {
		n.add(el("qti-feedback-inline", with("identifier", optionPrefix+o.ID, "outcome-identifier", feedbackOutcome(p), "show-hide", "show"),
			text(w.in(o.Rationale))))
	}
	return n
}

// matching pairs each option with one target; a target may serve several.
func (w writer) matching(p models.Part, response []string) *node {
	options, targets := el("qti-simple-match-set", nil), el("qti-simple-match-set", nil)
	for _, o := range p.Options {
		n := w.option("qti-simple-associable-choice", p, o)
		n.set("match-max", "1")
		options.add(n)
	}
	for _, t := range p.Targets {
		targets.add(el("qti-simple-associable-choice",
			with("identifier", targetPrefix+t.ID, "match-max", "0"), text(w.in(t.Text))))
	}
	return el("qti-match-interaction", append(response, "shuffle", shuffled(p), "max-associations", "0"), w.markdown("qti-prompt", p.Prompt), options, targets)
}

// numeric is a field for a number with its unit, and feedback for each near
// miss.
func (w writer) numeric(p models.Part, response []string) []*node {
	prompt := w.markdown("div", p.Prompt)
	prompt.set("class", promptClass)
	field := el("p", nil, el("qti-text-entry-interaction", append(response, "expected-length", "10")))
	if unit := w.in(p.Numeric.Unit); unit != "" {
		field.add(text(" "), el("span", with("class", unitClass), text(unit)))
	}
	nodes := []*node{prompt, field}
	for i, m := range p.Numeric.Misses {
		nodes = append(nodes, el("qti-feedback-block", with("identifier", missID(i), "outcome-identifier", feedbackOutcome(p), "show-hide", "show",
			"data-value", number(m.Value), "data-misconception", m.Misconception),
			el("qti-content-body", nil, el("p", nil, text(w.in(m.Rationale))))))
	}
	return nodes
}

func missID(i int) string { return missPrefix + strconv.Itoa(i+1) }

// short is a field for a text, and its rubric for scorers.
func (w writer) short(p models.Part, response []string) []*node {
	elements := el("ul", nil)
	for _, e := range p.Rubric.Elements {
		elements.add(el("li", with("data-id", e.ID, "data-points", strconv.Itoa(e.Points), "data-any-of", strings.Join(e.AnyOf, "\n")),
			text(w.in(e.Description))))
	}
	return []*node{
		el("qti-extended-text-interaction", append(response, "expected-length", strconv.Itoa(p.Rubric.MaxChars)), w.markdown("qti-prompt", p.Prompt)),
		el("qti-rubric-block", with("use", "scoring", "view", "scorer"), el("qti-content-body", nil, elements)),
	}
}
