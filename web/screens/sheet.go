package screens

import (
	"strconv"
	"strings"

	"suyang/models/screen"
)

// selected reports whether the cell at a row and a column, both from 0, has the cursor.
func selected(s *screen.Sheet, row, column int) bool {
	return s.Selected == screen.Column(column)+strconv.Itoa(row+1)
}

// numeric reports whether a cell holds a number, which stands to the right in a spreadsheet.
func numeric(cell string) bool {
	cell = strings.NewReplacer(",", "", "%", "", "−", "-").Replace(cell)
	_, err := strconv.ParseFloat(strings.TrimSpace(cell), 64)
	return err == nil
}
