package guard

import (
	"maps"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// same levels ways of writing one thing.
var same = strings.NewReplacer(
	"≥", ">=", "≧", ">=", "≤", "<=", "≦", "<=", "≠", "!=", "→", "->",
	"大于或等于", " >= ", "大于等于", " >= ", "小于或等于", " <= ", "小于等于", " <= ", "不小于", " >= ", "不大于", " <= ",
	"greater than or equal to", " >= ", "greater or equal", " >= ", "less than or equal to", " <= ", "at least", " >= ", "at most", " <= ",
	"*", "", "_", " ", "`", "", "“", "", "”", "", "‘", "'", "’", "'",
)

// level folds full-width and circled forms, drops what is invisible and
// Markdown marks. Letter case stays: a capital B may be an option.
func level(text string) string {
	folded := norm.NFKC.String(strings.Map(visible, text))
	return same.Replace(folded)
}

// visible drops format characters and turns letters in black circles and
// squares, which NFKC leaves, into letters.
func visible(c rune) rune {
	switch {
	case unicode.Is(unicode.Cf, c), unicode.Is(unicode.Mn, c):
		return -1
	case c >= 0x1F150 && c <= 0x1F169:
		return 'A' + c - 0x1F150
	case c >= 0x1F170 && c <= 0x1F189:
		return 'A' + c - 0x1F170
	}
	return c
}

// squeeze keeps letters, digits and comparison signs, in lower case: "密 码",
// "p-a-s-s" and "密码", "pass" come out alike.
func squeeze(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("<>=!%", c) {
			return unicode.ToLower(c)
		}
		return -1
	}, level(text))
}

func reverse(s string) string {
	runes := []rune(s)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}

// units are what a text is compared by: pairs of Chinese characters without
// function words, English words without theirs, numbers, signs.
type units map[string]bool

func unitsOf(texts ...string) units {
	found := units{}
	for _, text := range texts {
		for _, token := range tokens(strings.ToLower(level(text))) {
			found.add(token)
		}
	}
	return found
}

func (u units) add(token string) {
	runes := []rune(token)
	if !unicode.Is(unicode.Han, runes[0]) {
		if word := stem(token); !commonWords[word] && !commonWords[token] {
			u[word] = true
		}
		return
	}
	for i := 0; i+1 < len(runes); i++ {
		if !strings.ContainsRune(commonRunes, runes[i]) && !strings.ContainsRune(commonRunes, runes[i+1]) {
			u[string(runes[i:i+2])] = true
		}
	}
}

// minus returns the units that are in none of the others.
func (u units) minus(others ...units) units {
	left := units{}
	for unit := range u {
		left[unit] = true
		for _, o := range others {
			if o[unit] {
				delete(left, unit)
			}
		}
	}
	return left
}

// plus returns the units of both.
func (u units) plus(other units) units {
	both := maps.Clone(u)
	maps.Copy(both, other)
	return both
}

// in counts how many of the units are in the other set.
func (u units) in(other units) int {
	n := 0
	for unit := range u {
		if other[unit] {
			n++
		}
	}
	return n
}

// tokens are runs of Chinese characters, of letters and digits, and of signs
// of comparison.
func tokens(text string) []string {
	kind := func(c rune) int {
		switch {
		case unicode.Is(unicode.Han, c):
			return 1
		case unicode.IsLetter(c) || unicode.IsDigit(c) || c == '\'':
			return 2
		case strings.ContainsRune("<>=!", c):
			return 3
		}
		return 0
	}
	var found []string
	var run []rune
	for _, c := range text + " " {
		if len(run) > 0 && kind(c) != kind(run[0]) {
			if kind(run[0]) != 0 {
				found = append(found, string(run))
			}
			run = run[:0]
		}
		run = append(run, c)
	}
	return found
}

// stemLength is how many bytes of an English word are compared.
const stemLength = 6

// stem cuts an English word to what its forms share: compar of comparing and
// comparison.
func stem(word string) string {
	for _, ending := range []string{"'s", "ing", "ion", "ed", "es", "s"} {
		if len(word) > len(ending)+2 && strings.HasSuffix(word, ending) {
			word = strings.TrimSuffix(word, ending)
			break
		}
	}
	word = strings.TrimSuffix(word, "e")
	return word[:min(stemLength, len(word))]
}

// commonRunes make pairs that say nothing.
const commonRunes = "的了是在和与也都就把被对从到这那它他她你我们们一个有没不要会能可以上下里"

// commonWords say nothing of a key: function words, and what every tutor says.
var commonWords = unitsFrom(`a an the this that these those it its is are was were be been do does did has have had of to in on
	at for from by with and or but not no so as if then than who which what when where how why i you he she we they them his her
	your our their can could may might will would should must one all any some more most very just only about into over out up
	read time look think question answer step word sentence tell know find work ask see say put take way thing use make give first
	need want try back again take minute many much other part small good well come go`)

func unitsFrom(list string) units {
	found := units{}
	for word := range strings.FieldsSeq(list) {
		found[word] = true
	}
	return found
}
