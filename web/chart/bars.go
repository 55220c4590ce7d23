package chart

import "html/template"

// Bars compares values with their intervals, one row each, in the order given.
type Bars struct {
	Figure
	Axis         Axis
	Reference    *Reference // a line across all rows; nil: none
	Rows         []Bar
	RowHead      string // heads of the table's columns
	ValueHead    string
	IntervalHead string
}

// Bar is one row.
type Bar struct {
	Label     string
	Value     float64
	Low, High float64 // ends of the interval
	Note      string  // small print beside the label, such as the number of answers
	Missing   string  // where there is no value: the words that say so
}

// Reference is a value to compare with, such as the region's mean.
type Reference struct {
	Label string
	Value float64
}

const (
	barHeight = 12
	labelEm   = 15 // width of a label before it wraps
)

// HTML draws the chart.
func (c Bars) HTML() template.HTML {
	var s svg
	data := table{head: []string{c.RowHead, c.ValueHead, c.IntervalHead}}
	y := 0.0
	if c.Reference != nil {
		y = 24
	}
	for _, row := range c.Rows {
		y = c.row(&s, row, y)
		if row.Missing != "" {
			data.add(row.Label, row.Missing, "")
		} else {
			data.add(row.Label, c.number(row.Value), c.interval(row.Low, row.High))
		}
	}
	if c.Reference != nil {
		c.reference(&s, y)
	}
	s.line(0, y, 1, y, "axis-line")
	for i, v := range c.Axis.ticks() {
		x := c.Axis.share(v)
		s.text(c.number(v), x, y+18, anchorAt(x, i), "soft")
	}
	s.text(c.Axis.Label, 1, y+38, end, "soft")
	return c.html(s, y+44, data)
}

// row draws one row from y downwards and returns where the next begins.
func (c Bars) row(s *svg, row Bar, y float64) float64 {
	lines := float64(s.lines(row.Label, 0, y+16, start, "", labelEm))
	if row.Note != "" {
		lines += float64(s.lines(row.Note, 0, y+16+lines*lineHeight, start, "soft", 2*labelEm))
	}
	top := y + lines*lineHeight + 4
	center := top + barHeight/2.0
	s.rect(0, top, 1, barHeight, 3, "track")
	if row.Missing != "" {
		s.text(row.Missing, 1, y+16, end, "soft")
		return top + barHeight + 16
	}
	s.text(c.number(row.Value)+" ("+c.interval(row.Low, row.High)+")", 1, y+16, end, "strong")
	zero := c.Axis.share(max(0, c.Axis.Min))
	from, to := min(zero, c.Axis.share(row.Value)), max(zero, c.Axis.share(row.Value))
	s.rect(from, top, to-from, barHeight, 3, "fill-1")
	whisker(s, c.Axis.share(row.Low), c.Axis.share(row.High), center)
	return top + barHeight + 16
}

// reference draws the line from its label down to y.
func (c Bars) reference(s *svg, y float64) {
	x := c.Axis.share(c.Reference.Value)
	anchor := middle
	switch {
	case x < 0.3:
		anchor = start
	case x > 0.7:
		anchor = end
	}
	s.text(c.Reference.Label, x, 14, anchor, "soft")
	s.line(x, 20, x, y, "reference")
}

// whisker draws an interval with its ends.
func whisker(s *svg, low, high, y float64) {
	s.line(low, y, high, y, "interval")
	s.line(low, y-4, low, y+4, "interval")
	s.line(high, y-4, high, y+4, "interval")
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
