package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lineHeight is the distance of two lines of labels, in pixels.
const lineHeight = 20

// labelWidth is the room for a label in em on a phone, where words stand at the other end of its line.
func labelWidth(beside string) float64 { return max(6, 20-textWidth(beside)) }

// wrap breaks words into lines of at most em wide: at spaces, and between Chinese characters. The
// lines are about equally long, so that none is left with a single character.
func wrap(words string, em float64) []string {
	lines := fill(words, em)
	even := fill(words, textWidth(words)/float64(len(lines))+1.5)
	if len(even) == len(lines) {
		return even
	}
	return lines
}

// fill puts as much into each line as fits.
func fill(words string, em float64) []string {
	var lines []string
	var line strings.Builder
	width := 0.0
	for _, part := range parts(words) {
		w := textWidth(part)
		if width > 0 && width+w > em {
			lines = append(lines, strings.TrimSpace(line.String()))
			line.Reset()
			width = 0
		}
		line.WriteString(part)
		width += w
	}
	return append(lines, strings.TrimSpace(line.String()))
}

// parts splits words where a line may break: after a space, and around a Chinese character that no
// closing punctuation follows.
func parts(words string) []string {
	var found []string
	begin := 0
	for i, r := range words {
		after := i + utf8.RuneLen(r)
		if after <= i || after >= len(words) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(words[after:])
		breaks := r == ' ' || (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Han, next)) && !unicode.IsPunct(next) && next != ' '
		if breaks {
			found = append(found, words[begin:after])
			begin = after
		}
	}
	return append(found, words[begin:])
}

// textWidth estimates the width of words in em: a full em for a Chinese character or sign, a bit
// more than half for others.
func textWidth(words string) float64 {
	width := 0.0
	for _, r := range words {
		if r >= 0x2E80 {
			width++
		} else {
			width += 0.54
		}
	}
	return width
}
