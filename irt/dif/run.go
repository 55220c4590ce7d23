package dif

import (
	"context"
	"fmt"
	"math"
	"slices"

	"suyang/irt/calibrate"
	"suyang/irt/internal/multiple"
	"suyang/irt/internal/parallel"
)

// method tests the items of a study, given which of them are anchors.
type method interface {
	test(ctx context.Context, anchors []bool) ([]Item, []calibrate.Problem, error)
	// classify grades an item after it was flagged or not.
	classify(it *Item)
}

// maxRounds bounds purification, which may go around in circles.
const maxRounds = 10

// Run looks for DIF. It fails on data and options that make no sense and when
// ctx ends; items and groups that cannot be tested are named in
// Result.Problems.
func Run(ctx context.Context, d calibrate.Data, o Options) (*Result, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("options: %w", err)
	}
	s, err := newStudy(d, o)
	if err != nil {
		return nil, err
	}
	m, err := s.method(ctx)
	if err != nil {
		return nil, err
	}
	return s.search(ctx, m)
}

func (s *study) method(ctx context.Context) (method, error) {
	switch s.Method {
	case LikelihoodRatio:
		return &likelihoodRatio{s}, nil
	case RMSD:
		return &curveDeviation{s}, nil
	}
	m, err := s.matcher(ctx)
	if err != nil {
		return nil, err
	}
	if s.Method == Logistic {
		return &logistic{s, m}, nil
	}
	return &mantelHaenszel{s, m}, nil
}

// search tests all items, again and again where anchors are purified.
func (s *study) search(ctx context.Context, m method) (*Result, error) {
	anchors := s.given
	if anchors == nil {
		anchors = slices.Repeat([]bool{true}, len(s.data.Items))
	}
	for round := 1; ; round++ {
		items, problems, err := m.test(ctx, anchors)
		if err != nil {
			return nil, err
		}
		s.flag(items)
		next, few := s.purified(items)
		stable := !s.Purify || slices.Equal(next, anchors)
		if !stable && round < maxRounds {
			anchors = next
			continue
		}
		if !stable {
			problems = append(problems, problem(NotPurified, "", "the flagged items still change after %d rounds of purification", round))
		}
		if s.Purify && few {
			problems = append(problems, problem(FewAnchors, "", "so many items are flagged that the %d with the least DIF were kept as anchors: results depend on which these are; name anchors that you know to be fair", count(anchors)))
		}
		for j := range items {
			m.classify(&items[j])
		}
		return s.result(items, problems, round), nil
	}
}

// each tests the items that are neither given anchors nor beyond comparison.
func (s *study) each(anchors []bool, test func(j int, it *Item, groups []int) ([]calibrate.Problem, error)) ([]Item, []calibrate.Problem, error) {
	items, problems := make([]Item, len(s.data.Items)), make([][]calibrate.Problem, len(s.data.Items))
	err := parallel.Each(len(items), s.Threads, func(j int) error {
		items[j] = s.item(j, anchors)
		if s.given != nil && s.given[j] {
			return nil
		}
		groups, lacking := s.comparable(j)
		problems[j] = lacking
		if len(groups) == 0 {
			return nil
		}
		found, err := test(j, &items[j], groups)
		problems[j] = append(problems[j], found...)
		return err
	})
	return items, slices.Concat(problems...), err
}

// flag adjusts the p values and compares them with the level.
func (s *study) flag(items []Item) {
	if s.Method == RMSD {
		return
	}
	p := make([]float64, len(items))
	for j, it := range items {
		p[j] = math.NaN()
		if it.Test != nil {
			p[j] = it.Test.P
		}
	}
	switch s.Adjust {
	case BenjaminiHochberg:
		p = multiple.BenjaminiHochberg(p)
	case Holm:
		p = multiple.Holm(p)
	}
	for j := range items {
		if items[j].Test != nil {
			items[j].Adjusted, items[j].Flagged = p[j], p[j] < s.Alpha
		}
	}
}

// purified are the anchors that the flags leave. A quarter of the items, and at
// least four, stay: those with the least statistic per degree of freedom.
func (s *study) purified(items []Item) (anchors []bool, few bool) {
	anchors = make([]bool, len(items))
	for j, it := range items {
		anchors[j] = !it.Flagged
	}
	needed := min(len(items), max(4, len(items)/4))
	missing := needed - count(anchors)
	if missing <= 0 {
		return anchors, false
	}
	var flagged []int
	for j, it := range items {
		if it.Flagged {
			flagged = append(flagged, j)
		}
	}
	slices.SortStableFunc(flagged, func(a, b int) int {
		return compareStatistics(items[a].Test, items[b].Test)
	})
	for _, j := range flagged[:missing] {
		anchors[j] = true
	}
	return anchors, true
}

func compareStatistics(a, b *Test) int {
	switch d := a.Statistic/float64(a.DF) - b.Statistic/float64(b.DF); {
	case d < 0:
		return -1
	case d > 0:
		return 1
	}
	return 0
}

func count(marks []bool) int {
	n := 0
	for _, m := range marks {
		if m {
			n++
		}
	}
	return n
}

func (s *study) result(items []Item, problems []calibrate.Problem, rounds int) *Result {
	r := &Result{
		Method: s.Method, Reference: s.Reference, Focal: s.groups[1:],
		Alpha: s.Alpha, Adjust: s.Adjust, Anchors: []string{}, Rounds: rounds, Items: items,
		Problems: append(append([]calibrate.Problem{}, s.problems...), problems...),
	}
	switch s.Method {
	case MantelHaenszel, Logistic:
		r.Matching = s.Matching
	case RMSD:
		r.Limit = s.Limit
	}
	for _, it := range items {
		if it.Anchor {
			r.Anchors = append(r.Anchors, it.ID)
		}
	}
	return r
}
