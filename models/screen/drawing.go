package screen

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Drawing is an SVG of content/pictures: shapes with presentation attributes, and words that each
// language fills in.
type Drawing struct {
	elements []element
}

// element is a start tag with the text that follows it, or an end tag.
type element struct {
	name  string
	attrs []xml.Attr
	label string // key of the words it shows
	text  string
	end   bool
}

// maxDrawing is the largest size of a drawing in bytes: a page over a rural line carries it.
const maxDrawing = 16 << 10

const svgSpace = "http://www.w3.org/2000/svg"

var (
	drawingElements = []string{"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}

	drawingAttributes = []string{
		"viewBox", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height", "d", "points",
		"transform", "rotate", "opacity", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
		"stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "paint-order",
		"text-anchor", "dominant-baseline", "font-size", "font-weight", "letter-spacing", "data-label",
	}

	// plainValue is what an attribute may hold: numbers, names of colours, functions such as rotate.
	plainValue = regexp.MustCompile(`^[\w\s.,#%()+-]*$`)
	labelKey   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	boxValue   = regexp.MustCompile(`^[\d.]+( [\d.]+){3}$`)
)

// ParseDrawing reads an SVG. It may hold shapes, groups and words with presentation attributes:
// no script, no style, no link, no id and nothing from elsewhere. Its words are <text data-label="KEY">
// without a text of their own. It has a viewBox of four numbers and at most 16 KiB.
func ParseDrawing(svg []byte) (*Drawing, error) {
	if len(svg) > maxDrawing {
		return nil, fmt.Errorf("the drawing has %d bytes; make it simpler, %d at most", len(svg), maxDrawing)
	}
	d := &Drawing{}
	r := xml.NewDecoder(bytes.NewReader(svg))
	depth := 0
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("the drawing is not a well-formed SVG: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if (t.Name.Local == "svg") != (len(d.elements) == 0) {
				return nil, errors.New("a drawing is one <svg> and no other in it")
			}
			e, err := readElement(t)
			if err != nil {
				return nil, err
			}
			d.elements = append(d.elements, e)
			depth++
		case xml.EndElement:
			d.elements = append(d.elements, element{name: t.Name.Local, end: true})
			depth--
		case xml.CharData:
			if err := d.addText(string(t), depth); err != nil {
				return nil, err
			}
		case xml.Directive:
			return nil, errors.New("a drawing has no DOCTYPE and no entities")
		case xml.ProcInst:
			if t.Target != "xml" {
				return nil, fmt.Errorf("a drawing has no <?%s", t.Target)
			}
		}
	}
	if len(d.elements) == 0 {
		return nil, errors.New("the drawing is empty")
	}
	return d, d.checkBox()
}

func (d *Drawing) checkBox() error {
	for _, a := range d.elements[0].attrs {
		if a.Name.Local == "viewBox" && boxValue.MatchString(a.Value) {
			return nil
		}
	}
	return errors.New(`the <svg> needs a viewBox of four numbers, such as "0 0 320 200"`)
}

// readElement takes over what is on the lists.
func readElement(t xml.StartElement) (element, error) {
	e := element{name: t.Name.Local}
	if t.Name.Space != svgSpace || !slices.Contains(drawingElements, e.name) {
		return e, fmt.Errorf("a drawing has no <%s>; use %s, in the namespace %s", e.name, strings.Join(drawingElements, ", "), svgSpace)
	}
	for _, a := range t.Attr {
		name := a.Name.Local
		switch {
		case name == "xmlns" && a.Name.Space == "" && a.Value == svgSpace:
			continue
		case a.Name.Space != "" || !slices.Contains(drawingAttributes, name):
			return e, fmt.Errorf("<%s> has no attribute %s; use %s", e.name, name, strings.Join(drawingAttributes, ", "))
		case name == "data-label" && (e.name != "text" && e.name != "tspan" || !labelKey.MatchString(a.Value)):
			return e, fmt.Errorf("data-label=%q: give a <text> a key of small letters, digits and hyphens", a.Value)
		case !plainValue.MatchString(a.Value) || strings.Contains(strings.ToLower(a.Value), "url"):
			return e, fmt.Errorf("%s=%q of <%s> is no plain value; use numbers, colours and transforms", name, a.Value, e.name)
		case name == "data-label":
			e.label = a.Value
		default:
			e.attrs = append(e.attrs, xml.Attr{Name: xml.Name{Local: name}, Value: a.Value})
		}
	}
	return e, nil
}

// addText refuses words that no language can fill in; numbers and signs are the same in all.
func (d *Drawing) addText(text string, depth int) error {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	if depth == 0 {
		return fmt.Errorf("%q stands outside the drawing", text)
	}
	e := &d.elements[len(d.elements)-1]
	if e.end || e.name != "text" && e.name != "tspan" || e.label != "" || strings.ContainsFunc(text, isWord) {
		return fmt.Errorf(`%q: words of a drawing are <text data-label="KEY"/>, filled by the labels of the screen`, text)
	}
	e.text = text
	return nil
}

// Labels returns the keys of the words that a screen has to fill in, in the order of the drawing.
func (d *Drawing) Labels() []string {
	var keys []string
	for _, e := range d.elements {
		if e.label != "" && !slices.Contains(keys, e.label) {
			keys = append(keys, e.label)
		}
	}
	return keys
}

// SVG writes the drawing as an image named by the text alternative, with the words of the labels
// filled in.
func (d *Drawing) SVG(alt string, labels map[string]string) string {
	var b strings.Builder
	for i, e := range d.elements {
		if e.end {
			b.WriteString("</" + e.name + ">")
			continue
		}
		b.WriteString("<" + e.name)
		if i == 0 {
			b.WriteString(` role="img" aria-label="` + escape(alt) + `"`)
		}
		for _, a := range e.attrs {
			b.WriteString(" " + a.Name.Local + `="` + escape(a.Value) + `"`)
		}
		b.WriteString(">" + escape(e.text+labels[e.label]))
	}
	return b.String()
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder does not fail
	return b.String()
}
