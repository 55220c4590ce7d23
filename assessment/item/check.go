package item

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"suyang/models"
)

// Check refuses an answer that is malformed rather than wrong: a part or an
// option the item does not have, a field of another part type, a text too
// long, a number that cannot be read. The models.Error names the field, such as
// parts.1.choices. Omitted parts are in order.
func Check(it models.Item, a models.Answer) error {
	for id := range a.Parts {
		if _, ok := it.Part(id); !ok {
			return models.Invalid("parts", fmt.Sprintf("this item has no part %.40q", id))
		}
	}
	for _, p := range it.Parts {
		if err := checkPart(p, a.Parts[p.ID]); err != nil {
			return err
		}
	}
	return nil
}

func checkPart(p models.Part, a models.PartAnswer) error {
	if field, ok := strayField(p.Type, a); ok {
		return malformed(p, field, "does not belong to a part of type %s", p.Type)
	}
	if a.Omitted() {
		return nil
	}
	switch p.Type {
	case models.PartSingle, models.PartMultiple:
		return checkChoices(p, a.Choices)
	case models.PartOrdering:
		return checkOrder(p, a.Order)
	case models.PartMatching:
		return checkPairs(p, a.Pairs)
	case models.PartNumeric:
		return checkNumber(p, a.Number)
	default:
		return checkText(p, a.Text)
	}
}

// strayField names a filled field that does not belong to the part type.
func strayField(t models.PartType, a models.PartAnswer) (string, bool) {
	fields := []struct {
		name   string
		filled bool
		belong bool
	}{
		{"choices", len(a.Choices) > 0, t == models.PartSingle || t == models.PartMultiple},
		{"order", len(a.Order) > 0, t == models.PartOrdering},
		{"pairs", len(a.Pairs) > 0, t == models.PartMatching},
		{"number", a.Number != "", t == models.PartNumeric},
		{"text", a.Text != "", t == models.PartShort},
	}
	for _, f := range fields {
		if f.filled && !f.belong {
			return f.name, true
		}
	}
	return "", false
}

func checkChoices(p models.Part, choices []string) error {
	if p.Type == models.PartSingle && len(choices) > 1 {
		return malformed(p, "choices", "takes one option, %d were given", len(choices))
	}
	return checkOptions(p, "choices", choices)
}

func checkOrder(p models.Part, order []string) error {
	if len(order) != len(p.Options) {
		return malformed(p, "order", "takes all %d options, %d were given", len(p.Options), len(order))
	}
	return checkOptions(p, "order", order)
}

// checkOptions reports an id that is no option of the part, or stands twice.
func checkOptions(p models.Part, field string, ids []string) error {
	for i, id := range ids {
		if _, ok := p.Option(id); !ok {
			return malformed(p, field, "there is no option %.40q", id)
		}
		if slices.Contains(ids[:i], id) {
			return malformed(p, field, "option %q stands twice", id)
		}
	}
	return nil
}

func checkPairs(p models.Part, pairs map[string]string) error {
	for option, target := range pairs {
		if _, ok := p.Option(option); !ok {
			return malformed(p, "pairs", "there is no option %.40q", option)
		}
		if !slices.ContainsFunc(p.Targets, func(t models.Target) bool { return t.ID == target }) {
			return malformed(p, "pairs", "there is no target %.40q", target)
		}
	}
	return nil
}

func checkNumber(p models.Part, typed string) error {
	if _, err := ParseNumber(typed, p.Numeric.Unit); err != nil {
		return malformed(p, "number", "%s", err)
	}
	return nil
}

func checkText(p models.Part, text string) error {
	if n := utf8.RuneCountInString(text); n > p.Rubric.MaxChars {
		return malformed(p, "text", "%d characters, at most %d can be taken", n, p.Rubric.MaxChars)
	}
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return malformed(p, "text", "holds bytes that are no text")
	}
	return nil
}

func malformed(p models.Part, field, format string, args ...any) error {
	return models.Invalid("parts."+p.ID+"."+field, fmt.Sprintf(format, args...))
}
