package screen

import (
	"maps"
	"slices"
	"strings"
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
