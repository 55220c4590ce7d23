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
	// IDs, Groups, Clusters and Weights have one entry per person, or are nil
	// where the file has none. Groups index GroupNames, which are in order, and
	// clusters are numbered from 0.
	IDs              []string
	Groups, Clusters []int
	GroupNames       []string
	Weights          []float64
	// Covariates holds, per person, a number for each of CovariateNames; nil where
	// none are read.
	Covariates     [][]float64
	CovariateNames []string
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
	t.GroupNames, t.Groups = enumerate(all.Groups)
	_, t.Clusters = enumerate(all.Clusters)
	if n := len(r.covariates); n > 0 {
		t.CovariateNames = r.covariates
		t.Covariates = slices.Collect(slices.Chunk(all.Covariates, n))
	}
	return t, t.recode(r)
}

// enumerate gives the different names, in order, and the index of each of names
// among them; nil where there are none.
func enumerate(names []string) (different []string, index []int) {
	if len(names) == 0 {
		return nil, nil
	}
	different = slices.Compact(slices.Sorted(slices.Values(names)))
	index = make([]int, len(names))
	for i, name := range names {
		index[i], _ = slices.BinarySearch(different, name)
	}
	return different, index
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
		Weights: t.Weights, Groups: t.Groups, GroupNames: t.GroupNames, Clusters: t.Clusters,
		Covariates: t.Covariates, CovariateNames: t.CovariateNames,
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
