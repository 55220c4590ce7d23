package irt

import "suyang/irt/internal/lookup"

// MissingCell marks a missing response among Responses.Cells.
const MissingCell = lookup.Missing

// Responses is a table of responses, one row a person, one column an item.
type Responses struct {
	Items []string
	// Cells holds persons x items, row by row: a category, 0 the lowest, or
	// MissingCell.
	Cells []uint8
}

// Persons is the number of rows.
func (r Responses) Persons() int {
	if len(r.Items) == 0 {
		return 0
	}
	return len(r.Cells) / len(r.Items)
}

// Row is the responses of person i, sharing memory with r.
func (r Responses) Row(i int) []uint8 {
	n := len(r.Items)
	return r.Cells[i*n : (i+1)*n : (i+1)*n]
}
