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
		"ul", "ol", "li", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("td", "th")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http")
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	return p
}

// HTML renders text. Headings start at level three, below those of the page.
func HTML(text string) template.HTML {
	var out bytes.Buffer
	if err := converter.Convert([]byte(text), &out); err != nil {
		return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // escaped; a buffer does not fail, a renderer might
	}
	html := headings.ReplaceAllFunc(out.Bytes(), lower)
	return template.HTML(policy.SanitizeBytes(html)) //nolint:gosec // sanitized: what the policy lets through cannot run
}

var headings = regexp.MustCompile(`</?h[1-6][ >]`)

// lower moves a heading's tag two levels down, at most to the sixth.
func lower(tag []byte) []byte {
	i := bytes.IndexByte(tag, 'h') + 1
	tag = bytes.Clone(tag)
	tag[i] = min(tag[i]+2, '6')
	return tag
}
