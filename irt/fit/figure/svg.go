package figure

import (
	"fmt"
	"html"
	"strings"
)

// canvas is an SVG document being written, in pixels from the upper left.
type canvas struct {
	strings.Builder
	width, height float64
}

// style sets what all figures have in common. Series differ by dash and mark as
// well as by colour.
const style = `text{font:13px sans-serif;fill:#222}.title{font-size:16px;font-weight:bold}.axis{stroke:#222;fill:none}` +
	`.grid{stroke:#ddd;fill:none}.bar{fill:#9db8d2}.interval{stroke:#666;fill:none}` +
	`.s0{stroke:#1f4e79;fill:none;stroke-width:2}.s1{stroke:#b3541e;fill:none;stroke-width:2;stroke-dasharray:8 4}` +
	`.s2{stroke:#3c7a3f;fill:none;stroke-width:2;stroke-dasharray:2 3}.s3{stroke:#7a3c74;fill:none;stroke-width:2;stroke-dasharray:10 3 2 3}` +
	`.s4{stroke:#555;fill:none;stroke-width:2;stroke-dasharray:5 2}.m0{fill:#1f4e79}.m1{fill:#b3541e}.m2{fill:#3c7a3f}.m3{fill:#7a3c74}.m4{fill:#555}`

// seriesStyles is the number of styles of series; more repeat.
const seriesStyles = 5

func newCanvas(width, height float64, title, description string) *canvas {
	c := &canvas{width: width, height: height}
	fmt.Fprintf(c, `<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="0 0 %g %g" role="img">`+"\n", width, height, width, height)
	fmt.Fprintf(c, "<title>%s</title>\n<desc>%s</desc>\n<style>%s</style>\n", html.EscapeString(title), html.EscapeString(description), style)
	fmt.Fprintf(c, `<rect width="%g" height="%g" fill="#fff"/>`+"\n", width, height)
	c.text(width/2, 24, "middle", "title", title)
	return c
}

func (c *canvas) document() []byte { return []byte(c.String() + "</svg>\n") }

func (c *canvas) line(x1, y1, x2, y2 float64, class string) {
	fmt.Fprintf(c, `<line x1="%s" y1="%s" x2="%s" y2="%s" class="%s"/>`+"\n", px(x1), px(y1), px(x2), px(y2), class)
}

func (c *canvas) rect(x, y, width, height float64, class string) {
	fmt.Fprintf(c, `<rect x="%s" y="%s" width="%s" height="%s" class="%s"/>`+"\n", px(x), px(y), px(width), px(height), class)
}

func (c *canvas) text(x, y float64, anchor, class, words string) {
	fmt.Fprintf(c, `<text x="%s" y="%s" text-anchor="%s" class="%s">%s</text>`+"\n", px(x), px(y), anchor, class, html.EscapeString(words))
}

// upright writes words from below upwards.
func (c *canvas) upright(x, y float64, words string) {
	fmt.Fprintf(c, `<text x="%s" y="%s" text-anchor="middle" transform="rotate(-90 %s %s)">%s</text>`+"\n", px(x), px(y), px(x), px(y), html.EscapeString(words))
}

type point struct{ x, y float64 }

func (c *canvas) curve(points []point, series int) {
	if len(points) < 2 {
		return
	}
	var d strings.Builder
	for i, p := range points {
		if i > 0 {
			d.WriteByte(' ')
		}
		d.WriteString(px(p.x) + "," + px(p.y))
	}
	fmt.Fprintf(c, `<polyline points="%s" class="s%d"/>`+"\n", d.String(), series%seriesStyles)
}

// mark draws the sign of a series: a circle, a square, a triangle or a diamond.
func (c *canvas) mark(at point, series int) {
	const r = 4.0
	class := fmt.Sprintf("m%d", series%seriesStyles)
	corners := []point{{-r, r}, {r, r}, {0, -r}}
	switch series % 4 {
	case 0:
		fmt.Fprintf(c, `<circle cx="%s" cy="%s" r="%g" class="%s"/>`+"\n", px(at.x), px(at.y), r, class)
		return
	case 1:
		c.rect(at.x-r, at.y-r, 2*r, 2*r, class)
		return
	case 3:
		corners = []point{{-r, 0}, {0, r}, {r, 0}, {0, -r}}
	}
	var d []string
	for _, p := range corners {
		d = append(d, px(at.x+p.x)+","+px(at.y+p.y))
	}
	fmt.Fprintf(c, `<polygon points="%s" class="%s"/>`+"\n", strings.Join(d, " "), class)
}

// px writes a length to a tenth of a pixel.
func px(v float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0")
}
