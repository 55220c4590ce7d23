package i18n

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var placeholder = regexp.MustCompile(`\{([a-z][a-zA-Z]*)\}`)

// message is one text in one locale. Where the language counts, one is the form for the number 1.
type message struct {
	other string
	one   string
}

func (m message) format(args []any) string {
	text := m.other
	if m.one != "" && isOne(args) {
		text = m.one
	}
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, "{"+fmt.Sprint(args[i])+"}", fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// placeholders returns the sorted names a caller has to give.
func (m message) placeholders() []string {
	var names []string
	for _, match := range placeholder.FindAllStringSubmatch(m.one+m.other, -1) {
		names = append(names, match[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// isOne reports whether the argument "n" is the number 1.
func isOne(args []any) bool {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "n" {
			return fmt.Sprint(args[i+1]) == "1"
		}
	}
	return false
}
