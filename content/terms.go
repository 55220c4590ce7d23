package content

import (
	"regexp"
	"slices"
	"strings"

	"suyang/models"
)

// terms are the pieces of a text that carry meaning: runs of n Chinese
// characters and numbers, or English words without their endings.
type terms map[string]bool

var (
	hanRun  = regexp.MustCompile(`\p{Han}+`)
	token   = regexp.MustCompile(`[a-z]+|[0-9]+(\.[0-9]+)?`)
	endings = regexp.MustCompile(`(ies|ing|ed|es|s|ly|y|e)$`)
)

// common are English words that say nothing of what a text is about.
var common = termSet(`a an and are as at be been but by can did do does for from get gets go goes had has have he her here hers him his how if in is it its
just like make makes may me might more most must my no not of off on one only or other others our out own she should so some such than that the their them then there
these they thing things this those to too two up us use used very was way we were what when where which while who whose why will with would you your also after again all
any because before being both each even every first into last let look made many much never new next now say says see still take tell think three time under until want well about over between`)

func termSet(words string) terms {
	set := terms{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// termsOf returns the terms of a text; n is the length of the runs of Chinese
// characters.
func termsOf(text string, l models.Locale, n int) terms {
	set := terms{}
	text = strings.ToLower(text)
	if l == models.ZhCN {
		for _, run := range hanRun.FindAllString(text, -1) {
			set.addRuns([]rune(run), n)
		}
		for term := range set {
			if strings.ContainsAny(term, particles) {
				delete(set, term)
			}
		}
	}
	for _, w := range token.FindAllString(text, -1) {
		if len(w) > 1 && !common[w] {
			set[stem(w)] = true
		}
	}
	return set
}

// particles are Chinese characters that say nothing of what a text is about;
// a run with one of them is no word.
const particles = "的了是在和与有不这那个一们么吗呢把被对从到就也都还要会能可以"

func (t terms) addRuns(text []rune, n int) {
	for i := range len(text) - n + 1 {
		t[string(text[i:i+n])] = true
	}
}

// stem levels inflected forms of an English word, roughly.
func stem(w string) string {
	if s := endings.ReplaceAllString(w, ""); len(s) > 2 {
		return s
	}
	return w
}

// minus returns the terms that none of the others holds.
func (t terms) minus(others ...terms) terms {
	rest := terms{}
	for term := range t {
		if !heldBy(term, others) {
			rest[term] = true
		}
	}
	return rest
}

func heldBy(term string, sets []terms) bool {
	for _, s := range sets {
		if s[term] {
			return true
		}
	}
	return false
}

// shared returns the terms that both hold, in order.
func (t terms) shared(other terms) []string {
	var both []string
	for term := range t {
		if other[term] {
			both = append(both, term)
		}
	}
	slices.Sort(both)
	return both
}
