package qti

import (
	"encoding/xml"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fromHTML turns a piece of HTML into nodes.
func fromHTML(source string) []*node {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	parsed, err := html.ParseFragment(strings.NewReader(source), body)
	if err != nil { // a reader of a string does not fail
		return []*node{text(source)}
	}
	var nodes []*node
	for _, p := range parsed {
		nodes = append(nodes, htmlNode(p)...)
	}
	return nodes
}

func htmlNode(p *html.Node) []*node {
	switch p.Type {
	case html.TextNode:
		return []*node{text(p.Data)}
	case html.ElementNode:
		n := &node{name: p.Data}
		for _, a := range p.Attr {
			n.attrs = append(n.attrs, xml.Attr{Name: xml.Name{Local: a.Key}, Value: a.Val})
		}
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			n.add(htmlNode(c)...)
		}
		return []*node{n}
	}
	return nil
}

// blocks are elements that stand apart from their neighbours.
var blocks = []string{
	"p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tr", "blockquote", "pre", "hr", "figure", "figcaption", "section", "article",
	"h1", "h2", "h3", "h4", "h5", "h6", "qti-content-body", "qti-html-content", "qti-prompt",
}

// markdown is the content of the node as Markdown. Dropped are names of
// elements whose content has no counterpart there.
type converter struct{ dropped []string }

// blocks returns the children of the node as Markdown blocks.
func (c *converter) block(n *node) string {
	var parts []string
	inline := &node{name: "p"}
	flush := func() {
		if s := strings.TrimSpace(c.inline(inline)); s != "" {
			parts = append(parts, s)
		}
		inline.children = nil
	}
	for _, child := range n.children {
		if !slices.Contains(blocks, child.name) {
			inline.add(child)
			continue
		}
		flush()
		if s := c.element(child); s != "" {
			parts = append(parts, s)
		}
	}
	flush()
	return strings.Join(parts, "\n\n")
}

// element is one block element as Markdown.
func (c *converter) element(n *node) string {
	switch n.name {
	case "p", "figcaption":
		return strings.TrimSpace(c.inline(n))
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return strings.Repeat("#", int(n.name[1]-'0')) + " " + strings.TrimSpace(c.inline(n))
	case "ul", "ol":
		return c.list(n)
	case "table":
		return c.table(n)
	case "blockquote":
		return "> " + strings.ReplaceAll(c.block(n), "\n", "\n> ")
	case "pre":
		return "```\n" + strings.Trim(n.words(), "\n") + "\n```"
	case "hr":
		return "---"
	}
	return c.block(n)
}

func (c *converter) list(n *node) string {
	var lines []string
	for _, li := range n.children {
		if li.name != "li" {
			continue
		}
		mark := "- "
		if n.name == "ol" {
			mark = string(rune('1'+len(lines)%9)) + ". "
		}
		lines = append(lines, mark+strings.ReplaceAll(c.block(li), "\n", "\n"+strings.Repeat(" ", len(mark))))
	}
	return strings.Join(lines, "\n")
}

func (c *converter) table(n *node) string {
	var lines []string
	for i, row := range n.all("tr") {
		var cells []string
		for _, cell := range row.children {
			if cell.name == "td" || cell.name == "th" {
				cells = append(cells, strings.ReplaceAll(strings.Join(strings.Fields(c.inline(cell)), " "), "|", `\|`))
			}
		}
		lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
		if i == 0 {
			lines = append(lines, "|"+strings.Repeat(" --- |", len(cells)))
		}
	}
	return strings.Join(lines, "\n")
}

// marks are inline elements and what Markdown writes around their content.
var marks = map[string]string{"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}

// silent are elements that are read elsewhere or mean nothing in text.
var silent = []string{"qti-feedback-inline", "qti-feedback-block", "qti-rubric-block", "script", "style"}

// inline returns the content of the node as Markdown within a paragraph.
func (c *converter) inline(n *node) string {
	var b strings.Builder
	for _, child := range n.children {
		switch mark, marked := marks[child.name]; {
		case child.name == "":
			b.WriteString(spaced(child.text))
		case marked:
			b.WriteString(mark + strings.TrimSpace(c.inline(child)) + mark)
		case child.name == "br":
			b.WriteString("  \n")
		case child.name == "img":
			c.dropped = append(c.dropped, "img")
			b.WriteString(child.attr("alt"))
		case slices.Contains(silent, child.name), strings.HasSuffix(child.name, "-interaction"):
		case slices.Contains(known, child.name) || slices.Contains(blocks, child.name):
			b.WriteString(c.inline(child))
		default:
			c.dropped = append(c.dropped, child.name)
			b.WriteString(c.inline(child))
		}
	}
	return b.String()
}

// known are inline elements whose text stands for all of them.
var known = []string{"span", "a", "sub", "sup", "q", "small", "abbr", "cite", "label", "u", "td", "th"}

// spaced levels runs of white space, and keeps one at the ends.
func spaced(s string) string {
	joined := strings.Join(strings.Fields(s), " ")
	if joined == "" && s != "" {
		return " "
	}
	if strings.TrimLeft(s, " \t\r\n") != s {
		joined = " " + joined
	}
	if strings.TrimRight(s, " \t\r\n") != s {
		joined += " "
	}
	return joined
}
