package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"suyang/models"
)

// retold finds sentences of the worked explanation, or of the reason why an
// option is right, told again.
func retold(it models.Item) rule {
	texts := inBoth(it.Explanation)
	for _, p := range it.Parts {
		for _, o := range p.Options {
			if o.Correct || o.Target != "" {
				texts = append(texts, inBoth(o.Rationale)...)
			}
		}
	}
	known := shinglesOf(strings.Join(texts, "\n"))
	return func(r reply) string {
		said := shinglesOf(r.sentence)
		if n := said.in(known); n >= 5 && n*2 >= len(said) {
			return "the worked explanation"
		}
		return ""
	}
}

// shinglesOf are runs of five Chinese characters and of four words.
func shinglesOf(text string) units {
	found := units{}
	var words []string
	for _, token := range tokens(strings.ToLower(level(text))) {
		runes := []rune(token)
		if unicode.Is(unicode.Han, runes[0]) {
			words = nil
			for i := 0; i+5 <= len(runes); i++ {
				found[string(runes[i:i+5])] = true
			}
			continue
		}
		if words = append(words, token); len(words) >= 4 {
			found[strings.Join(words[len(words)-4:], " ")] = true
		}
	}
	return found
}

// paidPhrases finds what a rubric pays for: phrases of two elements in one
// reply, or one long phrase. Phrases that stand in the item are no secret.
func paidPhrases(rubric models.Rubric, publicText string) rule {
	elements, public := make([][]string, len(rubric.Elements)), squeeze(publicText)
	for i, e := range rubric.Elements {
		for _, phrase := range e.AnyOf {
			if s := squeeze(phrase); !strings.Contains(public, s) {
				elements[i] = append(elements[i], s)
			}
		}
	}
	return func(r reply) string {
		whole, found := squeeze(r.whole), 0
		for _, phrases := range elements {
			longest := 0
			for _, phrase := range phrases {
				if strings.Contains(whole, phrase) {
					longest = max(longest, weigh(phrase))
				}
			}
			if longest >= 8 {
				return "a phrase of the rubric"
			}
			if longest > 0 {
				found++
			}
		}
		if found >= 2 {
			return "phrases of the rubric"
		}
		return ""
	}
}

// weigh counts a Chinese character as two letters.
func weigh(phrase string) int {
	n := 0
	for _, c := range phrase {
		n += min(2, utf8.RuneLen(c))
	}
	return n
}
