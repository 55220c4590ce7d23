package chart

import "html/template"

// Strips shows places on the same few bands, one row each: where a pupil stands in each dimension.
type Strips struct {
	Figure
	Bands    []Band // lowest first, without gaps
	Rows     []Strip
	RowHead  string // heads of the table's columns
	BandHead string
}

// Strip is one row.
type Strip struct {
	Label     string
	Value     float64
	Low, High float64 // ends of the interval
	Word      string  // what the place means, such as the band's name
	Missing   string  // where there is no value: the words that say so
}

const stripHeight = 16

// HTML draws the chart.
func (c Strips) HTML() template.HTML {
	axis := bandAxis(c.Bands)
	var s canvas
	data := table{head: []string{c.RowHead, c.BandHead}}
	y := 0.0
	for _, row := range c.Rows {
		y = c.row(&s, axis, row, y)
		data.add(row.Label, row.Missing+row.Word)
	}
	lines := 1
	for _, band := range c.Bands {
		center := axis.share((band.From + band.To) / 2)
		lines = max(lines, s.lines(band.Name, center, y+10, middle, "soft", 5))
	}
	return c.html(s, y+float64(lines)*lineHeight, data)
}

func (c Strips) row(s *canvas, axis Axis, row Strip, y float64) float64 {
	word := row.Word
	if row.Missing != "" {
		word = row.Missing
	}
	s.text(word, 1, y+16, end, "soft")
	top := y + float64(s.lines(row.Label, 0, y+16, start, "", labelWidth(word)))*lineHeight + 6
	center := top + stripHeight/2.0
	s.rect(0, top, 1, stripHeight, stripHeight/2, "track")
	for _, band := range c.Bands[min(1, len(c.Bands)):] {
		s.line(axis.share(band.From), top, axis.share(band.From), top+stripHeight, "track-edge")
	}
	if row.Missing == "" {
		low, high := axis.share(row.Low), axis.share(row.High)
		s.rect(low, top, high-low, stripHeight, stripHeight/2, "band-strong")
		s.mark(0, axis.share(row.Value), center, 9, "fill-1 ring", word)
	}
	return top + stripHeight + 18
}

// bandAxis is the axis that bands cover together.
func bandAxis(bands []Band) Axis {
	if len(bands) == 0 {
		return Axis{}
	}
	return Axis{Min: bands[0].From, Max: bands[len(bands)-1].To}
}
