package content

import (
	"fmt"
	"strings"

	"suyang/models"
	"suyang/models/screen"
)

// A text comes close to a key when it uses closeShare of the words that only
// the key has, at least closeWords of them, and closeTimes the share of any
// wrong option.
const (
	closeShare = 0.3
	closeWords = 3
	closeTimes = 2
	closeRun   = 2 // Chinese characters that count as a word
)

// paraphrases reports hints and prompts of other parts that come close to the
// key of a choice.
func (r record) paraphrases(it models.Item, part int) {
	p := it.Parts[part]
	if p.Type != models.PartSingle && p.Type != models.PartMultiple {
		return
	}
	for _, l := range models.Locales() {
		own := ownWords(it, p, l)
		report := func(path string, text models.Text) {
			if words := closeTo(termsOf(text.In(l), l, closeRun), p, own); len(words) > 0 {
				r.bad(join(path, side(l)), "comes close to the key of part "+p.ID+": "+strings.Join(words, ", "), "lead to the answer with other words")
			}
		}
		for i, hint := range it.Hints {
			report(fmt.Sprintf("hints[%d]", i), hint)
		}
		for i, other := range it.Parts {
			if i != part {
				report(fmt.Sprintf("parts[%d].prompt", i), other.Prompt)
			}
		}
	}
}

// closeTo returns the words that bring what is said close to a correct option;
// own are the words of each option.
func closeTo(said terms, p models.Part, own []terms) []string {
	var most []string
	right, wrong := 0.0, 0.0
	for i, o := range p.Options {
		both := own[i].shared(said)
		share := float64(len(both)) / float64(max(1, len(own[i])))
		switch {
		case !o.Correct:
			wrong = max(wrong, share)
		case share > right && len(both) >= closeWords:
			right, most = share, both
		}
	}
	if right < closeShare || right <= closeTimes*wrong {
		return nil
	}
	return most
}

// ownWords returns the words of each option that neither the situation nor an
// option of the other kind, right or wrong, holds.
func ownWords(it models.Item, p models.Part, l models.Locale) []terms {
	known := termsOf(screen.Plain(it.Stimulus.In(l))+"\n"+p.Prompt.In(l), l, closeRun)
	all := make([]terms, len(p.Options))
	for i, o := range p.Options {
		all[i] = termsOf(o.Text.In(l), l, closeRun)
	}
	own := make([]terms, len(p.Options))
	for i, o := range p.Options {
		others := []terms{known}
		for j, other := range p.Options {
			if j != i && (!o.Correct || !other.Correct) {
				others = append(others, all[j])
			}
		}
		own[i] = all[i].minus(others...)
	}
	return own
}
