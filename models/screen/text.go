package screen

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// join joins what is not empty.
func join(separator string, parts ...string) string { return strings.Join(words(parts...), separator) }

func bracket(s string) string {
	if s == "" {
		return ""
	}
	return "[" + s + "]"
}

func prefix(mark, s string) string {
	if s == "" {
		return ""
	}
	return mark + s
}

func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// isWord reports whether a character belongs to a language rather than to numbers and signs.
func isWord(r rune) bool { return unicode.IsLetter(r) }
