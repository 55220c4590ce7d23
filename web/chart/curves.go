package chart

import (
	"html/template"
	"math"
)

// Curves shows functions of one variable with what was observed: item characteristic curves with
// the shares of right answers, test information, the standard error along the scale.
type Curves struct {
	Figure
	X, Y      Axis
	Series    []Curve
	NameHead  string // head of the table's first column
	RangeHead string // head of the intervals of observed values; empty: nothing was observed
}

// Curve is one series.
type Curve struct {
	Name     string
	Points   []Point // from left to right
	LabelAt  float64 // x at which the name stands
	Observed []Observation
}

// Observation is a value seen in data near X.
type Observation struct {
	X, Y      float64
	Low, High float64 // ends of the interval
	N         int     // how many cases it rests on
}

// HTML draws the chart.
func (c Curves) HTML() template.HTML {
	p := newPlane(c.X, c.Y, 240)
	var s canvas
	p.frame(&s, c.number)
	for i, series := range c.Series {
		points := make([]Point, len(series.Points))
		for j, point := range series.Points {
			points[j] = Point{X: p.left(point.X), Y: p.down(point.Y)}
		}
		s.curve(points, p.total(), "curve "+seriesClass("line", i))
		for _, o := range series.Observed {
			x := p.left(o.X)
			s.line(x, p.down(o.Low), x, p.down(o.High), "interval")
			s.mark(i, x, p.down(o.Y), 5, seriesClass("fill", i)+" ring", c.number(o.Y))
		}
	}
	c.labels(&s, p)
	return c.html(s, p.total(), c.data())
}

// labels writes each name to the left of its curve, above an earlier name it would cover.
func (c Curves) labels(s *canvas, p plane) {
	var taken []Point
	for i, series := range c.Series {
		if len(series.Points) == 0 {
			continue
		}
		at := Point{X: p.left(series.LabelAt) - 0.02, Y: p.down(heightAt(series.Points, series.LabelAt)) - 6}
		for _, other := range taken {
			if math.Abs(at.X-other.X) < 0.25 && math.Abs(at.Y-other.Y) < lineHeight {
				at.Y = other.Y - lineHeight
			}
		}
		taken = append(taken, at)
		s.text(series.Name, at.X, max(at.Y, 14), labelAnchor(at.X), "strong halo "+seriesClass("fill", i))
	}
}

// heightAt is the y of the point whose x is nearest to x.
func heightAt(points []Point, x float64) float64 {
	best := points[0]
	for _, p := range points[1:] {
		if math.Abs(p.X-x) < math.Abs(best.X-x) {
			best = p
		}
	}
	return best.Y
}

// data lists each curve at the numbers of the x axis, and what was observed.
func (c Curves) data() table {
	t := table{head: []string{c.NameHead, c.X.Label, c.Y.Label}}
	if c.RangeHead != "" {
		t.head = append(t.head, c.RangeHead, "n")
	}
	for _, series := range c.Series {
		for _, x := range c.X.Marks() {
			if len(series.Points) > 0 {
				t.add(c.padded(series.Name, c.number(x), c.number(heightAt(series.Points, x)))...)
			}
		}
		for _, o := range series.Observed {
			t.add(series.Name, c.number(o.X), c.number(o.Y), c.interval(o.Low, o.High), c.number(float64(o.N)))
		}
	}
	return t
}

// padded fills a row of the table up to its last column.
func (c Curves) padded(cells ...string) []string {
	if c.RangeHead != "" {
		return append(cells, "", "")
	}
	return cells
}

// seriesClass is the class of the i-th series: five, and again.
func seriesClass(kind string, i int) string {
	return kind + "-" + string(rune('1'+i%5))
}
