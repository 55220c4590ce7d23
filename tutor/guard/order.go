package guard

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"suyang/models"
)

// named is the share of the words of an option at which a clause is taken to
// speak of it, if there are two or more of them.
const named = 0.2

// things are options or targets that a text can speak of.
type things []thing

type thing struct {
	texts []secret // telling: the words no other thing has
	heads []string // squeezed, such as 采集 of 采集：把..., or all of a short text
}

func thingsOf(ids []string, texts []models.Text) things {
	all := make(things, len(texts))
	for i, t := range texts {
		others := units{}
		for j, o := range texts {
			if j != i {
				others = others.plus(unitsOf(o.ZH, o.EN))
			}
		}
		all[i].texts = secrets(t, others)
		all[i].heads = []string{ids[i]}
		for _, text := range inBoth(t) {
			head, _, _ := strings.Cut(level(text), ":")
			all[i].heads = append(all[i].heads, squeeze(head))
		}
	}
	return all
}

// in lists the things a clause speaks of: by name, by a word no other has, or
// by a share of their words.
func (all things) in(clause string) []int {
	words, squeezed := unitsOf(clause), squeeze(clause)
	var found []int
	for i, t := range all {
		byName := slices.ContainsFunc(t.heads, func(h string) bool { return len(h) > 2 && strings.Contains(squeezed, h) })
		byWords := slices.ContainsFunc(t.texts, func(s secret) bool {
			told := s.all.in(words)
			return s.quotedIn(clause) || s.telling.in(words) > 0 || told >= 2 && float64(told) >= named*float64(len(s.all))
		})
		if byName || byWords {
			found = append(found, i)
		}
	}
	return found
}

// quoted lists the things whose words stand in a text.
func (all things) quoted(text string) []int {
	var found []int
	for i, t := range all {
		if slices.ContainsFunc(t.texts, func(s secret) bool { return s.quotedIn(text) }) {
			found = append(found, i)
		}
	}
	return found
}

var (
	clauses  = regexp.MustCompile(`[，,。.；;！!？?、\n]|->`)
	sequence = regexp.MustCompile(`(?i)先|首先|第一|然后|接着|之后|以后|最后|再|->|顺序|\bfirst|\bthen\b|\bnext\b|\bafter|\bbefore\b|\bfinally|\blast|\border\b|\bstart with|\bbegin`)
	initial  = regexp.MustCompile(`(?i)最先|首先|第一步|第一个|先做|开头|从.{1,20}(?:开始|做起)|\bfirst\b|\bstart(?:s)? with|\bbegin(?:s)? with`)
	closing  = regexp.MustCompile(`(?i)最后|末尾|\blast\b|\bfinally\b|\bend(?:s)? with`)
	series   = regexp.MustCompile(`\b[A-Ha-h](?:\s*(?:->|[,，、\->\s]|然后|再|then)\s*[A-Ha-h]\b){2,}|\b[A-H]{3,8}\b`)
)

// order finds parts of an ordering key: three options in their order, two that
// follow each other with a word of sequence, the first or the last named so.
func order(p models.Part) rule {
	texts := make([]models.Text, len(p.Order))
	for i, id := range p.Order {
		o, _ := p.Option(id)
		texts[i] = o.Text
	}
	inOrder := thingsOf(p.Order, texts)
	return func(r reply) string {
		if line := inOrder.line(r.whole); len(line) >= 3 && slices.IsSorted(line) {
			return "the order"
		}
		line, text := inOrder.line(r.recent), level(r.recent)
		switch {
		case neighbours(line) && sequence.MatchString(text),
			slices.Contains(line, 0) && initial.MatchString(text),
			slices.Contains(line, len(p.Order)-1) && closing.MatchString(text):
			return "a piece of the order"
		}
		return ""
	}
}

// neighbours reports whether two that follow each other in the key come in
// that order in the line.
func neighbours(line []int) bool {
	for i, place := range line {
		if slices.Contains(line[i:], place+1) {
			return true
		}
	}
	return false
}

// line lists the things a text mentions, in the order of their first mentions.
func (all things) line(text string) []int {
	first := map[int]int{} // thing to where it is mentioned
	squeezed, passed := squeeze(text), 0
	for _, clause := range clauses.Split(level(text), -1) {
		for _, i := range all.in(clause) {
			if _, found := first[i]; !found {
				first[i] = passed
			}
		}
		passed += len(squeeze(clause))
	}
	for i, t := range all {
		for _, s := range t.texts {
			if where := strings.Index(squeezed, s.squeezed); where >= 0 && s.quotedIn(text) {
				first[i] = where
			}
		}
	}
	return slices.SortedFunc(maps.Keys(first), func(a, b int) int { return cmp.Compare(first[a], first[b]) })
}

// letterSequence finds B, A, D, C.
func letterSequence(r reply) string {
	if series.MatchString(level(r.sentence)) {
		return "an order in letters"
	}
	return ""
}

// pair finds an option and its target in one sentence, or an option quoted
// before its target.
func pair(p models.Part) rule {
	targetIDs := make([]string, len(p.Targets))
	targetTexts := make([]models.Text, len(p.Targets))
	for i, t := range p.Targets {
		targetIDs[i], targetTexts[i] = t.ID, t.Text
	}
	optionIDs, optionTexts := make([]string, len(p.Options)), make([]models.Text, len(p.Options))
	for i, o := range p.Options {
		optionIDs[i], optionTexts[i] = o.ID, o.Text
	}
	options, targets := thingsOf(optionIDs, optionTexts), thingsOf(targetIDs, targetTexts)
	return func(r reply) string {
		spokenOf := targets.in(r.sentence)
		for _, i := range append(options.in(r.sentence), options.quoted(r.whole)...) {
			if slices.Contains(spokenOf, slices.Index(targetIDs, p.Options[i].Target)) {
				return "a pair"
			}
		}
		return ""
	}
}
