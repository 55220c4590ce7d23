package chart

import "math"

// Axis is a scale with its name.
type Axis struct {
	Label    string // what is measured, with its unit
	Min, Max float64
	Ticks    []float64 // values to write; nil: about five round ones
}

// Point is a place in the units of two axes.
type Point struct{ X, Y float64 }

// Band is a named stretch of an axis, such as a level between two cut scores.
type Band struct {
	Name     string
	From, To float64
}

// share is the place of v on the axis, from 0 to 1.
func (a Axis) share(v float64) float64 {
	if !(v > a.Min) || a.Max <= a.Min {
		return 0
	}
	return min(1, (v-a.Min)/(a.Max-a.Min))
}

// mostMarks is how many values a step of a fifth of the axis can need.
const mostMarks = 7

// Marks returns the values to write.
func (a Axis) Marks() []float64 {
	if a.Ticks != nil {
		return a.Ticks
	}
	step := roundStep((a.Max - a.Min) / 5)
	if step <= 0 {
		return []float64{a.Min}
	}
	var ticks []float64
	first := math.Ceil(a.Min/step - 1e-9)
	for i := range mostMarks {
		if v := (first + float64(i)) * step; v <= a.Max+step*1e-9 {
			ticks = append(ticks, v)
		}
	}
	return ticks
}

// roundStep returns the smallest of 1, 2, 5 times a power of ten that is not below step.
func roundStep(step float64) float64 {
	if !(step > 0) || math.IsInf(step, 0) {
		return 0
	}
	power := math.Pow(10, math.Floor(math.Log10(step)))
	for _, factor := range []float64{1, 2, 5} {
		if step <= factor*power*(1+1e-9) {
			return factor * power
		}
	}
	return 10 * power
}

// Edges of a plot with two axes, as shares of the width: numbers of the y axis stand to the left.
const (
	plotLeft  = 0.1
	plotRight = 0.98
)

// plane is a plot with two axes; y grows upwards.
type plane struct {
	x, y        Axis
	top, height float64 // pixels
}

// newPlane leaves room above for the name of the y axis.
func newPlane(x, y Axis, height float64) plane {
	return plane{x: x, y: y, top: 32, height: height}
}

func (p plane) left(v float64) float64 { return plotLeft + (plotRight-plotLeft)*p.x.share(v) }
func (p plane) down(v float64) float64 { return p.top + p.height*(1-p.y.share(v)) }

// total is the height of plot and both axes' words.
func (p plane) total() float64 { return p.top + p.height + 44 }

// frame draws grid, numbers and names of the axes.
func (p plane) frame(s *canvas, number func(float64) string) {
	s.text(p.y.Label, 0, 14, start, "soft")
	for _, v := range p.y.Marks() {
		y := p.down(v)
		s.line(plotLeft, y, plotRight, y, "grid-line")
		s.text(number(v), plotLeft-0.02, y+4, end, "soft")
	}
	base := p.top + p.height
	s.line(plotLeft, base, plotRight, base, "axis-line")
	for _, v := range p.x.Marks() {
		s.text(number(v), p.left(v), base+18, middle, "soft")
	}
	s.text(p.x.Label, plotRight, base+38, end, "soft")
}
