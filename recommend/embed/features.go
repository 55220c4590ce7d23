package embed

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Weights of a feature's kinds before it is known how telling the feature is.
const (
	wordWeight  = 1.0 // a word, or a pair of Chinese characters
	runeWeight  = 1.0 // one Chinese character
	pieceWeight = 0.3 // four letters of a word: forgives endings and slips
	termWeight  = 2.0 // a term of the glossary, the same in both languages

	titleWeight = 3.0   // the first line stands for the whole
	halfWay     = 200.0 // a unit at this place counts half of one at the start
	maxUnits    = 4000  // units read of one text
	pieceLength = 4
)

// features counts what a text is made of: hash of the feature to its weighted
// count.
type features map[uint64]float64

func featuresOf(text string) features {
	r := reader{found: features{}}
	title, rest, _ := strings.Cut(strings.TrimSpace(norm.NFKC.String(text)), "\n")
	r.read(title, titleWeight)
	r.read(rest, 1)
	return r.found
}

// reader walks through a text and counts its features.
type reader struct {
	found features
	units int // read so far
}

// read splits text into runs of Chinese characters and runs of other letters
// and digits.
func (r *reader) read(text string, weight float64) {
	var words []string // those of the current stretch without Chinese
	for len(text) > 0 && r.units < maxUnits {
		size, kind := run(text)
		switch kind {
		case latinRun:
			words = append(words, strings.ToLower(text[:size]))
			r.word(words, weight)
		case hanRun:
			words = nil
			r.han([]rune(text[:size]), weight)
		}
		text = text[size:]
	}
}

type runKind int

const (
	otherRun runKind = iota
	latinRun
	hanRun
)

func kindOf(c rune) runKind {
	switch {
	case unicode.Is(unicode.Han, c):
		return hanRun
	case unicode.IsLetter(c) || unicode.IsDigit(c):
		return latinRun
	}
	return otherRun
}

// run returns the length in bytes and the kind of the first run of text, which
// is not empty.
func run(text string) (int, runKind) {
	kind := otherRun
	for i, c := range text {
		if i == 0 {
			kind = kindOf(c)
		} else if kindOf(c) != kind {
			return i, kind
		}
	}
	return len(text), kind
}

func (r *reader) add(kind byte, unit string, weight float64) {
	r.found[hash(kind, unit)] += weight * halfWay / (halfWay + float64(r.units))
}

// word counts the last of words, and the terms that end with it.
func (r *reader) word(words []string, weight float64) {
	last := words[len(words)-1]
	r.add('w', stem(last), weight*wordWeight)
	letters := []rune("^" + last + "$")
	for i := 0; i+pieceLength <= len(letters); i++ {
		r.add('p', string(letters[i:i+pieceLength]), weight*pieceWeight)
	}
	for n := 1; n <= min(maxTermWords, len(words)); n++ {
		r.term(stems(words[len(words)-n:]), weight)
	}
	r.units++
}

// han counts the characters of a run, their pairs, and the terms in it.
func (r *reader) han(run []rune, weight float64) {
	for i := range run {
		r.add('c', string(run[i]), weight*runeWeight)
		if i+1 < len(run) {
			r.add('h', string(run[i:i+2]), weight*wordWeight)
		}
		for n := 2; n <= min(maxTermRunes, len(run)-i); n++ {
			r.term(string(run[i:i+n]), weight)
		}
		r.units++
	}
}

func (r *reader) term(phrase string, weight float64) {
	if id, ok := terms()[phrase]; ok {
		r.add('t', id, weight*termWeight)
	}
}

// stem cuts the commonest English endings.
func stem(word string) string {
	for _, ending := range []string{"ing", "ed", "es", "s"} {
		if len(word) > len(ending)+3 && strings.HasSuffix(word, ending) {
			return strings.TrimSuffix(word, ending)
		}
	}
	return word
}

func stems(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = stem(w)
	}
	return strings.Join(out, " ")
}

// hash is FNV-1a over the kind and the unit, finished by a multiplication so
// that all bits depend on all bytes.
func hash(kind byte, unit string) uint64 {
	const prime = 1099511628211
	h := (14695981039346656037 ^ uint64(kind)) * prime
	for i := range len(unit) {
		h = (h ^ uint64(unit[i])) * prime
	}
	return mix(h)
}

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
