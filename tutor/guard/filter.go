package guard

import (
	"strings"
	"unicode/utf8"
)

// longSentence is how many characters are held back at most for the end of a
// sentence; then a comma is as good.
const longSentence = 120

// Filter judges a reply as it streams in.
type Filter struct {
	guards []*Guard
	asked  string
	held   string // not yet judged
	shown  string
	last   string // sentence of shown
}

// NewFilter returns a filter for one reply to what the pupil asked, which keeps
// the keys of all the guards.
func NewFilter(asked string, guards ...*Guard) *Filter {
	return &Filter{guards: guards, asked: asked}
}

// Push takes a piece of the reply and returns the sentences that are complete
// and harmless. When leak is not empty, the sentence after them gives the key
// away: it is dropped, and nothing further should be pushed.
func (f *Filter) Push(piece string) (safe, leak string) {
	f.held += piece
	var out strings.Builder
	for {
		n := sentenceEnd(f.held)
		if n == 0 {
			return out.String(), ""
		}
		sentence, leak := f.pass(n)
		if leak != "" {
			return out.String(), leak
		}
		out.WriteString(sentence)
	}
}

// Flush judges what is left at the end of the reply.
func (f *Filter) Flush() (safe, leak string) {
	if f.held == "" {
		return "", ""
	}
	return f.pass(len(f.held))
}

// pass judges the first n bytes of what is held.
func (f *Filter) pass(n int) (safe, leak string) {
	sentence := f.held[:n]
	f.held = f.held[n:]
	judged := reply{asked: f.asked, whole: f.shown + sentence, recent: f.last + sentence, sentence: sentence}
	for _, g := range f.guards {
		if leak := g.judge(judged); leak != "" {
			f.held = ""
			return "", leak
		}
	}
	f.shown, f.last = judged.whole, sentence
	return sentence, ""
}

// sentenceEnd returns the length of the first sentence of text with its end,
// 0 if it has not ended yet. A full stop ends a sentence only when a space
// follows and no digit comes before: 2.01 is one number, 2. begins a line.
func sentenceEnd(text string) int {
	long := utf8.RuneCountInString(text) > longSentence
	for i, c := range text {
		after := i + utf8.RuneLen(c)
		switch c {
		case '。', '！', '？', '；', '…', '\n', '!', '?', ';':
			return after
		case '.':
			spaced := after < len(text) && (text[after] == ' ' || text[after] == '\n')
			if spaced && !endsInDigit(text[:i]) {
				return after
			}
		case '，', '、', ',':
			if long && i > 0 {
				return after
			}
		}
	}
	if long && utf8.RuneCountInString(text) > 3*longSentence {
		return len(text)
	}
	return 0
}

// endsInDigit reports whether a digit is the last before spaces: 2 . 4 is one
// number, too.
func endsInDigit(text string) bool {
	text = strings.TrimRight(text, " ")
	return text != "" && text[len(text)-1] >= '0' && text[len(text)-1] <= '9'
}
