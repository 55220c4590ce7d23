package content

import (
	"fmt"
	"regexp"

	"suyang/models/screen"
)

// figuresDiffer returns the first numbers that differ between the two sides of
// a table or chart. In a story, sums and dates may be those of the reader; the
// data to reckon with are the same.
func figuresDiffer(zh, en screen.Screen) (one, other string, differ bool) {
	switch zh := zh.(type) {
	case *screen.Sheet:
		en, _ := en.(*screen.Sheet)
		return cellsDiffer(cells(zh), cells(en))
	case *screen.Chart:
		en, _ := en.(*screen.Chart)
		one, other = fmt.Sprint(values(zh)), fmt.Sprint(values(en))
		return one, other, one != other
	}
	return "", "", false
}

// amount is a cell that holds a number, with or without a unit.
var amount = regexp.MustCompile(`^[^\p{L}0-9]*([0-9][0-9,.]*)(%|\s|\p{Han}|$)`)

// cellsDiffer compares the cells that hold a number on both sides. A date may
// be written in words on one of them.
func cellsDiffer(zh, en []string) (one, other string, differ bool) {
	if len(zh) != len(en) {
		return fmt.Sprintf("%d cells", len(zh)), fmt.Sprint(len(en)), true
	}
	for i := range zh {
		a, b := amount.FindStringSubmatch(zh[i]), amount.FindStringSubmatch(en[i])
		if a != nil && b != nil && a[1] != b[1] {
			return a[1], b[1], true
		}
	}
	return "", "", false
}

// cells are those of a sheet without the names in its first row and column.
func cells(s *screen.Sheet) []string {
	var inner []string
	for _, row := range s.Rows[1:] {
		inner = append(inner, row[1:]...)
	}
	return inner
}

func values(c *screen.Chart) [][]float64 {
	var all [][]float64
	for _, s := range c.Series {
		all = append(all, s.Values)
	}
	return all
}
