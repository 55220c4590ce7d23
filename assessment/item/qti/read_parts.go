package qti

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"suyang/models"
)

// parts reads the interactions. Each is a part; those of our own stand in an
// element that says the rest.
func (r *reader) parts() ([]models.Part, error) {
	var parts []models.Part
	if r.ours {
		for _, n := range r.body.children {
			if n.attr("class") != partClass {
				continue
			}
			p, err := r.ownPart(n)
			if err != nil {
				return nil, err
			}
			parts = append(parts, p)
		}
		return parts, nil
	}
	for _, n := range interactions(r.body) {
		p := models.Part{ID: strconv.Itoa(len(parts) + 1), Max: 1, Rule: models.RuleExact}
		if err := r.interaction(&p, n, r.body); err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		return nil, fmt.Errorf("the item has no interaction")
	}
	return parts, nil
}

// interactions are all elements to answer in, in document order.
func interactions(n *node) []*node {
	var found []*node
	for _, c := range n.children {
		if strings.HasSuffix(c.name, "-interaction") {
			found = append(found, c)
		}
		found = append(found, interactions(c)...)
	}
	return found
}

// ownPart reads a part that this package wrote.
func (r *reader) ownPart(n *node) (models.Part, error) {
	p := models.Part{ID: n.attr("data-id"), Fixed: n.attr("data-fixed") == "true"}
	var err error
	if p.Type, err = models.ParsePartType(n.attr("data-type")); err != nil {
		return p, err
	}
	if p.Rule, err = models.ParseRule(n.attr("data-rule")); err != nil {
		return p, err
	}
	if p.Max, err = strconv.Atoi(n.attr("data-max")); err != nil {
		return p, fmt.Errorf("part %s: data-max=%q is not a number", p.ID, n.attr("data-max"))
	}
	found := interactions(n)
	if len(found) != 1 {
		return p, fmt.Errorf("part %s has %d interactions; one is needed", p.ID, len(found))
	}
	return p, r.interaction(&p, found[0], n)
}

// interaction reads what is answered and its key. Around is the element in
// which the rubric and the feedback of the part stand.
func (r *reader) interaction(p *models.Part, n, around *node) error {
	p.Prompt = r.markdown(n.first("qti-prompt"))
	switch n.name {
	case "qti-choice-interaction", "qti-inline-choice-interaction":
		r.choice(p, n)
	case "qti-order-interaction":
		p.Type, p.Options = models.PartOrdering, r.options(n.all("qti-simple-choice"))
		for _, value := range correct(r.declaration(n)) {
			p.Order = append(p.Order, r.identifier(optionPrefix, value))
		}
	case "qti-match-interaction":
		return r.match(p, n)
	case "qti-text-entry-interaction":
		return r.entry(p, n, around)
	case "qti-extended-text-interaction":
		p.Type, p.Rule = models.PartShort, models.RuleRubric
		p.Rubric = r.rubric(n, around)
	default:
		return fmt.Errorf("%s has no counterpart here; it can be read are choices, order, match, text entry and extended text", n.name)
	}
	return nil
}

// choice reads a choice of one or of several.
func (r *reader) choice(p *models.Part, n *node) {
	declaration := r.declaration(n)
	p.Type = models.PartMultiple
	if declaration.attr("cardinality") == "single" {
		p.Type = models.PartSingle
	}
	if !r.ours && len(declaration.all("qti-mapping")) > 0 {
		r.warnf("the points of a mapping are not read; the part gives its point for the exact key")
	}
	p.Options = r.options(n.all("qti-simple-choice", "qti-inline-choice"))
	key := correct(declaration)
	for i, o := range n.all("qti-simple-choice", "qti-inline-choice") {
		p.Options[i].Correct = slices.Contains(key, o.attr("identifier"))
	}
}

// options reads choices with their rationales.
func (r *reader) options(choices []*node) []models.Option {
	options := make([]models.Option, len(choices))
	for i, n := range choices {
		options[i] = models.Option{
			ID: r.identifier(optionPrefix, n.attr("identifier")), Text: r.say(n.line(silent...)),
			Rationale: r.say(n.first("qti-feedback-inline").line()), Misconception: n.attr("data-misconception"),
		}
	}
	return options
}

