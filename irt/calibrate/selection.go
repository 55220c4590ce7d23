package calibrate

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/floats"

	"suyang/irt"
)

// selection is the part of the data that tells about the parameters.
type selection struct {
	items   []int // columns to calibrate
	persons []int // rows with a response to one of them and positive weight
	missing []bool
	shares  [][]float64 // per item: share of weighted responses per category
}

// newSelection leaves out items that cannot be calibrated, and reports them.
func newSelection(d Data) (selection, []Problem, error) {
	var s selection
	var problems []Problem
	frequencies := d.frequencies()
	for j, f := range frequencies {
		p := diagnose(d.Items[j], f)
		if p.Kind != "" {
			problems = append(problems, p)
			continue
		}
		s.items = append(s.items, j)
		s.shares = append(s.shares, shares(f))
	}
	if len(s.items) < 2 {
		return s, problems, fmt.Errorf("%d of %d items can be calibrated, at least 2 are needed%s", len(s.items), len(d.Items), list(problems))
	}
	empty := s.selectPersons(d)
	if empty > 0 {
		problems = append(problems, Problem{Kind: EmptyPersons, Message: fmt.Sprintf("%d of %d persons have no response and tell nothing about the items", empty, d.Persons())})
	}
	return s, problems, s.groupsPresent(d)
}

// frequencies adds up the weights of the responses per item and category.
func (d Data) frequencies() [][]float64 {
	f := make([][]float64, len(d.Items))
	for j, k := range d.Categories {
		f[j] = make([]float64, k)
	}
	for i := range d.Persons() {
		w := d.weight(i)
		for j, cell := range d.Row(i) {
			if cell != irt.MissingCell {
				f[j][cell] += w
			}
		}
	}
	return f
}

func (s *selection) selectPersons(d Data) (empty int) {
	s.missing = make([]bool, len(s.items))
	for i := range d.Persons() {
		row, answered := d.Row(i), false
		for _, j := range s.items {
			answered = answered || row[j] != irt.MissingCell
		}
		if !answered {
			empty++
		}
		if !answered || d.weight(i) == 0 {
			continue
		}
		s.persons = append(s.persons, i)
		for k, j := range s.items {
			s.missing[k] = s.missing[k] || row[j] == irt.MissingCell
		}
	}
	return empty
}

// groupsPresent reports a group that nobody with responses belongs to.
func (s *selection) groupsPresent(d Data) error {
	present := make([]bool, max(1, len(d.GroupNames)))
	for _, i := range s.persons {
		present[d.group(i)] = true
	}
	if g := slices.Index(present, false); g >= 0 && d.Groups != nil {
		return fmt.Errorf("group %q has no responses", d.GroupNames[g])
	}
	return nil
}

func shares(frequencies []float64) []float64 {
	total := floats.Sum(frequencies)
	s := make([]float64, len(frequencies))
	for k, f := range frequencies {
		s[k] = f / total
	}
	return s
}
