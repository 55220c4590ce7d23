package dif

import (
	"fmt"
	"slices"
	"strings"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// study is the data of a search with the reference group first.
type study struct {
	Options

	data calibrate.Data
	// groups are the names, group[i] is the place of person i's group in them.
	groups []string
	group  []int
	// given marks the anchors that the caller named; nil: none.
	given []bool
	// answered holds persons by item, group and category.
	answered [][][]int
	// small marks the groups that have few persons in all.
	small    []bool
	problems []calibrate.Problem
}

func newStudy(d calibrate.Data, o Options) (*study, error) {
	if err := d.Validate(); err != nil {
		return nil, fmt.Errorf("data: %w", err)
	}
	s := &study{Options: o, data: d}
	if err := s.arrange(); err != nil {
		return nil, err
	}
	s.count()
	if err := s.anchors(); err != nil {
		return nil, err
	}
	return s, s.sizes()
}

// arrange puts the reference group first.
func (s *study) arrange() error {
	if len(s.data.GroupNames) < 2 {
		return fmt.Errorf("there are %d groups, at least 2 are needed", len(s.data.GroupNames))
	}
	reference := 0
	if s.Reference != "" {
		if reference = slices.Index(s.data.GroupNames, s.Reference); reference < 0 {
			return fmt.Errorf("there is no reference group %q; the groups are %s", s.Reference, strings.Join(s.data.GroupNames, ", "))
		}
	}
	s.Reference = s.data.GroupNames[reference]
	place := make([]int, len(s.data.GroupNames))
	s.groups = []string{s.Reference}
	for g, name := range s.data.GroupNames {
		if g != reference {
			place[g] = len(s.groups)
			s.groups = append(s.groups, name)
		}
	}
	s.group = make([]int, s.data.Persons())
	for i, g := range s.data.Groups {
		s.group[i] = place[g]
	}
	return nil
}

func (s *study) weight(i int) float64 {
	if s.data.Weights == nil {
		return 1
	}
	return s.data.Weights[i]
}

// count finds who answered what; persons without weight do not count.
func (s *study) count() {
	s.answered = make([][][]int, len(s.data.Items))
	for j := range s.answered {
		s.answered[j] = make([][]int, len(s.groups))
		for g := range s.groups {
			s.answered[j][g] = make([]int, s.data.Categories[j])
		}
	}
	for i, g := range s.group {
		if s.weight(i) == 0 {
			continue
		}
		for j, cell := range s.data.Row(i) {
			if cell != irt.MissingCell {
				s.answered[j][g][cell]++
			}
		}
	}
}

func (s *study) anchors() error {
	if len(s.Anchors) == 0 {
		return nil
	}
	s.given = make([]bool, len(s.data.Items))
	for _, name := range s.Anchors {
		j := slices.Index(s.data.Items, name)
		if j < 0 {
			return fmt.Errorf("there is no anchor item %q", name)
		}
		s.given[j] = true
	}
	if !slices.Contains(s.given, false) {
		return fmt.Errorf("all items are anchors: none is left to test")
	}
	return nil
}

// sizes looks for groups that are empty or small.
func (s *study) sizes() error {
	persons := make([]int, len(s.groups))
	for i, g := range s.group {
		answered := slices.ContainsFunc(s.data.Row(i), func(cell uint8) bool { return cell != irt.MissingCell })
		if answered && s.weight(i) > 0 {
			persons[g]++
		}
	}
	s.small = make([]bool, len(s.groups))
	for g, name := range s.groups {
		s.small[g] = persons[g] < fewPersons
		switch {
		case persons[g] == 0:
			return fmt.Errorf("nobody in group %q has a positive weight and a response", name)
		case s.small[g]:
			s.problems = append(s.problems, problem(SmallGroup, "", "group %q has %d persons: below %d only large DIF is found", name, persons[g], fewPersons))
		}
	}
	return nil
}

// persons of a group who answered an item.
func (s *study) persons(j, g int) int {
	n := 0
	for _, count := range s.answered[j][g] {
		n += count
	}
	return n
}

// observed is the number of categories of an item seen in a group.
func (s *study) observed(j, g int) int {
	n := 0
	for _, count := range s.answered[j][g] {
		if count > 0 {
			n++
		}
	}
	return n
}

// comparable gives the groups in which an item can be compared, the reference
// group first, and says why others cannot. It is empty where the item cannot be
// tested.
func (s *study) comparable(j int) (groups []int, problems []calibrate.Problem) {
	item := s.data.Items[j]
	for g, name := range s.groups {
		switch n := s.observed(j, g); {
		case n > 1:
			groups = append(groups, g)
			if persons := s.persons(j, g); persons < fewPersons && !s.small[g] {
				problems = append(problems, problem(SmallGroup, item, "%d persons of group %q answered item %q: below %d only large DIF is found", persons, name, item, fewPersons))
			}
		case n == 1:
			problems = append(problems, problem(ConstantInGroup, item, "all responses of group %q to item %q are the same: the group cannot be compared on it", name, item))
		default:
			problems = append(problems, problem(ConstantInGroup, item, "nobody of group %q answered item %q: the group cannot be compared on it", name, item))
		}
	}
	if len(groups) < 2 || groups[0] != 0 {
		return nil, problems
	}
	return groups, problems
}

// item starts the finding about an item.
func (s *study) item(j int, anchors []bool) Item {
	return Item{ID: s.data.Items[j], Categories: s.data.Categories[j], Anchor: anchors[j], Adjusted: 1, Comparisons: []Comparison{}}
}