// match reads two sets: the cards of the first go to the targets of the
// second.
func (r *reader) match(p *models.Part, n *node) error {
	sets := n.all("qti-simple-match-set")
	if len(sets) != 2 {
		return fmt.Errorf("a match interaction has %d sets; two are needed", len(sets))
	}
	p.Type, p.Options = models.PartMatching, r.options(sets[0].all("qti-simple-associable-choice"))
	for _, t := range sets[1].all("qti-simple-associable-choice") {
		p.Targets = append(p.Targets, models.Target{ID: r.identifier(targetPrefix, t.attr("identifier")), Text: r.say(t.line(silent...))})
	}
	for _, pair := range correct(r.declaration(n)) {
		option, target, _ := strings.Cut(pair, " ")
		i := slices.IndexFunc(p.Options, func(o models.Option) bool { return o.ID == r.identifier(optionPrefix, option) })
		if i < 0 || p.Options[i].Target != "" {
			return fmt.Errorf("the pair %q of the key cannot be read: each card of the first set goes to one of the second", pair)
		}
		p.Options[i].Target = r.identifier(targetPrefix, target)
	}
	return nil
}

// entry reads a field for a number or, of other systems, for a word.
func (r *reader) entry(p *models.Part, n, around *node) error {
	declaration := r.declaration(n)
	key := correct(declaration)
	if base := declaration.attr("base-type"); base != "float" && base != "integer" {
		p.Type, p.Rule = models.PartShort, models.RuleRubric
		p.Rubric = &models.Rubric{MaxChars: 100, Elements: []models.Element{{ID: "key", Points: 1, AnyOf: key}}}
		r.warnf("a field for a word became a short text whose words are the key")
		return nil
	}
	if len(key) != 1 {
		return fmt.Errorf("a field for a number has %d correct responses; one is needed", len(key))
	}
	value, err := strconv.ParseFloat(key[0], 64)
	if err != nil {
		return fmt.Errorf("the correct response %q is not a number", key[0])
	}
	p.Type, p.Numeric = models.PartNumeric, &models.Numeric{Value: value, Tolerance: r.tolerance(n)}
	if r.ours {
		p.Prompt = r.markdown(classed(around, promptClass))
		p.Numeric.Unit = r.say(unit(around))
	}
	return r.misses(p.Numeric, around)
}

func unit(around *node) string {
	for _, span := range around.all("span") {
		if span.attr("class") == unitClass {
			return span.line()
		}
	}
	return ""
}

// tolerance is how far response processing lets a number be from the key.
func (r *reader) tolerance(n *node) float64 {
	for _, equal := range r.root.all("qti-equal") {
		first, _, _ := strings.Cut(equal.attr("tolerance"), " ")
		if equal.attr("tolerance-mode") != "absolute" || equal.first("qti-variable").attr("identifier") != n.attr("response-identifier") {
			continue
		}
		if t, err := strconv.ParseFloat(first, 64); err == nil {
			return t
		}
	}
	return 0
}

func (r *reader) misses(numeric *models.Numeric, around *node) error {
	for _, n := range around.all("qti-feedback-block") {
		value, err := strconv.ParseFloat(n.attr("data-value"), 64)
		if err != nil {
			if r.ours {
				return fmt.Errorf("data-value=%q of a near miss is not a number", n.attr("data-value"))
			}
			continue
		}
		numeric.Misses = append(numeric.Misses, models.NearMiss{
			Value: value, Rationale: r.say(n.first("qti-content-body").line()), Misconception: n.attr("data-misconception"),
		})
	}
	return nil
}

// rubric reads the elements that a scorer looks for.
func (r *reader) rubric(n, around *node) *models.Rubric {
	rubric := &models.Rubric{}
	rubric.MaxChars, _ = strconv.Atoi(n.attr("expected-length")) // none: 0, which the check asks for
	for _, li := range around.first("qti-rubric-block").all("li") {
		points, err := strconv.Atoi(li.attr("data-points"))
		if err != nil {
			r.warnf("a rubric of another system is not read; add its elements")
			return rubric
		}
		rubric.Elements = append(rubric.Elements, models.Element{
			ID: li.attr("data-id"), Points: points, Description: r.say(li.line()), AnyOf: strings.Split(li.attr("data-any-of"), "\n"),
		})
	}
	return rubric
}
