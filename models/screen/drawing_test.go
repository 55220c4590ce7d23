package screen_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models/screen"
)

// picture puts an SVG around what is given.
func picture(inside string) []byte {
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">` + inside + `</svg>`)
}

func TestDrawing(t *testing.T) {
	t.Parallel()
	d, err := screen.ParseDrawing([]byte(`<?xml version="1.0"?><!-- a board -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">
  <g transform="rotate(3)" fill="rgb(1, 2, 3)"><path d="M1 2l3-4z"/><text>3 + 4</text></g>
  <text data-label="sign" x="5"/><text x="9"><tspan data-label="sign"/><tspan data-label="other-1"/></text>
</svg>`))
	require.NoError(t, err)
	require.Equal(t, []string{"sign", "other-1"}, d.Labels())
	require.Equal(t, `<svg role="img" aria-label="A &lt;board&gt;" viewBox="0 0 320 200">`+
		`<g transform="rotate(3)" fill="rgb(1, 2, 3)"><path d="M1 2l3-4z"></path><text>3 + 4</text></g>`+
		`<text x="5">Stop &amp; &lt;go&gt;</text><text x="9"><tspan>Stop &amp; &lt;go&gt;</tspan><tspan></tspan></text></svg>`,
		d.SVG("A <board>", map[string]string{"sign": "Stop & <go>"}))
}

func TestDrawingRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, want string
		svg        []byte
	}{
		{"empty", "is empty", nil},
		{"no SVG", "one <svg>", []byte("<html/>")},
		{"another namespace", "a drawing has no <svg>", []byte(`<svg viewBox="0 0 1 1"/>`)},
		{"no viewBox", "needs a viewBox", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
		{"cut off", "not a well-formed SVG", picture("<g>")},
		{"script", "no <script>", picture("<script>alert(1)</script>")},
		{"style", "no <style>", picture("<style>*{fill:red}</style>")},
		{"image from elsewhere", "no <image>", picture(`<image href="https://example.org/a.png"/>`)},
		{"link", "no <a>", picture(`<a href="https://example.org"><rect/></a>`)},
		{"HTML inside", "no <foreignObject>", picture("<foreignObject/>")},
		{"use", "no <use>", picture(`<use href="#a"/>`)},
		{"animation", "no <animate>", picture(`<animate attributeName="href"/>`)},
		{"event handler", "no attribute onload", picture(`<rect onload="alert(1)"/>`)},
		{"style attribute", "no attribute style", picture(`<rect style="fill:url(https://example.org)"/>`)},
		{"id", "no attribute id", picture(`<rect id="a"/>`)},
		{"class", "no attribute class", picture(`<rect class="task"/>`)},
		{"href", "no attribute href", picture(`<rect href="javascript:alert(1)"/>`)},
		{"href in a namespace", "no attribute x;", picture(`<rect xmlns:x="http://www.w3.org/1999/xlink" x:href="a"/>`)},
		{"paint from elsewhere", "no plain value", picture(`<rect fill="url(#a)"/>`)},
		{"address in a value", "no plain value", picture(`<rect fill="javascript:alert(1)"/>`)},
		{"quote in a value", "no plain value", picture(`<rect fill='"&gt;'/>`)},
		{"entities", "no DOCTYPE", []byte(`<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`)},
		{"unknown entity", "not a well-formed SVG", picture("<text>&a;</text>")},
		{"style sheet", "no <?xml-stylesheet", []byte(`<?xml-stylesheet href="a.css"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`)},
		{"words in one language", `"Stop"`, picture("<text>Stop</text>")},
		{"words outside", "outside the drawing", append(picture(""), "5"...)},
		{"a second drawing", "one <svg>", append(picture(""), picture("")...)},
		{"a drawing in a drawing", "one <svg>", picture(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
		{"key of a label", "data-label", picture(`<text data-label="A b"/>`)},
		{"label of a shape", "data-label", picture(`<rect data-label="a"/>`)},
		{"too large", "make it simpler", picture(strings.Repeat(" ", 16<<10))},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := screen.ParseDrawing(tc.svg)
			require.ErrorContains(t, err, tc.want)
		})
	}
}

// What passes holds nothing that runs or fetches, whatever was in the file.
func FuzzDrawing(f *testing.F) {
	f.Add(picture(`<g fill="red"><text data-label="a">1</text></g>`))
	f.Add(picture(`<rect fill="url(#a)" onload="x"/>`))
	f.Fuzz(func(t *testing.T, svg []byte) {
		d, err := screen.ParseDrawing(svg)
		if err != nil {
			return
		}
		r := xml.NewDecoder(strings.NewReader(d.SVG("alt", nil)))
		for {
			token, err := r.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			require.NoError(t, err)
			if tag, ok := token.(xml.StartElement); ok {
				require.NotContains(t, []string{"script", "style", "a", "image", "use", "foreignObject"}, tag.Name.Local)
				for _, a := range tag.Attr {
					require.NotContains(t, []string{"href", "style", "onload", "id"}, a.Name.Local)
				}
			}
		}
	})
}
