package blind

import (
	"fmt"
	"slices"
	"strings"

	"suyang/assessment/item"
	"suyang/assessment/paper"
	"suyang/models"
)

// Reading is what a reader said of one part.
type Reading struct {
	Item    string `json:"item"`
	Part    string `json:"part"`
	Answer  string `json:"answer"`
	Key     string `json:"key"` // in the same letters; empty for a short text
	Points  int    `json:"points"`
	Max     int    `json:"max"`
	Second  string `json:"second,omitempty"` // another answer that the reader could defend
	Comment string `json:"comment,omitempty"`
}

// Agrees reports whether the reader found the key and nothing else to defend.
// A short text has no key to find.
func (r Reading) Agrees() bool { return r.Second == "" && (r.Points == r.Max || r.Key == "") }

// Compare reads a filled sheet. Every part of the items must be answered; the
// errors say row by row what cannot be read.
func Compare(items []models.Item, l models.Locale, seed uint64, rows [][]string) ([]Reading, []error) {
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		return nil, []error{fmt.Errorf("the first row must hold the columns %s", strings.Join(columns, ", "))}
	}
	var readings []Reading
	var faults []error
	for i, row := range rows[1:] {
		reading, err := read(items, l, seed, row)
		if err != nil {
			faults = append(faults, fmt.Errorf("row %d: %w", i+2, err))
			continue
		}
		readings = append(readings, reading)
	}
	for _, row := range Sheet(items)[1:] {
		answered := func(r []string) bool { return len(r) > 1 && r[0] == row[0] && r[1] == row[1] }
		if !slices.ContainsFunc(rows, answered) {
			faults = append(faults, fmt.Errorf("item %s part %s has no row", row[0], row[1]))
		}
	}
	return readings, faults
}

// read compares one row with the key.
func read(items []models.Item, l models.Locale, seed uint64, row []string) (Reading, error) {
	if len(row) != len(columns) {
		return Reading{}, fmt.Errorf("%d cells; there are %d columns", len(row), len(columns))
	}
	i := slices.IndexFunc(items, func(it models.Item) bool { return it.ID == row[0] })
	if i < 0 {
		return Reading{}, fmt.Errorf("there is no item %q", row[0])
	}
	it := items[i]
	view := item.View(it, l, seed)
	n := slices.IndexFunc(view.Parts, func(p models.PartView) bool { return p.ID == row[1] })
	if n < 0 {
		return Reading{}, fmt.Errorf("item %s has no part %q", it.ID, row[1])
	}
	answer, err := paper.Parse(view.Parts[n], row[2])
	if err != nil {
		return Reading{}, fmt.Errorf("item %s part %s: %w", it.ID, row[1], err)
	}
	score, err := item.Score(it, models.Answer{Parts: map[string]models.PartAnswer{row[1]: answer}})
	if err != nil {
		return Reading{}, fmt.Errorf("item %s part %s: %w", it.ID, row[1], err)
	}
	return Reading{
		Item: it.ID, Part: row[1], Answer: paper.Write(view.Parts[n], answer), Key: paper.Write(view.Parts[n], item.Key(it.Parts[n])),
		Points: score.Parts[n].Points, Max: it.Parts[n].Max, Second: strings.TrimSpace(row[3]), Comment: strings.TrimSpace(row[4]),
	}, nil
}
