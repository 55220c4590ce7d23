package chart

import (
	"html/template"
	"strconv"
	"strings"

	"suyang/web/svg"
)

// LevelDots shows how a group is spread over levels: one dot is one pupil.
type LevelDots struct {
	Figure
	Levels     []Level // lowest first
	LevelHead  string  // heads of the table's columns
	CountHead  string
	PupilsHead string
}

// Level is one column of dots.
type Level struct {
	Name   string
	Pupils []Dot
}

// Dot is one pupil.
type Dot struct {
	Name string
	URL  string // where the dot leads; empty: nowhere
	Open bool   // drawn as a ring: the level is not certain
}

const (
	dotPitch  = 24 // distance of two dots: large enough to touch
	dotRadius = 8
	dotsInRow = 2
)

// HTML draws the chart.
func (c LevelDots) HTML() template.HTML {
	most := 1
	for _, level := range c.Levels {
		most = max(most, len(level.Pupils))
	}
	rows := (most + dotsInRow - 1) / dotsInRow
	base := float64(24 + rows*dotPitch)

	var s canvas
	data := table{head: []string{c.LevelHead, c.CountHead, c.PupilsHead}}
	labelLines := 1
	for i, level := range c.Levels {
		x := (float64(i) + 0.5) / float64(len(c.Levels))
		c.column(&s, level, x, base)
		labelLines = max(labelLines, s.lines(level.Name, x, base+20, middle, "", 5))
		data.add(level.Name, strconv.Itoa(len(level.Pupils)), names(level.Pupils))
	}
	s.line(0, base, 1, base, "axis-line")
	return c.html(s, base+8+float64(labelLines)*lineHeight, data)
}

// column stacks the dots of one level upwards from base, its number on top.
func (c LevelDots) column(s *canvas, level Level, x, base float64) {
	n := len(level.Pupils)
	s.Open("svg", "x", pct(x), "y", svg.Px(base), "overflow", "visible")
	for i, pupil := range level.Pupils {
		dx := (float64(i%dotsInRow) - (dotsInRow-1)/2.0) * dotPitch
		dy := -(float64(i/dotsInRow) + 0.5) * dotPitch
		c.dot(s, pupil, dx, dy)
	}
	s.Close("svg")
	top := base - float64((n+dotsInRow-1)/dotsInRow*dotPitch)
	s.text(strconv.Itoa(n), x, top-6, middle, "strong")
}

func (c LevelDots) dot(s *canvas, pupil Dot, dx, dy float64) {
	if pupil.URL != "" {
		s.Open("a", "href", pupil.URL, "aria-label", pupil.Name)
	}
	class := "dot fill-1"
	if pupil.Open {
		class = "dot dot-open"
	}
	s.Open("circle", "class", class, "cx", svg.Px(dx), "cy", svg.Px(dy), "r", svg.Px(dotRadius))
	s.Leaf("title", pupil.Name)
	s.Close("circle")
	if pupil.URL != "" {
		s.Close("a")
	}
}

func names(pupils []Dot) string {
	all := make([]string, len(pupils))
	for i, pupil := range pupils {
		all[i] = pupil.Name
	}
	return strings.Join(all, ", ")
}
