package chart

import "html/template"

// Bars compares values with their intervals, one row each, in the order given.
type Bars struct {
	Figure
	Axis         Axis
	Reference    *Reference // a line at a value in every row; nil: none
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

const barHeight = 12

// HTML draws the chart.
func (c Bars) HTML() template.HTML {
	var s canvas
	data := table{head: []string{c.RowHead, c.ValueHead, c.IntervalHead}}
	y := 0.0
	if c.Reference != nil {
		x := c.Axis.share(c.Reference.Value)
		s.text(c.Reference.Label, x, 14, anchorNear(x), "soft")
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
	s.line(0, y, 1, y, "axis-line")
	for i, v := range c.Axis.Marks() {
		x := c.Axis.share(v)
		s.text(c.number(v), x, y+18, anchorAt(x, i), "soft")
	}
	s.text(c.Axis.Label, 1, y+38, end, "soft")
	return c.html(s, y+44, data)
}

// row draws one row from y downwards and returns where the next begins.
func (c Bars) row(s *canvas, row Bar, y float64) float64 {
	words, class := row.Missing, "soft"
	if row.Missing == "" {
		words, class = c.number(row.Value)+" ("+c.interval(row.Low, row.High)+")", "strong"
	}
	s.text(words, 1, y+16, end, class)
	lines := float64(s.lines(row.Label, 0, y+16, start, "", labelWidth(words)))
	if row.Note != "" {
		lines += float64(s.lines(row.Note, 0, y+16+lines*lineHeight, start, "soft", labelWidth("")))
	}
	top := y + lines*lineHeight + 4
	s.rect(0, top, 1, barHeight, 3, "track")
	if row.Missing == "" {
		zero, value := c.Axis.share(max(0, c.Axis.Min)), c.Axis.share(row.Value)
		s.rect(min(zero, value), top, max(zero, value)-min(zero, value), barHeight, 3, "fill-1")
		whisker(s, c.Axis.share(row.Low), c.Axis.share(row.High), top+barHeight/2.0)
	}
	if c.Reference != nil {
		x := c.Axis.share(c.Reference.Value)
		s.line(x, top-3, x, top+barHeight+3, "reference")
	}
	return top + barHeight + 16
}

// whisker draws an interval with its ends.
func whisker(s *canvas, low, high, y float64) {
	s.line(low, y, high, y, "interval")
	s.line(low, y-4, low, y+4, "interval")
	s.line(high, y-4, high, y+4, "interval")
}
