package chart

import (
	"html/template"
	"math"
	"strconv"

	"suyang/web/svg"
)

// Histogram shows how many values fall into each bin.
type Histogram struct {
	Figure
	X, Y      Axis // Y is the number of values; its Max is taken from the bins where it is 0
	Bins      []Bin
	Reference *Reference // a line at a value; nil: none
}

// Bin is a stretch of the axis, its end not included, and how many values fall into it.
type Bin struct {
	From, To float64
	Count    int
}

// Bins counts values into bins of the given width over the axis; values beyond it go into the
// first and last bin. It returns nil for an axis or a width that is not positive.
func Bins(values []float64, axis Axis, width float64) []Bin {
	count := int(math.Ceil((axis.Max-axis.Min)/width - 1e-9))
	if !(width > 0) || count <= 0 {
		return nil
	}
	bins := make([]Bin, count)
	for i := range bins {
		bins[i].From = axis.Min + float64(i)*width
		bins[i].To = bins[i].From + width
	}
	for _, v := range values {
		i := int(math.Floor((v - axis.Min) / width))
		bins[min(max(i, 0), count-1)].Count++
	}
	return bins
}

// HTML draws the chart.
func (c Histogram) HTML() template.HTML {
	if c.Y.Max == 0 {
		c.Y.Max = float64(max(1, mostIn(c.Bins)))
	}
	p := newPlane(c.X, c.Y, 200)
	var s canvas
	p.frame(&s, c.number)
	data := table{head: []string{c.X.Label, c.Y.Label}}
	for _, bin := range c.Bins {
		from, to := p.left(bin.From), p.left(bin.To)
		y := p.down(float64(bin.Count))
		s.Open("rect", "class", "fill-1 ring", "x", pct(from), "y", svg.Px(y), "width", pct(to-from), "height", svg.Px(p.top+p.height-y))
		s.Leaf("title", c.interval(bin.From, bin.To)+": "+strconv.Itoa(bin.Count))
		s.Close("rect")
		data.add(c.interval(bin.From, bin.To), strconv.Itoa(bin.Count))
	}
	if c.Reference != nil {
		x := p.left(c.Reference.Value)
		s.line(x, p.top, x, p.top+p.height, "reference")
		s.text(c.Reference.Label, x, p.top-4, anchorNear(x), "soft halo")
	}
	return c.html(s, p.total(), data)
}

func mostIn(bins []Bin) int {
	most := 0
	for _, bin := range bins {
		most = max(most, bin.Count)
	}
	return most
}
