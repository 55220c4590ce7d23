package screens

import (
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"suyang/models/screen"
	"suyang/web/chart"
	"suyang/web/svg"
)

// Places of a chart in units of the picture, which are pixels on a phone.
const (
	chartWidth  = 340.0
	chartHeight = 210.0 // of the plot
	chartTop    = 36.0  // above it, for the name of the y axis
	chartLeft   = 44.0
	chartRight  = 332.0
	chartFont   = 14.5
	chartLine   = 18.0
)

// plot is a chart under way.
type plot struct {
	svg.Builder
	data *screen.Chart
	y    chart.Axis
	x    chart.Axis // of a scatter plot
}

// chart draws a chart as its author wants it, misleading ones too.
func (d *Drawer) chart(c *screen.Chart) template.HTML {
	p := &plot{data: c}
	draw := p.axes
	if c.Type == "pie" {
		draw = p.pie
	}
	height := p.names(draw())
	var out svg.Builder
	out.Open("svg", "class", "screen-svg chart-map", "viewBox", "0 0 "+svg.Px(chartWidth)+" "+svg.Px(height),
		"role", "img", "aria-label", lines(c.Words()))
	out.WriteString(p.String())
	out.Close("svg")
	return template.HTML(out.String()) //nolint:gosec // the builder escapes every text and attribute
}

// axes draws what has two axes and returns the height it took.
func (p *plot) axes() float64 {
	p.y = p.yAxis()
	for _, v := range p.y.Marks() {
		p.line(chartLeft, p.down(v), chartRight, p.down(v), "chart-grid")
		p.text(number(v), chartLeft-6, p.down(v)+4, "end", "chart-small")
	}
	p.text(p.data.Y, 2, 13, "", "chart-small")
	base := chartTop + chartHeight
	p.line(chartLeft, base, chartRight, base, "chart-axis")
	below := p.categories
	if p.data.Type == "scatter" {
		below = p.scatter
	}
	bottom := below()
	if p.data.X != "" {
		bottom += chartLine + 2
		p.text(p.data.X, chartRight, bottom, "end", "chart-small")
	}
	return bottom + 8
}

// yAxis begins where the author says. Otherwise it begins at zero, but for points far from it.
func (p *plot) yAxis() chart.Axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range p.data.Series {
		low, high = min(low, slices.Min(s.Values)), max(high, slices.Max(s.Values))
	}
	if p.data.From != 0 {
		a := rounded(min(p.data.From, low), high)
		a.Min = min(p.data.From, low)
		return a
	}
	if p.data.Type == "scatter" && low > high-low {
		return rounded(low, high)
	}
	return rounded(min(0, low), max(0, high))
}

// rounded is an axis around two values that begins and ends with a mark.
func rounded(low, high float64) chart.Axis {
	if high <= low {
		high = low + 1
	}
	a := chart.Axis{Min: low, Max: high}
	if marks := a.Marks(); len(marks) > 1 {
		step := marks[1] - marks[0]
		a.Min, a.Max = math.Floor(low/step+1e-9)*step, math.Ceil(high/step-1e-9)*step
	}
	return a
}

func (p *plot) down(v float64) float64 {
	share := (v - p.y.Min) / (p.y.Max - p.y.Min)
	return chartTop + chartHeight*(1-min(1, max(0, share)))
}

// categories draws bars or lines over their labels and returns where the labels end.
func (p *plot) categories() float64 {
	n := len(p.data.Labels)
	slot := (chartRight - chartLeft) / float64(n)
	for i, s := range p.data.Series {
		if p.data.Type == "bar" {
			p.bars(i, s, slot)
		} else {
			p.lines(i, s, slot)
		}
	}
	return p.labels(slot)
}

// bars draws a series of bars with their values where there is room for them.
func (p *plot) bars(series int, s screen.Series, slot float64) {
	count := float64(len(p.data.Series))
	wide := min(44, slot*0.72/count)
	for i, v := range s.Values {
		x := chartLeft + slot*(float64(i)+0.5) + wide*(float64(series)-count/2)
		top, foot := p.down(max(v, p.y.Min)), p.down(max(0, p.y.Min))
		p.El("rect", "class", "chart-fill-"+strconv.Itoa(series+1), "x", svg.Px(x), "y", svg.Px(min(top, foot)), "width", svg.Px(wide), "height", svg.Px(math.Abs(foot-top)))
		if svg.Width(number(v))*chartFont <= slot/count {
			p.text(number(v), x+wide/2, min(top, foot)-5, "middle", "chart-value")
		}
	}
}

