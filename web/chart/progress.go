package chart

import (
	"html/template"
	"time"
)

// Progress shows one value over time with its intervals, before the levels it may fall into.
type Progress struct {
	Figure
	Y            Axis
	Levels       []Band // lowest first; may be empty
	Moments      []Moment
	TimeHead     string // heads of the table's columns
	IntervalHead string
}

// Moment is one measurement. Moments come in the order of time.
type Moment struct {
	At        time.Time
	Label     string // the day, as the reader writes it
	Value     float64
	Low, High float64 // ends of the interval
}

// HTML draws the chart.
func (c Progress) HTML() template.HTML {
	p := newPlane(c.span(), c.Y, 220)
	var s canvas
	for i, level := range c.Levels {
		top, bottom := p.down(level.To), p.down(level.From)
		if i%2 == 1 {
			s.rect(plotLeft, top, plotRight-plotLeft, bottom-top, 0, "track")
		}
		s.text(level.Name, plotRight, (top+bottom)/2+4, end, "soft")
	}
	p.frame(&s, c.number)
	points := make([]Point, len(c.Moments))
	for i, m := range c.Moments {
		points[i] = Point{X: p.left(seconds(m.At)), Y: p.down(m.Value)}
	}
	s.curve(points, p.total(), "curve line-1")
	data := table{head: []string{c.TimeHead, c.Y.Label, c.IntervalHead}}
	for i, m := range c.Moments {
		x := points[i].X
		s.line(x, p.down(m.Low), x, p.down(m.High), "interval")
		s.mark(0, x, points[i].Y, 6, "fill-1 ring", m.Label+": "+c.number(m.Value))
		data.add(m.Label, c.number(m.Value), c.interval(m.Low, m.High))
	}
	c.days(&s, points, p.top+p.height+18)
	return c.html(s, p.total()-16, data)
}

// span is the time axis: from first to last with some room at both ends.
func (c Progress) span() Axis {
	axis := Axis{Ticks: []float64{}}
	if len(c.Moments) > 0 {
		first, last := seconds(c.Moments[0].At), seconds(c.Moments[len(c.Moments)-1].At)
		room := max(0.12*(last-first), 1)
		axis.Min, axis.Max = first-room, last+3*room // on the right stand the names of the levels
	}
	return axis
}

// days writes the last day and, going back, each that has room.
func (c Progress) days(s *canvas, points []Point, y float64) {
	const room = 0.19
	next := 2.0
	for i := len(points) - 1; i >= 0; i-- {
		if next-points[i].X >= room {
			s.text(c.Moments[i].Label, points[i].X, y, middle, "soft")
			next = points[i].X
		}
	}
}

func seconds(t time.Time) float64 { return float64(t.Unix()) }
