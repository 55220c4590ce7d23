package screens

import (
	"math"
	"strconv"

	"suyang/web/svg"
)

const (
	pieRadius = 84.0
	pieTints  = 5
)

// pie draws slices from the top clockwise, each with its number, and a key below. A slice says the
// number that the author wrote, which need not be its share.
func (p *plot) pie() float64 {
	values := p.data.Series[0].Values
	sum := 0.0
	for _, v := range values {
		sum += max(0, v)
	}
	cx, cy, turned := chartWidth/2, pieRadius+22, 0.0
	for i, v := range values {
		share := 1 / float64(len(values))
		if sum > 0 {
			share = max(0, v) / sum
		}
		p.slice(i, cx, cy, turned, share)
		turned += share
	}
	turned = 0
	for i, v := range values {
		if sum <= 0 {
			break
		}
		share := max(0, v) / sum
		angle := 2 * math.Pi * (turned + share/2)
		p.text(strconv.Itoa(i+1), cx+math.Sin(angle)*(pieRadius+12), cy-math.Cos(angle)*(pieRadius+12)+5, "middle", "chart-value")
		turned += share
	}
	y := cy + pieRadius + 40
	for i, v := range values {
		p.El("rect", "class", tint(i), "x", "20", "y", svg.Px(y-11), "width", "13", "height", "13")
		p.text(strconv.Itoa(i+1), 40, y, "", "chart-value")
		p.text(number(v), chartWidth-20, y, "end", "chart-small")
		for _, line := range svg.Chop(p.data.Labels[i], (chartWidth-130)/chartFont) {
			p.text(line, 58, y, "", "chart-small")
			y += chartLine
		}
		y += 4
	}
	return y - 8
}

func tint(i int) string { return "pie-" + strconv.Itoa(i%pieTints+1) }

func (p *plot) slice(i int, cx, cy, turned, share float64) {
	if share >= 1-1e-9 {
		p.El("circle", "class", tint(i), "cx", svg.Px(cx), "cy", svg.Px(cy), "r", svg.Px(pieRadius))
		return
	}
	from, to := 2*math.Pi*turned, 2*math.Pi*(turned+share)
	large := "0"
	if share > 0.5 {
		large = "1"
	}
	p.El("path", "class", tint(i), "d", "M"+at(cx, cy)+"L"+at(cx+math.Sin(from)*pieRadius, cy-math.Cos(from)*pieRadius)+
		"A"+svg.Px(pieRadius)+" "+svg.Px(pieRadius)+" 0 "+large+" 1 "+at(cx+math.Sin(to)*pieRadius, cy-math.Cos(to)*pieRadius)+"z")
}
