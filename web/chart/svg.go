package chart

import (
	"html/template"
	"math"
	"strconv"
	"strings"
)

// svg writes elements one after the other. Every attribute value and text is escaped.
type svg struct {
	strings.Builder
}

// el writes an empty element; attrs are pairs of name and value, a pair with an empty value is left out.
func (s *svg) el(name string, attrs ...string) {
	s.tag(name, attrs)
	s.WriteString("/>")
}

func (s *svg) open(name string, attrs ...string) {
	s.tag(name, attrs)
	s.WriteString(">")
}

func (s *svg) close(name string) { s.WriteString("</" + name + ">") }

// leaf writes an element with a text in it.
func (s *svg) leaf(name, text string, attrs ...string) {
	s.open(name, attrs...)
	s.WriteString(template.HTMLEscapeString(text))
	s.close(name)
}

func (s *svg) tag(name string, attrs []string) {
	s.WriteString("<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			s.WriteString(" " + attrs[i] + `="` + template.HTMLEscapeString(attrs[i+1]) + `"`)
		}
	}
}

// Anchors of a text: which of its ends stands at the given place.
const (
	start  = ""
	middle = "middle"
	end    = "end"
)

// text writes words at x (a share of the width) and y (pixels of the base line).
func (s *svg) text(words string, x, y float64, anchor, class string) {
	s.leaf("text", words, "class", class, "x", pct(x), "y", px(y), "text-anchor", anchor)
}

// lines writes words wrapped at a width in em, and returns how many lines it took.
func (s *svg) lines(words string, x, y float64, anchor, class string, em float64) int {
	wrapped := wrap(words, em)
	for i, line := range wrapped {
		s.text(line, x, y+float64(i)*lineHeight, anchor, class)
	}
	return len(wrapped)
}

func (s *svg) line(x1, y1, x2, y2 float64, class string) {
	s.el("line", "class", class, "x1", pct(x1), "y1", px(y1), "x2", pct(x2), "y2", px(y2))
}

func (s *svg) rect(x, y, width, height, radius float64, class string) {
	s.el("rect", "class", class, "x", pct(x), "y", px(y), "width", pct(width), "height", px(height), "rx", px(radius))
}

// mark writes the sign of a series: circle, square, triangle, diamond, and again.
func (s *svg) mark(series int, x, y, r float64, class, title string) {
	s.open("svg", "x", pct(x), "y", px(y), "overflow", "visible")
	s.open("path", "class", class, "d", shape(series, r))
	s.leaf("title", title)
	s.close("path")
	s.close("svg")
}

// shape is the outline of a mark around the origin; all have about the area of the circle.
func shape(series int, r float64) string {
	switch series % 4 {
	case 0:
		return "M" + px(-r) + " 0a" + px(r) + " " + px(r) + " 0 1 0 " + px(2*r) + " 0a" + px(r) + " " + px(r) + " 0 1 0 " + px(-2*r) + " 0z"
	case 1:
		return polygon(r*1.25, 4, math.Pi/4)
	case 2:
		return polygon(r*1.5, 3, math.Pi/2)
	}
	return polygon(r*1.4, 4, 0)
}

// polygon is the path of a regular polygon with circumradius r.
func polygon(r float64, corners int, turn float64) string {
	points := make([]Point, corners)
	for i := range points {
		angle := turn + 2*math.Pi*float64(i)/float64(corners)
		points[i] = Point{X: r * math.Cos(angle), Y: -r * math.Sin(angle)}
	}
	return polyline(points) + "z"
}

// polyline is the path through points given in pixels.
func polyline(points []Point) string {
	var d strings.Builder
	for i, p := range points {
		command := "L"
		if i == 0 {
			command = "M"
		}
		d.WriteString(command + px(p.X) + " " + px(p.Y))
	}
	return d.String()
}

// curve writes a line through points whose x are shares of the width and y pixels from top. The
// inner picture is stretched to the width; the style sheet keeps the stroke from stretching.
func (s *svg) curve(points []Point, height float64, class string) {
	if len(points) == 0 {
		return
	}
	stretched := make([]Point, len(points))
	for i, p := range points {
		stretched[i] = Point{X: p.X * 1000, Y: p.Y}
	}
	s.open("svg", "width", "100%", "height", px(height), "viewBox", "0 0 1000 "+px(height), "preserveAspectRatio", "none", "overflow", "visible")
	s.el("path", "class", class, "d", polyline(stretched))
	s.close("svg")
}

// pct writes a share as per cent.
func pct(share float64) string { return px(share*100) + "%" }

// px writes a length to a tenth of a pixel.
func px(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10+0, 'f', -1, 64)
}

// anchorNear keeps words that belong to a place inside the picture.
func anchorNear(x float64) string {
	switch {
	case x < 0.2:
		return start
	case x > 0.8:
		return end
	}
	return middle
}

// labelAnchor puts words to the left of a rising line, unless they would leave the picture.
func labelAnchor(x float64) string {
	if x < 0.3 {
		return start
	}
	return end
}

// anchorAt keeps the words of an axis inside the picture.
func anchorAt(x float64, index int) string {
	switch {
	case x > 0.95:
		return end
	case index == 0 && x < 0.05:
		return start
	}
	return middle
}
