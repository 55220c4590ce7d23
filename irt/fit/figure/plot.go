package figure

import (
	"math"
	"strconv"
)

// scale maps values to pixels.
type scale struct {
	from, to float64 // values
	low, up  float64 // pixels
}

func (s scale) at(v float64) float64 {
	return s.low + (s.up-s.low)*(min(max(v, s.from), s.to)-s.from)/(s.to-s.from)
}

// ticks gives about n round values.
func (s scale) ticks(n float64) []float64 {
	step := math.Pow(10, math.Floor(math.Log10((s.to-s.from)/n)))
	for _, factor := range []float64{1, 2, 5, 10} {
		if (s.to-s.from)/(factor*step) <= n {
			step *= factor
			break
		}
	}
	var values []float64
	for i := math.Ceil(s.from/step - 1e-9); i*step <= s.to+1e-9*step; i++ {
		values = append(values, i*step)
	}
	return values
}

// plot is a canvas with two axes.
type plot struct {
	*canvas
	x, y scale
}

const (
	plotWidth  = 640.0
	plotHeight = 420.0
	leftEdge   = 64.0
	rightEdge  = 576.0
	topEdge    = 44.0
	bottomEdge = 364.0
)

func newPlot(title, description string, x, y [2]float64, xLabel, yLabel string) *plot {
	p := &plot{
		canvas: newCanvas(plotWidth, plotHeight, title, description),
		x:      scale{x[0], x[1], leftEdge, rightEdge}, y: scale{y[0], y[1], bottomEdge, topEdge},
	}
	for _, v := range p.x.ticks(8) {
		p.line(p.x.at(v), topEdge, p.x.at(v), bottomEdge, "grid")
		p.text(p.x.at(v), bottomEdge+18, "middle", "", number(v))
	}
	for _, v := range p.y.ticks(6) {
		p.line(leftEdge, p.y.at(v), rightEdge, p.y.at(v), "grid")
		p.text(leftEdge-8, p.y.at(v)+4, "end", "", number(v))
	}
	p.line(leftEdge, bottomEdge, rightEdge, bottomEdge, "axis")
	p.line(leftEdge, topEdge, leftEdge, bottomEdge, "axis")
	p.text((leftEdge+rightEdge)/2, bottomEdge+40, "middle", "", xLabel)
	p.upright(18, (topEdge+bottomEdge)/2, yLabel)
	return p
}

// number writes a value without needless zeros and with a proper minus.
func number(v float64) string {
	v = math.Round(v*1000)/1000 + 0 // no negative zero
	if v < 0 {
		return "\u2212" + strconv.FormatFloat(-v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// function draws y over the x axis, as far as it is within the plot.
func (p *plot) function(f func(x float64) float64, y scale, series int) {
	const pieces = 120
	var points []point
	for i := range pieces + 1 {
		x := p.x.from + (p.x.to-p.x.from)*float64(i)/pieces
		if v := f(x); v >= y.from && v <= y.to {
			points = append(points, point{p.x.at(x), y.at(v)})
			continue
		}
		p.curve(points, series)
		points = nil
	}
	p.curve(points, series)
}
