package chart

import (
	"math"
	"strings"

	"suyang/web/svg"
)

// canvas is an SVG whose x are shares of the width and whose y are pixels.
type canvas struct {
	svg.Builder
}

// Anchors of a text: which of its ends stands at the given place.
const (
	start  = ""
	middle = "middle"
	end    = "end"
)

// text writes words at x (a share of the width) and y (pixels of the base line).
func (s *canvas) text(words string, x, y float64, anchor, class string) {
	s.Leaf("text", words, "class", class, "x", pct(x), "y", svg.Px(y), "text-anchor", anchor)
}

// lines writes words wrapped at a width in em, and returns how many lines it took.
func (s *canvas) lines(words string, x, y float64, anchor, class string, em float64) int {
	wrapped := svg.Wrap(words, em)
	for i, line := range wrapped {
		s.text(line, x, y+float64(i)*lineHeight, anchor, class)
	}
	return len(wrapped)
}

func (s *canvas) line(x1, y1, x2, y2 float64, class string) {
	s.El("line", "class", class, "x1", pct(x1), "y1", svg.Px(y1), "x2", pct(x2), "y2", svg.Px(y2))
}

func (s *canvas) rect(x, y, width, height, radius float64, class string) {
	s.El("rect", "class", class, "x", pct(x), "y", svg.Px(y), "width", pct(width), "height", svg.Px(height), "rx", svg.Px(radius))
}

// mark writes the sign of a series: circle, square, triangle, diamond, and again.
func (s *canvas) mark(series int, x, y, r float64, class, title string) {
	s.Open("svg", "x", pct(x), "y", svg.Px(y), "overflow", "visible")
	s.Open("path", "class", class, "d", shape(series, r))
	s.Leaf("title", title)
	s.Close("path")
	s.Close("svg")
}

// shape is the outline of a mark around the origin; all have about the area of the circle.
func shape(series int, r float64) string {
	switch series % 4 {
	case 0:
		return "M" + svg.Px(-r) + " 0a" + svg.Px(r) + " " + svg.Px(r) + " 0 1 0 " + svg.Px(2*r) + " 0a" + svg.Px(r) + " " + svg.Px(r) + " 0 1 0 " + svg.Px(-2*r) + " 0z"
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
		d.WriteString(command + svg.Px(p.X) + " " + svg.Px(p.Y))
	}
	return d.String()
}

// curve writes a line through points whose x are shares of the width and y pixels from top. The
// inner picture is stretched to the width; the style sheet keeps the stroke from stretching.
func (s *canvas) curve(points []Point, height float64, class string) {
	if len(points) == 0 {
		return
	}
	stretched := make([]Point, len(points))
	for i, p := range points {
		stretched[i] = Point{X: p.X * 1000, Y: p.Y}
	}
	s.Open("svg", "width", "100%", "height", svg.Px(height), "viewBox", "0 0 1000 "+svg.Px(height), "preserveAspectRatio", "none", "overflow", "visible")
	s.El("path", "class", class, "d", polyline(stretched))
	s.Close("svg")
}

// pct writes a share as per cent.
func pct(share float64) string { return svg.Px(share*100) + "%" }

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
