package markdown

import (
	"html/template"
	"regexp"
)

var (
	bold = regexp.MustCompile(`\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*`)
	code = regexp.MustCompile("`([^`\n]+)`")
)

// Inline renders a text that is one line or a few, such as a message of a chat: the marks **bold**
// and `code` alone, so that a text which begins like a list stays a text.
func Inline(text string) template.HTML {
	html := template.HTMLEscapeString(text)
	html = bold.ReplaceAllString(html, "<strong>$1</strong>")
	return template.HTML(code.ReplaceAllString(html, "<code>$1</code>")) //nolint:gosec // escaped before the marks are put in
}
