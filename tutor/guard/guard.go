package guard

import (
	"strings"

	"suyang/models"
	"suyang/models/screen"
)

// Guard knows the key of one item.
type Guard struct {
	rules []rule
}

// reply is a text under judgement.
type reply struct {
	asked    string // what the pupil wrote last
	whole    string // all of the reply so far
	recent   string // its last two sentences
	sentence string // its last sentence, the one being judged
}

// rule returns what a reply gives away, in words for a log, or "".
type rule func(r reply) string

// New builds the guard of an item. What the pupil answered is no secret to her:
// her own wrong choice may be spoken of.
func New(it models.Item, answer models.Answer) *Guard {
	public := publicText(it)
	g := &Guard{rules: []rule{encoded(it), retold(it)}}
	for _, p := range it.Parts {
		g.rules = append(g.rules, partRules(p, answer.Parts[p.ID], public)...)
	}
	return g
}

func partRules(p models.Part, answer models.PartAnswer, publicText string) []rule {
	public := unitsOf(publicText)
	switch p.Type {
	case models.PartSingle, models.PartMultiple:
		return []rule{rightOption(p, public), namedOption(publicText), judgedOption(p, answer), confirmed(p)}
	case models.PartOrdering:
		return []rule{order(p), letterSequence, confirmed(p)}
	case models.PartMatching:
		return []rule{pair(p), confirmed(p)}
	case models.PartNumeric:
		return []rule{number(*p.Numeric, publicText), confirmed(p)}
	case models.PartShort:
		return []rule{paidPhrases(*p.Rubric, publicText), confirmed(p)}
	}
	return nil
}

// Leak judges a whole text that answers asked, sentence by sentence. It
// returns what the text gives away, in words for a log, or "".
func (g *Guard) Leak(asked, text string) string {
	f := NewFilter(asked, g)
	if _, leak := f.Push(text); leak != "" {
		return leak
	}
	_, leak := f.Flush()
	return leak
}

func (g *Guard) judge(r reply) string {
	for _, rule := range g.rules {
		if leak := rule(r); leak != "" {
			return leak
		}
	}
	return ""
}

// Quotes reports whether a text, such as a pupil's message, repeats the item: half
// of its words, and six or more, are the item's.
func Quotes(it models.Item, text string) bool {
	said := unitsOf(text)
	if len(said) < 6 {
		return false
	}
	item := unitsOf(publicText(it))
	for _, p := range it.Parts {
		for _, o := range p.Options {
			item = item.plus(unitsOf(o.Text.ZH, o.Text.EN))
		}
	}
	n := said.in(item)
	return n >= 6 && 2*n >= len(said)
}

// publicText is what a pupil sees anyway, in both languages: the situation, the
// questions and the authored hints.
func publicText(it models.Item) string {
	texts := append(inBoth(it.Title), stimulus(it)...)
	for _, p := range it.Parts {
		texts = append(texts, inBoth(p.Prompt)...)
	}
	for _, hint := range it.Hints {
		texts = append(texts, inBoth(hint)...)
	}
	return strings.Join(texts, "\n")
}

// stimulus is the situation in both languages, its screens as words.
func stimulus(it models.Item) []string {
	texts := inBoth(it.Stimulus)
	for i, text := range texts {
		texts[i] = screen.Plain(text)
	}
	return texts
}

// inBoth returns both languages of a text that has them.
func inBoth(t models.Text) []string {
	var found []string
	for _, s := range []string{t.ZH, t.EN} {
		if s != "" {
			found = append(found, s)
		}
	}
	return found
}
