package svg

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wrap breaks words into lines of at most em wide: at spaces, and between Chinese characters. The
// lines are about equally long, so that none is left with a single character. What has no place to
// break and is wider stands alone in its line; see [Chop].
func Wrap(words string, em float64) []string {
	lines := fill(words, em)
	even := fill(words, Width(words)/float64(len(lines))+1.5)
	if len(even) == len(lines) {
		return even
	}
	return lines
}

// Chop is Wrap for boxes with a wall: lines that are still wider than em are broken anywhere.
func Chop(words string, em float64) []string {
	var lines []string
	for _, line := range Wrap(words, em) {
		for Width(line) > em {
			head := fits(line, em)
			lines, line = append(lines, line[:head]), line[head:]
		}
		lines = append(lines, line)
	}
	return lines
}

// fits is the length in bytes of the longest beginning of a line, at least one character, that is
// at most em wide.
func fits(line string, em float64) int {
	width := 0.0
	for i, r := range line {
		width += Width(string(r))
		if width > em && i > 0 {
			return i
		}
	}
	return len(line)
}

// fill puts as much into each line as fits.
func fill(words string, em float64) []string {
	var lines []string
	var line strings.Builder
	width := 0.0
	for _, part := range parts(words) {
		w := Width(part)
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

// Width estimates the width of words in em: a full em for a Chinese character or sign, a bit
// more than half for others.
func Width(words string) float64 {
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
