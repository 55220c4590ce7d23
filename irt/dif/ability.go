package dif

import (
	"context"
	"fmt"
	"math"
	"slices"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// abilityMatcher matches on EAP estimates of ability, whatever was answered.
type abilityMatcher struct {
	responses irt.Responses
	// items are by column; those that could not be calibrated have no B.
	items   []irt.Item
	width   float64 // of a stratum
	threads int
}

func (s *study) newAbilityMatcher(ctx context.Context) (*abilityMatcher, error) {
	m := &abilityMatcher{responses: s.data.Responses, width: 0.1, threads: s.Threads}
	if s.Method == Logistic {
		m.width = 0.01
	}
	known := s.Items
	if known == nil {
		var err error
		if known, err = s.pooled(ctx); err != nil {
			return nil, fmt.Errorf("items to match on: %w", err)
		}
	}
	m.items = make([]irt.Item, len(s.data.Items))
	for _, it := range known {
		if j := slices.Index(s.data.Items, it.ID); j >= 0 {
			if err := s.usable(it, j); err != nil {
				return nil, err
			}
			m.items[j] = it.Item()
		}
	}
	return m, nil
}

// usable checks an item that the caller gave.
func (s *study) usable(it irt.MultiItem, j int) error {
	if len(it.A) != 1 {
		return fmt.Errorf("item %q measures %d traits: give items of one", it.ID, len(it.A))
	}
	if n := len(it.D) + 1; n < s.data.Categories[j] {
		return fmt.Errorf("item %q was given with %d categories, the data have %d", it.ID, n, s.data.Categories[j])
	}
	return it.Validate()
}

// pooled calibrates the items on all persons as if they were one group.
func (s *study) pooled(ctx context.Context) ([]irt.MultiItem, error) {
	d, o := s.data, s.Calibration
	d.Groups, d.GroupNames = nil, nil
	o.Threads = s.Threads
	r, err := calibrate.Run(ctx, d, o)
	if err != nil {
		return nil, err
	}
	s.problems = append(s.problems, r.Problems...)
	items := make([]irt.MultiItem, len(r.Items))
	for i, e := range r.Items {
		items[i] = e.MultiItem
	}
	return items, nil
}

func (m *abilityMatcher) match(set []bool) (strata, error) {
	var items []irt.Item
	var columns []int
	for j, in := range set {
		if in && m.items[j].B != nil {
			items, columns = append(items, m.items[j]), append(columns, j)
		}
	}
	if len(items) == 0 {
		return strata{}, fmt.Errorf("no item is left to match on: it takes an anchor that could be calibrated besides the item under study")
	}
	persons := m.responses.Persons()
	cells, theta := make([]uint8, 0, persons*len(items)), make([]float64, persons)
	for i := range persons {
		row := m.responses.Row(i)
		for _, j := range columns {
			cells = append(cells, row[j])
		}
	}
	scorer := irt.NewScorer(items, irt.StandardGrid())
	scorer.Threads = m.threads
	scorer.EAP(theta, make([]float64, persons), cells)
	return m.stratify(theta, cells), nil
}

// stratify rounds abilities; who answered none of the items has none.
func (m *abilityMatcher) stratify(theta []float64, cells []uint8) strata {
	items := len(cells) / len(theta)
	lowest := math.Round(slices.Min(theta) / m.width)
	s := strata{of: make([]int32, len(theta))}
	for i, t := range theta {
		s.of[i] = int32(math.Round(t/m.width) - lowest)
		for int(s.of[i]) >= len(s.score) {
			s.score = append(s.score, (lowest+float64(len(s.score)))*m.width)
		}
		if !slices.ContainsFunc(cells[i*items:(i+1)*items], func(c uint8) bool { return c != irt.MissingCell }) {
			s.of[i] = -1
		}
	}
	return s
}
