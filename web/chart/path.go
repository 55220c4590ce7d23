package chart

import (
	"html/template"
	"math"
)

// Path shows one pupil's level as a place on a rising path.
type Path struct {
	Figure
	Levels    []Band // lowest first, without gaps
	Here      float64
	Low, High float64 // ends of the interval
	HereLabel string  // words at the place, such as "you are here"
	LevelHead string  // heads of the table's columns
	PlaceHead string
}

const (
	pathTop    = 36 // room for the words at the place
	pathHeight = 104
)

// HTML draws the chart.
func (c Path) HTML() template.HTML {
	axis := bandAxis(c.Levels)
	height := float64(pathTop + pathHeight + 16)
	here := axis.share(c.Here)

	var s canvas
	s.curve(climb(0, 1), height, "path")
	s.curve(climb(axis.share(c.Low), axis.share(c.High)), height, "path-band")
	data := table{head: []string{c.LevelHead, c.PlaceHead}}
	lines := 1
	for i, level := range c.Levels {
		x := axis.share(level.From)
		if i > 0 {
			s.line(x, climbAt(x), x, height, "grid-line")
			s.mark(0, x, climbAt(x), 6, stationClass(x <= here), level.Name)
		}
		center := axis.share((level.From + level.To) / 2)
		class, place := "soft", ""
		if c.Here >= level.From && (c.Here < level.To || i == len(c.Levels)-1) || i == 0 && c.Here < level.From {
			class, place = "strong", c.HereLabel
		}
		lines = max(lines, s.lines(level.Name, center, height+16, middle, class, 5))
		data.add(level.Name, place)
	}
	s.mark(0, here, climbAt(here), 11, "here", c.HereLabel)
	s.text(c.HereLabel, here+0.02, climbAt(here)-20, labelAnchor(here), "strong halo")
	return c.html(s, height+4+float64(lines)*lineHeight, data)
}

func stationClass(passed bool) string {
	if passed {
		return "station-passed"
	}
	return "station"
}

// climbAt is the height of the path in pixels from top: a logistic curve, as ability grows.
func climbAt(x float64) float64 {
	rise := 1 / (1 + math.Exp(-8*(x-0.5)))
	return pathTop + pathHeight*(1-rise)
}

// climb is the stretch of the path between two places.
func climb(from, to float64) []Point {
	const steps = 48
	points := make([]Point, 0, steps+1)
	for i := range steps + 1 {
		x := from + (to-from)*float64(i)/steps
		points = append(points, Point{X: x, Y: climbAt(x)})
	}
	return points
}
