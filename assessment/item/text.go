package item

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"suyang/models"
)

// apostrophes are typed straight and printed curly.
var apostrophes = strings.NewReplacer("’", "'", "‘", "'")

// fold writes a text so that spellings which do not change its meaning are
// equal: full- and half-width forms, case and apostrophes are one, invisible
// characters are gone, and spaces stay only between two words of an alphabet.
func fold(s string) string {
	var b strings.Builder
	var last rune
	space := false
	for _, r := range apostrophes.Replace(strings.ToLower(norm.NFKC.String(s))) {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.Is(unicode.Cf, r):
			continue
		}
		if space && spaced(last) && spaced(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, space = r, false
	}
	return b.String()
}

// spelled reports whether the character is a letter of a script that separates
// words by spaces.
func spelled(r rune) bool {
	return unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// spaced reports whether a space beside the character has a meaning.
func spaced(r rune) bool { return spelled(r) || unicode.IsDigit(r) }

// rubricPoints sums the points of the elements the text names.
func rubricPoints(r models.Rubric, text string) int {
	text = fold(text)
	points := 0
	for _, e := range r.Elements {
		if names(text, e.AnyOf) {
			points += e.Points
		}
	}
	return points
}

func names(folded string, phrases []string) bool {
	for _, phrase := range phrases {
		if contains(folded, fold(phrase)) {
			return true
		}
	}
	return false
}

// contains reports whether the phrase stands in the text. In a script with
// spaces it has to be whole words, save for a plural: "ad" is in "two ads" but
// not in "I had". A phrase may begin inside a number: "0 words" is in "200
// words".
func contains(text, phrase string) bool {
	for from := 0; phrase != ""; {
		at := strings.Index(text[from:], phrase)
		if at < 0 {
			return false
		}
		start := from + at
		if wholeWords(text[:start], phrase, text[start+len(phrase):]) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		from = start + size
	}
	return false
}

func wholeWords(before, phrase, after string) bool {
	left, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(phrase)
	last, _ := utf8.DecodeLastRuneInString(phrase)
	if spelled(left) && spelled(first) {
		return false
	}
	return !spelled(last) || !startsSpelled(after) || pluralEnding(after)
}

func pluralEnding(after string) bool {
	for _, ending := range []string{"s", "es"} {
		if rest, ok := strings.CutPrefix(after, ending); ok && !startsSpelled(rest) {
			return true
		}
	}
	return false
}

func startsSpelled(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && spelled(r)
}
