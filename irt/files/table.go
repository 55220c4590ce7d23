package files

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// Recoded is the kind of the finding that the codes of an item have gaps.
const Recoded calibrate.Kind = "recoded"

// Table holds all persons of a CSV, with codes turned to categories.
type Table struct {
	irt.Responses
	// Codes holds the code of each category of each item, ascending.
	Codes [][]int
	// IDs, Groups and Weights have one entry per person, or are nil where the
	// file has none. Groups index GroupNames, which are in order.
	IDs        []string
	Groups     []int
	GroupNames []string
	Weights    []float64
}

// ReadTable reads all persons.
func ReadTable(r *Reader) (*Table, error) {
	var all Block
	if err := r.Read(&all, int(^uint(0)>>1)); err != nil {
		if errors.Is(err, io.EOF) {
			err = &Error{File: r.file, Message: "there are no persons below the header"}
		}
		return nil, err
	}
	t := &Table{Responses: irt.Responses{Items: r.items, Cells: all.Codes}, IDs: all.IDs, Weights: all.Weights}
	if len(all.Groups) > 0 {
		t.group(all.Groups)
	}
	return t, t.recode(r)
}

// group numbers the groups in the order of their names.
func (t *Table) group(names []string) {
	t.GroupNames = slices.Compact(slices.Sorted(slices.Values(names)))
	t.Groups = make([]int, len(names))
	for i, name := range names {
		t.Groups[i], _ = slices.BinarySearch(t.GroupNames, name)
	}
}

// recode replaces codes by categories.
func (t *Table) recode(r *Reader) error {
	items := len(t.Items)
	observed := make([][256]bool, items)
	for i := range t.Persons() {
		for j, code := range t.Row(i) {
			observed[j][code] = true
		}
	}
	category := make([][256]uint8, items)
	t.Codes = make([][]int, items)
	for j := range observed {
		category[j][irt.MissingCell] = irt.MissingCell
		for code, seen := range observed[j][:MaxCode+1] {
			if seen {
				category[j][code] = uint8(len(t.Codes[j]))
				t.Codes[j] = append(t.Codes[j], code)
			}
		}
		if n := len(t.Codes[j]); n > irt.MaxCategories {
			return &Error{File: r.file, Field: t.Items[j], Message: fmt.Sprintf("%d different codes, at most %d are supported; if the column is not an item, name it as id, group, weight or covariate", n, irt.MaxCategories)}
		}
	}
	for i := range t.Persons() {
		for j, code := range t.Row(i) {
			t.Cells[i*items+j] = category[j][code]
		}
	}
	return nil
}

// Data is the table as package calibrate takes it, sharing memory.
func (t *Table) Data() calibrate.Data {
	categories := make([]int, len(t.Items))
	for j, codes := range t.Codes {
		categories[j] = len(codes)
	}
	return calibrate.Data{
		Responses: t.Responses, Categories: categories,
		Weights: t.Weights, Groups: t.Groups, GroupNames: t.GroupNames,
	}
}

// Gaps reports the items whose codes are not successive: a code in between was
// never observed, and the categories around it count as neighbours.
func (t *Table) Gaps() []calibrate.Problem {
	var problems []calibrate.Problem
	for j, codes := range t.Codes {
		if n := len(codes); n > 1 && codes[n-1]-codes[0] >= n {
			problems = append(problems, calibrate.Problem{Kind: Recoded, Item: t.Items[j], Message: fmt.Sprintf("the codes of item %q are %v: taken as categories 0 to %d", t.Items[j], codes, n-1)})
		}
	}
	return problems
}
