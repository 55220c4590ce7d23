package markdown

import (
	"bytes"
	"html/template"
	"regexp"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

var (
	converter = goldmark.New(goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), extension.Strikethrough))
	policy = newPolicy()
)

// newPolicy allows what Markdown itself can make, without images: an image of
// somebody else's server would tell it who reads.
func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "strong", "em", "del", "blockquote", "pre", "code",
		"ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("td", "th")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http")
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	return p
}

// HTML renders text. Its highest headings become those of level two, which
// follow the heading of a page.
func HTML(text string) template.HTML {
	var out bytes.Buffer
	if err := converter.Convert([]byte(text), &out); err != nil {
		return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // escaped; a buffer does not fail, a renderer might
	}
	html := below(out.Bytes(), 1)
	return template.HTML(policy.SanitizeBytes(html)) //nolint:gosec // sanitized: what the policy lets through cannot run
}

var headings = regexp.MustCompile(`</?h([1-6])[ >]`)

// below moves all headings up or down alike, so that the highest stands one
// level below the given one.
func below(html []byte, level byte) []byte {
	highest := byte('6')
	for _, tag := range headings.FindAllSubmatch(html, -1) {
		highest = min(highest, tag[1][0])
	}
	return headings.ReplaceAllFunc(html, func(tag []byte) []byte {
		digit := bytes.IndexByte(tag, 'h') + 1
		tag = bytes.Clone(tag)
		tag[digit] = min(tag[digit]-highest+'1'+level, '6')
		return tag
	})
}
