package screens

import (
	"strconv"
	"strings"

	"suyang/models/screen"
	"suyang/web/svg"
)

// shortCell is the width in em up to which the words of a cell stay in one line.
const shortCell = 5.5

// cellClass tells the style sheet what the cell at a row and a column, both from 0, is: a number,
// short words, long ones; and whether it has the cursor.
func cellClass(s *screen.Sheet, row, column int) string {
	text := s.Rows[row][column]
	class := "cell-long"
	switch {
	case isNumber(text):
		class = "cell-number"
	case svg.Width(text) <= shortCell:
		class = "cell-short"
	}
	if s.Selected == screen.Column(column)+strconv.Itoa(row+1) {
		class += " cell-selected"
	}
	return class
}

// isNumber reports whether a cell holds a number, which stands to the right in a spreadsheet.
func isNumber(cell string) bool {
	cell = strings.NewReplacer(",", "", "%", "", "−", "-").Replace(cell)
	_, err := strconv.ParseFloat(strings.TrimSpace(cell), 64)
	return err == nil
}