func (p *plot) lines(series int, s screen.Series, slot float64) {
	var path strings.Builder
	for i, v := range s.Values {
		step := "L"
		if i == 0 {
			step = "M"
		}
		path.WriteString(step + at(chartLeft+slot*(float64(i)+0.5), p.down(v)))
	}
	p.El("path", "class", "chart-line chart-line-"+strconv.Itoa(series+1), "d", path.String())
	for i, v := range s.Values {
		p.point(series, chartLeft+slot*(float64(i)+0.5), p.down(v))
	}
}

// point is a circle for the first series and a square for the second.
func (p *plot) point(series int, x, y float64) {
	if series == 0 {
		p.El("circle", "class", "chart-fill-1", "cx", svg.Px(x), "cy", svg.Px(y), "r", "4.5")
		return
	}
	p.El("rect", "class", "chart-fill-2", "x", svg.Px(x-4), "y", svg.Px(y-4), "width", "8", "height", "8")
}

// labels writes the labels below the axis: wrapped, in two rows by turns where a word is wider than
// its place, and of many labels only every second or third.
func (p *plot) labels(slot float64) float64 {
	every, rows := 1, 1
	room := func() float64 { return slot*float64(every*rows)/chartFont - 0.5 } // half a character stays free
	for len(p.data.Labels) > 8 && every < len(p.data.Labels) && widest(p.data.Labels) > room() {
		every++
	}
	if slices.ContainsFunc(p.data.Labels, func(label string) bool { return widest(svg.Wrap(label, room())) > room() }) {
		rows = 2
	}
	row, bottom := chartTop+chartHeight+18, 0.0
	for i := 0; i < len(p.data.Labels); i += every {
		y := row + float64(i/every%rows)*chartLine
		for _, line := range svg.Chop(p.data.Labels[i], max(1, room())) {
			p.text(line, chartLeft+slot*(float64(i)+0.5), y, "middle", "chart-small")
			bottom = max(bottom, y)
			y += chartLine
		}
	}
	return bottom
}

func (p *plot) scatter() float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range p.data.Series {
		low, high = min(low, slices.Min(s.X)), max(high, slices.Max(s.X))
	}
	if low > 0 && low <= high-low {
		low = 0
	}
	p.x = rounded(low, high)
	across := func(v float64) float64 {
		return chartLeft + 8 + (chartRight-chartLeft-16)*(v-p.x.Min)/(p.x.Max-p.x.Min)
	}
	base := chartTop + chartHeight + 18
	for _, v := range p.x.Marks() {
		p.text(number(v), across(v), base, "middle", "chart-small")
	}
	for i, s := range p.data.Series {
		for j, v := range s.Values {
			p.point(i, across(s.X[j]), p.down(v))
		}
	}
	return base
}

// names writes the key of the series where there are two, and returns the new height.
func (p *plot) names(height float64) float64 {
	if len(p.data.Series) < 2 {
		return height
	}
	for i, s := range p.data.Series {
		p.point(i, chartLeft+4, height+8)
		p.text(s.Name, chartLeft+16, height+13, "", "chart-small")
		height += chartLine + 4
	}
	return height + 4
}

func (p *plot) line(x1, y1, x2, y2 float64, class string) {
	p.El("line", "class", class, "x1", svg.Px(x1), "y1", svg.Px(y1), "x2", svg.Px(x2), "y2", svg.Px(y2))
}

func (p *plot) text(words string, x, y float64, anchor, class string) {
	if words != "" {
		p.Leaf("text", words, "class", class, "x", svg.Px(x), "y", svg.Px(y), "text-anchor", anchor)
	}
}

// number writes a value with at most three decimals.
func number(v float64) string { return strconv.FormatFloat(math.Round(v*1000)/1000+0, 'f', -1, 64) }
