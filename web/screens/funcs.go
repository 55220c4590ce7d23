package screens

import (
	"html/template"
	"strings"
	"unicode"

	"suyang/models/screen"
	"suyang/web/i18n"
	"suyang/web/markdown"
)

// funcs are the functions of the templates, bound to one locale.
func (d *Drawer) funcs(l i18n.Locale) template.FuncMap {
	return template.FuncMap{
		"t":       func(key string, args ...any) string { return d.catalog.T(l, key, args...) },
		"inline":  markdown.Inline,
		"initial": initial,
		"given":   given,
		"tone":    tone,
		"isAd":    isAd,
		"column":  screen.Column,
		"mark":    screen.Mark,
		"add":     func(a, b int) int { return a + b },
		"cell":    cellClass,
		"list":    func(entries []screen.File) []fileRow { return rows(entries, 0) },
	}
}

// initial is the sign on an avatar: the first letter or character of the name.
func initial(name string) string {
	for _, r := range strings.TrimSpace(name) {
		return string(unicode.ToUpper(r))
	}
	return ""
}

// given is the sign on the avatar of a person: of a short Chinese name the last character, which
// friends call one by, unless it is that of a title.
func given(name string) string {
	letters := []rune(strings.TrimSpace(name))
	if n := len(letters); n == 2 || n == 3 {
		if last := letters[n-1]; unicode.Is(unicode.Han, last) && !strings.ContainsRune("师长员", last) {
			return string(last)
		}
	}
	return initial(name)
}

// tones is the number of colours of avatars in the style sheet.
const tones = 5

// tone is the colour of the avatar of a name, from 1: always the same for a name.
func tone(name string) int {
	sum := 0
	for _, r := range name {
		sum += int(r)
	}
	return sum%tones + 1
}

// isAd reports whether a label says that a result is paid for.
func isAd(label string) bool {
	switch strings.ToLower(label) {
	case "广告", "推广", "赞助", "ad", "ads", "sponsored", "promoted":
		return true
	}
	return false
}
