package dif

import (
	"context"
	"fmt"
	"slices"

	"suyang/irt"
)

// matcher puts persons that count as equally able in one stratum.
type matcher interface {
	// match uses the items of a set.
	match(set []bool) (strata, error)
}

// strata say who is matched with whom.
type strata struct {
	// of holds each person's stratum, -1 for persons without one.
	of []int32
	// score is the matching score of each stratum.
	score []float64
}

// matcher chooses the matching where that is left open.
func (s *study) matcher(ctx context.Context) (matcher, error) {
	complete := !slices.Contains(s.data.Cells, irt.MissingCell)
	if s.Matching == Auto {
		s.Matching = Total
		if !complete || len(s.Items) > 0 {
			s.Matching = EAP
		}
	}
	if s.Matching == EAP {
		return s.newAbilityMatcher(ctx)
	}
	if s.Method == Logistic && !complete {
		return nil, fmt.Errorf("options: sums over different items cannot be regressed on: with missing responses, logistic regression needs matching %q", EAP)
	}
	return &scoreMatcher{responses: s.data.Responses, categories: s.data.Categories, complete: complete}, nil
}

// matched gives the strata for an item, from those of the anchors where they
// serve.
func (s *study) matched(m matcher, j int, anchors []bool, common strata) (strata, error) {
	include := s.Matching != Rest
	if anchors[j] == include {
		return common, nil
	}
	set := slices.Clone(anchors)
	set[j] = include
	return m.match(set)
}

// scoreMatcher matches on the sum of the categories among persons who answered
// the same items.
type scoreMatcher struct {
	responses  irt.Responses
	categories []int
	complete   bool
}

// mostSets bounds the sets of answered items. Scattered omissions make nearly
// every set unique, and then nobody has a match.
const mostSets = 200

func (m *scoreMatcher) match(set []bool) (strata, error) {
	var items []int
	highest := 0
	for j, in := range set {
		if in {
			items = append(items, j)
			highest += m.categories[j] - 1
		}
	}
	if len(items) == 0 {
		return strata{}, fmt.Errorf("no item is left to match on: it takes an anchor besides the item under study")
	}
	of := make([]int32, m.responses.Persons())
	answered := newSets(m.complete, len(items))
	for i := range of {
		row, score := m.responses.Row(i), 0
		for _, j := range items {
			if row[j] != irt.MissingCell {
				score += int(row[j])
			}
		}
		of[i] = -1
		if number := answered.number(row, items); number >= 0 {
			of[i] = int32(number*(highest+1) + score)
		}
		if answered.len() > mostSets {
			return strata{}, fmt.Errorf("more than %d different sets of items were answered, so that sums match too few persons: use matching %q", mostSets, EAP)
		}
	}
	scores := make([]float64, answered.len()*(highest+1))
	for t := range scores {
		scores[t] = float64(t % (highest + 1))
	}
	return strata{of: of, score: scores}, nil
}

// sets numbers the sets of answered items in the order of their appearance.
type sets struct {
	complete bool
	numbers  map[string]int
	key      []byte
}

func newSets(complete bool, items int) *sets {
	return &sets{complete: complete, numbers: map[string]int{}, key: make([]byte, items)}
}

func (s *sets) len() int {
	if s.complete {
		return 1
	}
	return len(s.numbers)
}

// number is that of the person's set, -1 where no item was answered.
func (s *sets) number(row []uint8, items []int) int {
	if s.complete {
		return 0
	}
	none := true
	for k, j := range items {
		s.key[k] = 0
		if row[j] != irt.MissingCell {
			s.key[k], none = 1, false
		}
	}
	if none {
		return -1
	}
	number, known := s.numbers[string(s.key)]
	if !known {
		number = len(s.numbers)
		s.numbers[string(s.key)] = number
	}
	return number
}
