package content

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"suyang/models"
)

// format is what a part of one type must look like.
type format struct {
	rules   []models.Rule
	options [2]int // fewest and most options
	key     func(r record, path string, p models.Part)
}

var formats = map[models.PartType]format{
	models.PartSingle:   {[]models.Rule{models.RuleExact}, [2]int{3, 6}, record.single},
	models.PartMultiple: {[]models.Rule{models.RuleExact, models.RuleOneError, models.RuleOneOmission}, [2]int{3, 8}, record.multiple},
	models.PartOrdering: {[]models.Rule{models.RuleExact, models.RuleAdjacentSwap}, [2]int{3, 8}, record.ordering},
	models.PartMatching: {[]models.Rule{models.RuleExact, models.RuleOneError}, [2]int{2, 8}, record.matching},
	models.PartNumeric:  {[]models.Rule{models.RuleExact}, [2]int{0, 0}, record.numeric},
	models.PartShort:    {[]models.Rule{models.RuleRubric}, [2]int{0, 0}, record.short},
}

// part checks one interaction: rule and points, options, key.
func (r record) part(path string, p models.Part) {
	f, known := formats[p.Type]
	if !known {
		r.bad(path+".type", fmt.Sprintf("%q is not a type", p.Type), fmt.Sprintf("use one of %v", models.PartTypes()))
		return
	}
	if !slices.Contains(f.rules, p.Rule) {
		r.bad(path+".rule", fmt.Sprintf("the rule %q does not fit the type %s", p.Rule, p.Type), fmt.Sprintf("use one of %v", f.rules))
	}
	r.points(path, p)
	if n := len(p.Options); n < f.options[0] || n > f.options[1] {
		r.bad(path+".options", fmt.Sprintf("%d options", n), fmt.Sprintf("a %s part has %d to %d", p.Type, f.options[0], f.options[1]))
	}
	r.options(path, p)
	r.strangers(path, p)
	f.key(r, path, p)
}

// points checks that every score up to the maximum can be reached and no
// other.
func (r record) points(path string, p models.Part) {
	most := 2 // a rule with one step of partial credit
	switch p.Rule {
	case models.RuleExact:
		most = 1
	case models.RuleRubric:
		most = max(p.Max, 1)
	}
	if p.Max != most {
		r.bad(path+".max", fmt.Sprintf("%d points with the rule %s", p.Max, p.Rule), fmt.Sprintf("give %d, or choose another rule", most))
	}
}

// options checks what options of every type have in common.
func (r record) options(path string, p models.Part) {
	ids, texts := map[string]bool{}, map[string]bool{}
	for i, o := range p.Options {
		at := fmt.Sprintf("%s.options[%d]", path, i)
		r.once(ids, at+".id", o.ID)
		if texts[o.Text.ZH] || texts[o.Text.EN] {
			r.bad(at+".text", "the same text as another option", "make the options differ in both languages")
		}
		texts[o.Text.ZH], texts[o.Text.EN] = true, true
		r.belief(at+".misconception", o.Misconception)
		r.identifier(at+".id", o)
	}
	if len(p.Order) > 1 && slices.IsSorted(p.Order) {
		r.bad(path+".order", "the ids of the cards are in the order of the key", "give them other ids; a browser gets them")
	}
}

// tellingIDs must not name an option, for a browser gets its id.
var tellingIDs = []string{"right", "correct", "key", "true", "answer", "wrong", "false"}

// identifier checks that the id of an option does not spell the key.
func (r record) identifier(path string, o models.Option) {
	if id := strings.ToLower(o.ID); slices.Contains(tellingIDs, id) || id != "" && id == strings.ToLower(o.Target) {
		r.bad(path, fmt.Sprintf("the id %q tells the key", o.ID), "give it another; a browser gets it")
	}
}

// belief checks that a misconception is in the catalogue.
func (r record) belief(path, code string) {
	if code != "" && !r.beliefs[code] {
		r.bad(path, fmt.Sprintf("there is no misconception %q", code), "use a code of misconceptions.yaml, or add it there")
	}
}

// strangers reports fields that belong to another type of part.
func (r record) strangers(path string, p models.Part) {
	foreign := func(field string, there bool, types ...models.PartType) {
		if there && !slices.Contains(types, p.Type) {
			r.bad(join(path, field), "does not belong to a "+string(p.Type)+" part", "take it out, or change the type")
		}
	}
	foreign("targets", len(p.Targets) > 0, models.PartMatching)
	foreign("order", len(p.Order) > 0, models.PartOrdering)
	foreign("numeric", p.Numeric != nil, models.PartNumeric)
	foreign("rubric", p.Rubric != nil, models.PartShort)
	for i, o := range p.Options {
		foreign(fmt.Sprintf("options[%d].target", i), o.Target != "", models.PartMatching)
		foreign(fmt.Sprintf("options[%d].correct", i), o.Correct, models.PartSingle, models.PartMultiple)
		foreign(fmt.Sprintf("options[%d].misconception", i), o.Misconception != "", models.PartSingle, models.PartMultiple)
	}
}

