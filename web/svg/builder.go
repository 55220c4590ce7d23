package svg

import (
	"html/template"
	"math"
	"strconv"
	"strings"
)

// Builder writes elements one after the other. Every attribute value and text is escaped.
type Builder struct {
	strings.Builder
}

// El writes an empty element; attrs are pairs of name and value, a pair with an empty value is left out.
func (b *Builder) El(name string, attrs ...string) {
	b.tag(name, attrs)
	b.WriteString("/>")
}

// Open writes the start tag of an element.
func (b *Builder) Open(name string, attrs ...string) {
	b.tag(name, attrs)
	b.WriteString(">")
}

// Close writes the end tag of an element.
func (b *Builder) Close(name string) { b.WriteString("</" + name + ">") }

// Leaf writes an element with a text in it.
func (b *Builder) Leaf(name, text string, attrs ...string) {
	b.Open(name, attrs...)
	b.WriteString(template.HTMLEscapeString(text))
	b.Close(name)
}

func (b *Builder) tag(name string, attrs []string) {
	b.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			b.WriteString(" " + attrs[i] + `="` + template.HTMLEscapeString(attrs[i+1]) + `"`)
		}
	}
}

// Px writes a length to a tenth of a pixel.
func Px(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10+0, 'f', -1, 64)
}
