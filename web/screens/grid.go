package screens

import (
	"html/template"
	"strconv"
	"strings"

	"suyang/models/screen"
	"suyang/web/i18n"
	"suyang/web/svg"
)

// cellSize is the edge of a cell of a grid in units of the picture.
const cellSize = 36

// grid draws a map of cells. "#" is a block, a letter stands on a ground of its own.
func (d *Drawer) grid(g *screen.Grid, l i18n.Locale) template.HTML {
	var b svg.Builder
	width, height := len([]rune(g.Rows[0]))*cellSize, len(g.Rows)*cellSize
	b.Open("svg", "class", "screen-svg screen-grid-map", "viewBox", "-1 -1 "+strconv.Itoa(width+2)+" "+strconv.Itoa(height+2),
		"width", strconv.Itoa(width+2), "role", "img", "aria-label", d.gridWords(g, l))
	for y, row := range g.Rows {
		for x, sign := range []rune(row) {
			cell(&b, float64(x*cellSize), float64(y*cellSize), sign)
		}
	}
	b.Close("svg")
	return template.HTML(b.String()) //nolint:gosec // the builder escapes every text and attribute
}

// gridWords tells the map cell by cell.
func (d *Drawer) gridWords(g *screen.Grid, l i18n.Locale) string {
	told := make([]string, len(g.Rows))
	for y, row := range g.Rows {
		var cells []string
		for _, sign := range row {
			meaning := d.catalog.T(l, "screen.grid.empty")
			if sign != '.' {
				meaning = g.Legend[string(sign)]
			}
			cells = append(cells, meaning)
		}
		told[y] = d.catalog.T(l, "screen.grid.row", "n", y+1, "cells", strings.Join(cells, ", "))
	}
	return lines(told)
}

func cell(b *svg.Builder, x, y float64, sign rune) {
	class := "cell-marked"
	switch sign {
	case '.':
		class = "cell"
	case '#':
		class = "cell-block"
	}
	b.El("rect", "class", class, "x", svg.Px(x), "y", svg.Px(y), "width", svg.Px(cellSize), "height", svg.Px(cellSize))
	if class == "cell-marked" {
		b.Leaf("text", string(sign), "x", svg.Px(x+cellSize/2.0), "y", svg.Px(y+cellSize/2.0+6), "text-anchor", "middle", "class", "cell-sign")
	}
}
