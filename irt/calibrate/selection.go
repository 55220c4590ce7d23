package calibrate

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"suyang/irt"
)

// selection is the part of the data that tells about the parameters.
type selection struct {
	candidates []candidate
	items      []int // columns to calibrate
	persons    []int // rows with a response to one of them and positive weight, by class
	class      []int32
	classes    []class
	answered   [][]bool // groups x columns: whether there are responses
}

// candidate is an item in the groups where it has the same parameters.
type candidate struct {
	item, group int       // group: or everyGroup
	share       []float64 // of the weighted responses, per category
	weight      float64   // of the responses
}

// newSelection leaves out items that cannot be calibrated, and reports them.
func newSelection(d Data, o Options) (selection, []Problem, error) {
	var s selection
	problems := s.selectItems(d, o)
	if len(s.items) < 2 {
		return s, problems, fmt.Errorf("%d of %d items can be calibrated, at least 2 are needed%s", len(s.items), len(d.Items), list(problems))
	}
	empty := s.selectPersons(d)
	if empty > 0 {
		problems = append(problems, Problem{Kind: EmptyPersons, Message: fmt.Sprintf("%d of %d persons have no response and tell nothing about the items", empty, d.Persons())})
	}
	if (o.SE == Oakes || o.SE == CrossProduct) && slices.ContainsFunc(d.Weights, func(w float64) bool { return w != math.Trunc(w) }) {
		problems = append(problems, Problem{Kind: SamplingWeights, Message: "weights that are not whole numbers seem to come from sampling; these standard errors take them for numbers of persons: use sandwich standard errors, with clusters where there are any"})
	}
	if err := s.groupsPresent(d); err != nil {
		return s, problems, err
	}
	s.classify(d, o)
	return s, problems, nil
}

// selectItems finds the items that can be calibrated, in each group where they
// have parameters of their own.
func (s *selection) selectItems(d Data, o Options) (problems []Problem) {
	frequencies := d.frequencies()
	s.answered = answered(frequencies)
	for j, name := range d.Items {
		before := len(s.candidates)
		if groups := len(frequencies); groups > 1 && *o.item(name).Invariance != Scalar && !o.holds(name) {
			problems = append(problems, s.selectByGroup(d, frequencies, j)...)
		} else if p, ok := s.add(name, j, everyGroup, total(frequencies, j), o.holds(name)); !ok {
			problems = append(problems, p)
		}
		if len(s.candidates) > before {
			s.items = append(s.items, j)
		}
	}
	return problems
}

func (s *selection) selectByGroup(d Data, frequencies [][][]float64, j int) (problems []Problem) {
	for g, f := range frequencies {
		if p, ok := s.add(d.Items[j], j, g, f[j], false); !ok {
			p.Group, p.Message = d.GroupNames[g], fmt.Sprintf("in group %q %s", d.GroupNames[g], p.Message)
			problems = append(problems, p)
		}
	}
	return problems
}

// add makes a candidate of an item whose categories were all observed. One that
// is held fixed needs no more than a response.
func (s *selection) add(name string, item, group int, frequencies []float64, held bool) (p Problem, ok bool) {
	p = diagnose(name, frequencies)
	if p.Kind == NoResponses || p.Kind != "" && !held {
		return p, false
	}
	s.candidates = append(s.candidates, candidate{item, group, shares(frequencies), floats.Sum(frequencies)})
	return p, true
}

// frequencies adds up the weights of the responses per group, item and category.
func (d Data) frequencies() [][][]float64 {
	f := make([][][]float64, max(1, len(d.GroupNames)))
	for g := range f {
		f[g] = make([][]float64, len(d.Items))
		for j, k := range d.Categories {
			f[g][j] = make([]float64, k)
		}
	}
	for i := range d.Persons() {
		w, of := d.weight(i), f[d.group(i)]
		for j, cell := range d.Row(i) {
			if cell != irt.MissingCell {
				of[j][cell] += w
			}
		}
	}
	return f
}

// answered tells of which items there are responses in each group.
func answered(frequencies [][][]float64) [][]bool {
	all := make([][]bool, len(frequencies))
	for g, items := range frequencies {
		for _, f := range items {
			all[g] = append(all[g], floats.Sum(f) > 0)
		}
	}
	return all
}

// total adds up the groups.
func total(frequencies [][][]float64, item int) []float64 {
	sum := slices.Clone(frequencies[0][item])
	for _, f := range frequencies[1:] {
		floats.Add(sum, f[item])
	}
	return sum
}

func (s *selection) selectPersons(d Data) (empty int) {
	for i := range d.Persons() {
		row, answered := d.Row(i), false
		for _, j := range s.items {
			answered = answered || row[j] != irt.MissingCell
		}
		if !answered {
			empty++
		}
		if answered && d.weight(i) > 0 {
			s.persons = append(s.persons, i)
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

// classify sorts the persons by group and covariates.
func (s *selection) classify(d Data, o Options) {
	of := func(i int) class {
		c := class{group: d.group(i)}
		if o.Regression {
			c.covariates = d.Covariates[i]
		}
		return c
	}
	compare := func(a, b class) int {
		return cmp.Or(cmp.Compare(a.group, b.group), slices.Compare(a.covariates, b.covariates))
	}
	if o.Regression || d.Groups != nil {
		slices.SortStableFunc(s.persons, func(i, j int) int { return compare(of(i), of(j)) })
	}
	s.class = make([]int32, len(s.persons))
	for n, i := range s.persons {
		if n == 0 || compare(s.classes[len(s.classes)-1], of(i)) != 0 {
			s.classes = append(s.classes, of(i))
		}
		s.class[n] = int32(len(s.classes) - 1)
	}
}

func shares(frequencies []float64) []float64 {
	total := floats.Sum(frequencies)
	s := make([]float64, len(frequencies))
	for k, f := range frequencies {
		s[k] = f / total
	}
	return s
}
