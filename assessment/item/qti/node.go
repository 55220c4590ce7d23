package qti

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// node is an element, or a stretch of text when it has no name.
type node struct {
	name     string
	attrs    []xml.Attr
	children []*node
	text     string
}

// el makes an element; attributes are pairs of name and value.
func el(name string, attributes []string, children ...*node) *node {
	n := &node{name: name, children: children}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.set(attributes[i], attributes[i+1])
	}
	return n
}

// with are the attributes of an element.
func with(pairs ...string) []string { return pairs }

func text(s string) *node { return &node{text: s} }

// set sets an attribute; an empty value leaves it out.
func (n *node) set(name, value string) {
	if value != "" {
		n.attrs = append(n.attrs, xml.Attr{Name: xml.Name{Local: name}, Value: value})
	}
}

func (n *node) add(children ...*node) { n.children = append(n.children, children...) }

// attr returns the value of an attribute, or "".
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all returns the elements of the names below the node, in document order.
func (n *node) all(names ...string) []*node {
	var found []*node
	for _, c := range n.children {
		if slices.Contains(names, c.name) {
			found = append(found, c)
		}
		found = append(found, c.all(names...)...)
	}
	return found
}

// first returns the first element of the names below the node, or an empty
// one.
func (n *node) first(names ...string) *node {
	if found := n.all(names...); len(found) > 0 {
		return found[0]
	}
	return &node{}
}

// words is the text below the node, without the elements to skip.
func (n *node) words(skip ...string) string {
	if n.name == "" {
		return n.text
	}
	var b strings.Builder
	for _, c := range n.children {
		if !slices.Contains(skip, c.name) {
			b.WriteString(c.words(skip...))
		}
	}
	return b.String()
}

// line is the text below the node with its white space levelled.
func (n *node) line(skip ...string) string {
	return strings.Join(strings.Fields(n.words(skip...)), " ")
}

// maxDepth is how deep elements may be nested.
const maxDepth = 100

// parse reads one XML document. Names lose their namespace.
func parse(r io.Reader) (*node, error) {
	d := xml.NewDecoder(r)
	stack := []*node{{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("the file is not well-formed XML: %w", err)
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(stack) > maxDepth {
				return nil, fmt.Errorf("elements are nested more than %d deep", maxDepth)
			}
			child := &node{name: t.Name.Local, attrs: slices.Clone(t.Attr)}
			top.add(child)
			stack = append(stack, child)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.add(text(string(t)))
		}
	}
	for _, c := range stack[0].children {
		if c.name != "" {
			return c, nil
		}
	}
	return nil, errors.New("the file holds no element")
}

// write writes the document.
func (n *node) write(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	if err := n.encode(e); err != nil {
		return err
	}
	return e.Close()
}

func (n *node) encode(e *xml.Encoder) error {
	if n.name == "" {
		return e.EncodeToken(xml.CharData(n.text))
	}
	start := xml.StartElement{Name: xml.Name{Local: n.name}, Attr: n.attrs}
	if err := e.EncodeToken(start); err != nil {
		return err
	}
	for _, c := range n.children {
		if err := c.encode(e); err != nil {
			return err
		}
	}
	return e.EncodeToken(start.End())
}
