package qti

import (
	"strconv"

	"suyang/models"
)

// Outcome variables beside one score and one feedback a part.
const (
	scoreOutcome    = "SCORE"
	solutionOutcome = "SOLUTION"
	explained       = "explanation"
)

func partScore(p models.Part) string       { return scoreOutcome + "-" + p.ID }
func feedbackOutcome(p models.Part) string { return "FEEDBACK-" + p.ID }

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// responseDeclaration declares the response of a part with its key, and the
// mapping that counts errors where the rule needs it.
func responseDeclaration(p models.Part) *node {
	cardinality, base := response(p)
	n := el("qti-response-declaration", with("identifier", partPrefix+p.ID, "cardinality", cardinality, "base-type", base))
	if key := key(p); len(key) > 0 {
		correct := el("qti-correct-response", nil)
		for _, value := range key {
			correct.add(el("qti-value", nil, text(value)))
		}
		n.add(correct)
	}
	if wrong := wrongValue(p); wrong != "" {
		mapping := el("qti-mapping", with("default-value", wrong))
		for _, value := range key(p) {
			mapping.add(el("qti-map-entry", with("map-key", value, "mapped-value", "1")))
		}
		n.add(mapping)
	}
	return n
}

// response is the cardinality and the base type of a part's response.
func response(p models.Part) (cardinality, base string) {
	switch p.Type {
	case models.PartSingle:
		return "single", "identifier"
	case models.PartOrdering:
		return "ordered", "identifier"
	case models.PartMatching:
		return "multiple", "directedPair"
	case models.PartNumeric:
		return "single", "float"
	case models.PartShort:
		return "single", "string"
	}
	return "multiple", "identifier"
}

// key is the correct response of a part; that of a short text has none.
func key(p models.Part) []string {
	var values []string
	switch p.Type {
	case models.PartOrdering:
		for _, id := range p.Order {
			values = append(values, optionPrefix+id)
		}
	case models.PartMatching:
		for _, o := range p.Options {
			values = append(values, optionPrefix+o.ID+" "+targetPrefix+o.Target)
		}
	case models.PartNumeric:
		values = append(values, number(p.Numeric.Value))
	default:
		for _, o := range p.Options {
			if o.Correct {
				values = append(values, optionPrefix+o.ID)
			}
		}
	}
	return values
}

// wrongValue is what a wrong choice or pair adds to the sum in which each
// right one adds 1, or "" when the rule does not count. A missing one and a
// wrong one must both lead to one less under one_error; under one_omission a
// wrong one must not look like a missing one. A wrong pair takes the place of
// a right one, which is missing already.
func wrongValue(p models.Part) string {
	switch {
	case p.Rule == models.RuleOneError && p.Type == models.PartMatching:
		return "0"
	case p.Rule == models.RuleOneError:
		return "-1"
	case p.Rule == models.RuleOneOmission:
		return "-2"
	}
	return ""
}

// outcomes declares what response processing sets.
func outcomes(it models.Item) []*node {
	declare := func(name, most string) *node {
		n := el("qti-outcome-declaration", with("identifier", name, "cardinality", "single", "base-type", "float", "normal-minimum", "0", "normal-maximum", most))
		n.add(el("qti-default-value", nil, el("qti-value", nil, text("0"))))
		return n
	}
	nodes := []*node{declare(scoreOutcome, strconv.Itoa(it.Max()))}
	for _, p := range it.Parts {
		score := declare(partScore(p), strconv.Itoa(p.Max))
		if p.Type == models.PartShort {
			score.set("external-scored", "human")
		}
		nodes = append(nodes, score, el("qti-outcome-declaration", with("identifier", feedbackOutcome(p), "cardinality", "multiple", "base-type", "identifier")))
	}
	return append(nodes, el("qti-outcome-declaration", with("identifier", solutionOutcome, "cardinality", "single", "base-type", "identifier")))
}

// processing sets the points of each part, their sum, and the feedback.
func processing(it models.Item) *node {
	n, sum := el("qti-response-processing", nil), el("qti-sum", nil)
	for _, p := range it.Parts {
		n.add(scoring(p)...)
		sum.add(variable(partScore(p)))
	}
	n.add(set(scoreOutcome, sum))
	if !it.Explanation.IsZero() {
		n.add(set(solutionOutcome, base("identifier", explained)))
	}
	return n
}

func variable(name string) *node { return el("qti-variable", with("identifier", name)) }

func base(kind, value string) *node {
	return el("qti-base-value", with("base-type", kind), text(value))
}

func set(outcome string, value *node) *node {
	return el("qti-set-outcome-value", with("identifier", outcome), value)
}

// scoring sets the points and the feedback of a part. A short text gets its
// points from a person.
func scoring(p models.Part) []*node {
	if p.Type == models.PartShort {
		return nil
	}
	points := func(n int) *node { return set(partScore(p), base("float", strconv.Itoa(n))) }
	name := partPrefix + p.ID
	condition := el("qti-response-condition", nil,
		el("qti-response-if", nil, el("qti-is-null", nil, variable(name)), points(0)),
		el("qti-response-else-if", nil, right(p), points(p.Max)))
	if near := nearly(p); near != nil {
		condition.add(el("qti-response-else-if", nil, near, points(p.Max-1)))
	}
	return append([]*node{condition}, feedback(p)...)
}

// right is the condition for all points.
func right(p models.Part) *node {
	name := partPrefix + p.ID
	correct := el("qti-correct", with("identifier", name))
	if p.Type == models.PartNumeric {
		slack := number(p.Numeric.Tolerance)
		return el("qti-equal", with("tolerance-mode", "absolute", "tolerance", slack+" "+slack), variable(name), correct)
	}
	return el("qti-match", nil, variable(name), correct)
}

// nearly is the condition for all points but one, nil when the rule has none.
func nearly(p models.Part) *node {
	name := partPrefix + p.ID
	if p.Rule == models.RuleAdjacentSwap {
		or := el("qti-or", nil)
		for i := 1; i < len(p.Order); i++ {
			ordered := el("qti-ordered", nil)
			for j := range p.Order {
				at := j
				switch j {
				case i - 1:
					at = i
				case i:
					at = i - 1
				}
				ordered.add(base("identifier", optionPrefix+p.Order[at]))
			}
			or.add(el("qti-match", nil, variable(name), ordered))
		}
		return or
	}
	if wrongValue(p) == "" {
		return nil
	}
	return el("qti-equal", with("tolerance-mode", "exact"),
		el("qti-map-response", with("identifier", name)), base("float", strconv.Itoa(len(key(p))-1)))
}

// feedback shows the rationales of what was chosen; where every option is
// used, those of all.
func feedback(p models.Part) []*node {
	name := feedbackOutcome(p)
	switch p.Type {
	case models.PartSingle, models.PartMultiple:
		chosen := variable(partPrefix + p.ID)
		if p.Type == models.PartSingle {
			chosen = el("qti-multiple", nil, chosen)
		}
		return []*node{set(name, chosen)}
	case models.PartNumeric:
		var nodes []*node
		for i, m := range p.Numeric.Misses {
			hit := el("qti-equal", with("tolerance-mode", "exact"), variable(partPrefix+p.ID), base("float", number(m.Value)))
			nodes = append(nodes, el("qti-response-condition", nil,
				el("qti-response-if", nil, hit, set(name, el("qti-multiple", nil, base("identifier", missID(i)))))))
		}
		return nodes
	}
	all := el("qti-multiple", nil)
	for _, o := range p.Options {
		all.add(base("identifier", optionPrefix+o.ID))
	}
	return []*node{set(name, all)}
}
