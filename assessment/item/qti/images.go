package qti

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"html"
	"strings"
)

// detach writes the drawings of a text as files of the package, for QTI has
// no place for them in a text, and marks the element with the digest of its
// words where the source goes with it.
func (w writer) detach(n *node) {
	w.drawings(n)
	if n.attr(sourceAttr) != "" {
		n.set(digestAttr, digest(n))
	}
}

const digestAttr = "data-markdown-of"

// digest tells whether the words of an element are still those it was written
// with.
func digest(n *node) string {
	h := fnv.New64a()
	h.Write([]byte(n.line()))
	return fmt.Sprintf("%016x", h.Sum64())
}

func (w writer) drawings(n *node) {
	for i, child := range n.children {
		if child.name != "svg" {
			w.drawings(child)
			continue
		}
		path := fmt.Sprintf("images/%s.%s.%d.svg", w.item.ID, w.locale, len(w.images)+1)
		w.images[path] = w.drawing(child)
		n.children[i] = el("img", with("src", "../"+path, "alt", description(child)))
	}
}

// description is the text alternative of a drawing.
func description(svg *node) string {
	for _, alternative := range []string{svg.attr("aria-label"), svg.first("desc").line(), svg.first("title").line()} {
		if alternative != "" {
			return alternative
		}
	}
	return svg.line()
}

// drawing is a drawing as a file that stands alone.
func (w writer) drawing(svg *node) []byte {
	alone := &node{name: svg.name, children: svg.children}
	for _, a := range svg.attrs {
		if a.Name.Local != "xmlns" {
			alone.attrs = append(alone.attrs, a)
		}
	}
	alone.set("xmlns", "http://www.w3.org/2000/svg")
	if len(w.Stylesheet) > 0 {
		alone.children = append([]*node{el("style", nil, text(string(w.Stylesheet)))}, alone.children...)
	}
	var b bytes.Buffer
	if err := alone.write(&b); err != nil {
		return []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
	}
	return b.Bytes()
}

// paragraphs is plain text as HTML.
func paragraphs(plain string) string {
	var b strings.Builder
	for p := range strings.SplitSeq(plain, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(p), "\n", "<br>") + "</p>")
		}
	}
	return b.String()
}
