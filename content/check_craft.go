package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"suyang/models"
)

// craft checks what makes an item fair: how it is worded, in each language.
func (r record) craft(it models.Item) {
	r.screens("stimulus", it.Stimulus)
	eachText(it, func(path string, t models.Text) {
		r.listed(path, t, namesToAvoid, "names a brand, a platform or a person", "invent a name")
		r.listed(path, t, slights, "looks down on a region, a sex or an income", "say it of anybody")
	})
	for i, p := range it.Parts {
		r.wording(fmt.Sprintf("parts[%d]", i), p)
	}
	r.places(it)
}

// wording checks how a part asks, and how its options are put.
func (r record) wording(path string, p models.Part) {
	r.denials(path, p)
	for i, o := range p.Options {
		r.forbidden(fmt.Sprintf("%s.options[%d].text", path, i), o.Text, sweeping, "speaks of the other options", "say what it holds itself; options stand in any order")
	}
	if p.Type == models.PartSingle {
		r.clue(path, p)
	}
}

// listed reports a word of a list, in either language.
func (r record) listed(path string, t models.Text, list []string, what, mend string) {
	for _, l := range models.Locales() {
		if found := firstWord(t.In(l), list); found != "" {
			r.bad(join(path, side(l)), fmt.Sprintf("%q %s", found, what), mend)
		}
	}
}

// forbidden reports what a pattern finds in a text, in either language.
func (r record) forbidden(path string, t models.Text, pattern *regexp.Regexp, what, mend string) {
	for _, l := range models.Locales() {
		if found := pattern.FindString(t.In(l)); found != "" {
			r.bad(join(path, side(l)), fmt.Sprintf("%q %s", found, what), mend)
		}
	}
}

// denials reports questions for what is not so, unless the denial stands out,
// and options that deny twice.
func (r record) denials(path string, p models.Part) {
	emphasise := "ask for what is so, or set the negation in bold: **不**, **not**"
	r.forbidden(path+".prompt", models.Text{ZH: strong.ReplaceAllString(p.Prompt.ZH, ""), EN: p.Prompt.EN}, deniedZH, "asks for what is not so", emphasise)
	r.forbidden(path+".prompt", models.Text{ZH: p.Prompt.ZH, EN: strong.ReplaceAllString(p.Prompt.EN, "")}, deniedEN, "asks for what is not so", emphasise)
	for i, o := range p.Options {
		r.forbidden(fmt.Sprintf("%s.options[%d].text", path, i), o.Text, twiceDenied, "denies twice", "say it straight")
	}
}

// A clue is a run of clueRun Chinese characters, or an English word of clueStem
// letters without its ending: shorter ones are too common to tell.
const clueRun, clueStem = 3, 5

func weakClue(term string) bool {
	return term[0] < utf8.RuneSelf && (len(term) < clueStem || term[0] <= '9')
}

// clue reports words that the prompt shares with the key and with no other
// option: a pupil who looks for likeness alone would find the key.
func (r record) clue(path string, p models.Part) {
	for _, l := range models.Locales() {
		prompt := termsOf(p.Prompt.In(l), l, clueRun)
		var key terms
		var wrong []terms
		for _, o := range p.Options {
			if t := termsOf(o.Text.In(l), l, clueRun); o.Correct {
				key = t
			} else {
				wrong = append(wrong, t)
			}
		}
		both := slices.DeleteFunc(key.minus(wrong...).shared(prompt), weakClue)
		if len(both) > 0 {
			r.bad(join(path+".options", side(l)), fmt.Sprintf("only the key shares words with the prompt: %s", strings.Join(both, ", ")), "use them in another option too, or in none")
		}
	}
}

// places reports options named by their place in texts a pupil reads.
func (r record) places(it models.Item) {
	eachText(it, func(path string, t models.Text) {
		if strings.Contains(path, "options[") && strings.HasSuffix(path, ".text") || strings.HasPrefix(path, "stimulus") {
			return // their own numbering, such as answers on a screen
		}
		r.forbidden(path, t, letters, "names an option by its place", "name it by its content; each pupil sees another order")
	})
}
