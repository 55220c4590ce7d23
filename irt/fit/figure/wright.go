package figure

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"suyang/irt"
)

// WrightMap sets the distribution of persons, as bars to the left, beside the
// difficulties and thresholds of the items, as names to the right (Wilson,
// 2005). theta has an entry per person, weights too or is nil. A threshold k of
// an item with several is written id.k. Under the two- and more-parameter models
// a difficulty is where the curve is steepest, not where a share of persons
// succeeds.
func WrightMap(theta, weights []float64, items []irt.Item) []byte {
	marks := thresholds(items)
	from, to := reach(theta, marks)
	rows := int(math.Round((to - from) / step))
	height := topEdge + 40 + rowHeight*float64(rows)
	c := newCanvas(plotWidth, height, "Wright map", "Persons to the left, difficulties of items to the right, on one scale of theta")
	down := scale{from, to, height - 24, topEdge + 16}
	c.text(axisAt-28, topEdge+2, "end", "", "persons")
	c.text(axisAt+12, topEdge+2, "start", "", "items")
	c.line(axisAt, down.up, axisAt, down.low, "axis")
	for _, v := range down.ticks(10) {
		c.line(axisAt-4, down.at(v), axisAt, down.at(v), "axis")
		c.text(axisAt-8, down.at(v)+4, "end", "", number(v))
	}
	c.people(down, theta, weights, rows)
	c.items(down, marks)
	return c.document()
}

const (
	step      = 0.25 // of theta, a row
	rowHeight = 18.0
	axisAt    = 250.0
)

// threshold is one of an item's, with its name.
type threshold struct {
	name string
	at   float64
}

func thresholds(items []irt.Item) []threshold {
	var marks []threshold
	for _, it := range items {
		for k, b := range it.B {
			name := it.ID
			if len(it.B) > 1 {
				name = fmt.Sprintf("%s.%d", it.ID, k+1)
			}
			marks = append(marks, threshold{name, b})
		}
	}
	slices.SortStableFunc(marks, func(a, b threshold) int { return cmp.Compare(a.at, b.at) })
	return marks
}

// reach is the range of the map: that of persons and items within -5 and 5, in
// whole rows.
func reach(theta []float64, marks []threshold) (from, to float64) {
	from, to = -2, 2
	for _, t := range theta {
		from, to = min(from, t), max(to, t)
	}
	for _, m := range marks {
		from, to = min(from, m.at), max(to, m.at)
	}
	return max(-5, math.Floor(from/step)*step), min(5, math.Ceil(to/step)*step)
}

func (c *canvas) people(down scale, theta, weights []float64, rows int) {
	counts := make([]float64, rows)
	for i, t := range theta {
		w := 1.0
		if weights != nil {
			w = weights[i]
		}
		counts[min(rows-1, max(0, int((t-down.from)/step)))] += w
	}
	most := slices.Max(counts)
	for row, n := range counts {
		y := down.at(down.from + step*float64(row+1))
		width := (axisAt - 60) * n / most
		c.rect(axisAt-40-width, y+1, width, down.at(down.from+step*float64(row))-y-2, "bar")
	}
}

// items writes the names in rows; what does not fit is counted.
func (c *canvas) items(down scale, marks []threshold) {
	const widest = 46 // characters
	rowOf := func(m threshold) float64 {
		return min(max(math.Floor(m.at/step), math.Round(down.from/step)), math.Round(down.to/step)-1)
	}
	for i := 0; i < len(marks); {
		row := rowOf(marks[i])
		var line []string
		length, left := 0, 0
		for ; i < len(marks) && rowOf(marks[i]) == row; i++ {
			name := beyond(marks[i], down)
			if length += len(name) + 2; length > widest {
				left++
				continue
			}
			line = append(line, name)
		}
		if left > 0 {
			line = append(line, fmt.Sprintf("+%d", left))
		}
		c.text(axisAt+12, down.at((row+0.5)*step)+4, "start", "", strings.Join(line, ", "))
	}
}

// beyond is the name of a threshold, with its place where that is off the map.
func beyond(m threshold, down scale) string {
	if m.at < down.from || m.at > down.to {
		return fmt.Sprintf("%s (%s)", m.name, number(math.Round(m.at*10)/10))
	}
	return m.name
}
