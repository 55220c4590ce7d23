package content

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"suyang/models"
)

// leaks reports hints and prompts that hold a key or come close to it: a pupil
// may read all of them before she answers. Rationales and the explanation
// appear after the whole item only.
func (r record) leaks(it models.Item) {
	for i, hint := range it.Hints {
		r.leak(fmt.Sprintf("hints[%d]", i), hint, it.Parts...)
	}
	for i, p := range it.Parts {
		r.leak(fmt.Sprintf("parts[%d].prompt", i), p.Prompt, p)
		r.paraphrases(it, i)
	}
}

// leak reports whether the text gives away the key of one of the parts, in
// either language.
func (r record) leak(path string, text models.Text, parts ...models.Part) {
	for _, p := range parts {
		for _, l := range models.Locales() {
			if secret := given(p, plain(text.In(l)), l); secret != "" {
				r.bad(path, fmt.Sprintf("gives away the key of part %s: %q", p.ID, secret), "say how to find the answer, not what it is")
			}
		}
	}
}

// given returns the words of the part's key that stand in the text, or "".
func given(p models.Part, text string, l models.Locale) string {
	if p.Numeric != nil && holdsNumber(text, p.Numeric.Value) {
		return strconv.FormatFloat(p.Numeric.Value, 'g', -1, 64)
	}
	if p.Rubric != nil {
		return givenPhrase(*p.Rubric, text)
	}
	for _, o := range p.Options {
		words := plain(o.Text.In(l))
		if o.Correct && quoted(text, words) {
			return words
		}
		if t, found := target(p, o.Target); found && quoted(text, words) && quoted(text, plain(t.Text.In(l))) {
			return words
		}
	}
	return givenOrder(p, text, l)
}

// givenPhrase returns a phrase that would earn points if it were copied.
func givenPhrase(rubric models.Rubric, text string) string {
	for _, e := range rubric.Elements {
		for _, phrase := range e.AnyOf {
			if strings.Contains(text, plain(phrase)) {
				return phrase
			}
		}
	}
	return ""
}

// givenOrder returns the words of two neighbours of an ordering key that stand
// in the text in their order.
func givenOrder(p models.Part, text string, l models.Locale) string {
	for i := 1; i < len(p.Order); i++ {
		first, _ := p.Option(p.Order[i-1])
		second, _ := p.Option(p.Order[i])
		one, two := plain(first.Text.In(l)), plain(second.Text.In(l))
		if _, rest, found := strings.Cut(text, one); found && quoted(text, one) && quoted(rest, two) {
			return one + " ... " + two
		}
	}
	return ""
}

func target(p models.Part, id string) (models.Target, bool) {
	for _, t := range p.Targets {
		if t.ID == id {
			return t, true
		}
	}
	return models.Target{}, false
}

// quoted reports whether the words stand in the text. One or two characters
// are too common to tell.
func quoted(text, words string) bool { return len([]rune(words)) > 2 && strings.Contains(text, words) }

var number = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// holdsNumber reports whether the number stands in the text.
func holdsNumber(text string, value float64) bool {
	for _, s := range number.FindAllString(text, -1) {
		if v, err := strconv.ParseFloat(s, 64); err == nil && v == value {
			return true
		}
	}
	return false
}

var marks = strings.NewReplacer("*", "", "_", "", "`", "")

// plain lowers the text and levels what does not change its meaning: runs of
// space, Markdown marks and the full stop at the end.
func plain(s string) string {
	s = strings.Join(strings.Fields(strings.ToLower(marks.Replace(s))), " ")
	return strings.TrimRight(s, ".。")
}
