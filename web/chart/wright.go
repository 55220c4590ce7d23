package chart

import (
	"html/template"
	"math"
	"strconv"
	"strings"

	"suyang/web/svg"
)

// WrightMap shows persons and items on one scale: to the left how many persons are how able, to
// the right the items at their difficulty.
type WrightMap struct {
	Figure
	Axis        Axis  // the scale, upwards
	Persons     []Bin // equal widths, without gaps, over the axis
	Items       []Item
	PersonsHead string // words above each side, and heads of the table's columns
	ItemsHead   string
}

// Item is an item, or a threshold of one, at its difficulty.
type Item struct {
	Label string
	At    float64
}

const (
	wrightRow  = 22   // height of a bin in pixels
	wrightAxis = 0.42 // where the scale stands

	// Room for the labels of a bin, in em: on a phone, and where the chart is at
	// least 31rem wide, as the style sheet says.
	wrightNarrow = 10.0
	wrightWide   = 17.0
)

// HTML draws the chart.
func (c WrightMap) HTML() template.HTML {
	const top = 32.0
	height := float64(len(c.Persons)) * wrightRow
	down := func(v float64) float64 { return top + height*(1-c.Axis.share(v)) }

	var s canvas
	s.text(c.PersonsHead, wrightAxis-0.06, 14, end, "soft")
	s.text(c.ItemsHead, wrightAxis+0.08, 14, start, "soft")
	data := table{head: []string{c.Axis.Label, c.PersonsHead, c.ItemsHead}}
	most := float64(max(1, mostIn(c.Persons)))
	for i := len(c.Persons) - 1; i >= 0; i-- {
		bin, y := c.Persons[i], down(c.Persons[i].To)
		width := 0.34 * float64(bin.Count) / most
		s.rect(wrightAxis-0.06-width, y+2, width, wrightRow-4, 2, "fill-1")
		labels := c.labels(bin, i == 0, i == len(c.Persons)-1)
		wide, narrow := shorten(labels, wrightWide), shorten(labels, wrightNarrow)
		if narrow == wide {
			s.text(wide, wrightAxis+0.08, y+wrightRow/2+5, start, "")
		} else {
			s.text(wide, wrightAxis+0.08, y+wrightRow/2+5, start, "wide-only")
			s.text(narrow, wrightAxis+0.08, y+wrightRow/2+5, start, "narrow-only")
		}
		data.add(c.interval(bin.From, bin.To), strconv.Itoa(bin.Count), strings.Join(labels, ", "))
	}
	s.line(wrightAxis+0.05, top, wrightAxis+0.05, top+height, "axis-line")
	for _, v := range c.Axis.Marks() {
		s.text(c.number(v), wrightAxis+0.03, down(v)+4, end, "soft halo")
		s.line(wrightAxis+0.04, down(v), wrightAxis+0.06, down(v), "axis-line")
	}
	s.text(c.Axis.Label, wrightAxis, top+height+20, middle, "soft")
	return c.html(s, top+height+28, data)
}

// labels lists the items in a bin; the outer bins also hold what lies beyond them.
func (c WrightMap) labels(bin Bin, first, last bool) []string {
	from, to := bin.From, bin.To
	if first {
		from = math.Inf(-1)
	}
	if last {
		to = math.Inf(1)
	}
	var labels []string
	for _, item := range c.Items {
		if item.At >= from && item.At < to {
			labels = append(labels, item.Label)
		}
	}
	return labels
}

// shorten joins as many labels as there is room for, in em, and counts the rest. Of a label that
// alone is too long it keeps the beginning.
func shorten(labels []string, em float64) string {
	const counting = 2.5 // em that " +99" takes
	all := strings.Join(labels, ", ")
	if svg.Width(all) <= em {
		return all
	}
	shown := truncate(labels[0], em-counting)
	n := 1
	for n < len(labels) && svg.Width(shown+", "+labels[n]) <= em-counting {
		shown += ", " + labels[n]
		n++
	}
	if n == len(labels) {
		return shown
	}
	return shown + " +" + strconv.Itoa(len(labels)-n)
}

// truncate cuts words to a width in em, with an ellipsis where something is missing.
func truncate(words string, em float64) string {
	if svg.Width(words) <= em {
		return words
	}
	kept := 0
	for i := range words {
		if svg.Width(words[:i])+1 > em {
			break
		}
		kept = i
	}
	return words[:kept] + "…"
}