// single wants exactly one correct option that does not stick out.
func (r record) single(path string, p models.Part) {
	if n := r.choices(path, p); n != 1 {
		r.bad(path+".options", fmt.Sprintf("%d options are correct", n), "mark exactly one with correct: true")
		return
	}
	for _, l := range models.Locales() {
		key, longest := 0, 0
		for _, o := range p.Options {
			length := len([]rune(o.Text.In(l)))
			if o.Correct {
				key = length
			} else {
				longest = max(longest, length)
			}
		}
		if 2*key > 3*longest {
			r.bad(path+".options", fmt.Sprintf("the correct option is by far the longest in %s (%d against %d characters)", l, key, longest),
				"shorten it or lengthen the others, so that its length gives nothing away")
		}
	}
}

// multiple wants something to choose and something to leave.
func (r record) multiple(path string, p models.Part) {
	if n := r.choices(path, p); n == 0 || n == len(p.Options) {
		r.bad(path+".options", fmt.Sprintf("%d of %d options are correct", n, len(p.Options)), "mark at least one, and leave at least one wrong")
	}
}

// choices counts the correct options and wants a misconception of each wrong
// one.
func (r record) choices(path string, p models.Part) (correct int) {
	for i, o := range p.Options {
		at := fmt.Sprintf("%s.options[%d].misconception", path, i)
		if o.Correct {
			correct++
		}
		if o.Correct == (o.Misconception != "") {
			r.bad(at, "a wrong option needs a misconception, a correct one has none", "say by its code what a pupil who chooses it believes")
		}
	}
	return correct
}

// ordering wants each option exactly once in the key.
func (r record) ordering(path string, p models.Part) {
	ids := make([]string, len(p.Options))
	for i, o := range p.Options {
		ids[i] = o.ID
	}
	if !slices.Equal(slices.Sorted(slices.Values(ids)), slices.Sorted(slices.Values(p.Order))) {
		r.bad(path+".order", fmt.Sprintf("%v does not hold each of %v once", p.Order, ids), "list all option ids, first to last")
	}
	if slices.Equal(ids, p.Order) {
		r.bad(path+".options", "the options stand in the order of the key", "write them in another order")
	}
}

// matching wants an existing target for each option.
func (r record) matching(path string, p models.Part) {
	targets := map[string]bool{}
	for i, t := range p.Targets {
		r.once(targets, fmt.Sprintf("%s.targets[%d].id", path, i), t.ID)
	}
	if len(targets) < 2 {
		r.bad(path+".targets", fmt.Sprintf("%d targets", len(targets)), "give at least two to choose among")
	}
	for i, o := range p.Options {
		if !targets[o.Target] {
			r.bad(fmt.Sprintf("%s.options[%d].target", path, i), fmt.Sprintf("there is no target %q", o.Target), "name the id of a target of this part")
		}
	}
}

// numeric wants a finite key, and near misses that are no hits.
func (r record) numeric(path string, p models.Part) {
	n := p.Numeric
	if n == nil {
		r.bad(path+".numeric", "is missing", "give value and tolerance")
		return
	}
	if math.IsNaN(n.Value) || math.IsInf(n.Value, 0) {
		r.bad(path+".numeric.value", "is not a number", "give the key")
	}
	if !(n.Tolerance >= 0) || math.IsInf(n.Tolerance, 0) {
		r.bad(path+".numeric.tolerance", fmt.Sprintf("%g is below 0", n.Tolerance), "give 0 for an exact number, more for a rounded one")
	}
	for i, m := range n.Misses {
		at := fmt.Sprintf("%s.numeric.misses[%d]", path, i)
		if math.Abs(m.Value-n.Value) <= n.Tolerance {
			r.bad(at+".value", fmt.Sprintf("%g counts as right", m.Value), "take it out, or lower the tolerance")
		}
		r.belief(at+".misconception", m.Misconception)
	}
}

// Bounds of the length of a short text, in characters.
const minChars, maxChars = 20, 2000

var han, latin = regexp.MustCompile(`\p{Han}`), regexp.MustCompile(`\p{Latin}`)

// short wants a rubric that can reach the maximum in both languages.
func (r record) short(path string, p models.Part) {
	if p.Rubric == nil {
		r.bad(path+".rubric", "is missing", "give max_chars and elements")
		return
	}
	if n := p.Rubric.MaxChars; n < minChars || n > maxChars {
		r.bad(path+".rubric.max_chars", fmt.Sprintf("%d is outside %d to %d", n, minChars, maxChars), "give the most characters a pupil may write")
	}
	ids, reach := map[string]bool{}, 0
	for i, e := range p.Rubric.Elements {
		at := fmt.Sprintf("%s.rubric.elements[%d]", path, i)
		r.once(ids, at+".id", e.ID)
		if e.Points < 1 {
			r.bad(at+".points", fmt.Sprintf("%d is below 1", e.Points), "give at least one point")
		}
		if !slices.ContainsFunc(e.AnyOf, han.MatchString) || !slices.ContainsFunc(e.AnyOf, latin.MatchString) {
			r.bad(at+".any_of", "no phrase in one of the languages", "give at least one Chinese and one English phrase")
		}
		reach += e.Points
	}
	if reach < p.Max {
		r.bad(path+".rubric.elements", fmt.Sprintf("the elements reach %d of %d points", reach, p.Max), "add elements or points, or lower max")
	}
}
