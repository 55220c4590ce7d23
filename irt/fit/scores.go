package fit

import "suyang/irt"

// scores counts the answers of the persons who answered all items by their sum
// score, and all answers by category.
type scores struct {
	complete [][]float64 // per item: sum scores x categories
	persons  int         // who answered all items
	weight   float64     // their sum of weights
	answers  [][]float64 // per item: weighted answers per category, of all persons
}

func newScores(categories []int) *scores {
	s := &scores{}
	top := topScore(categories)
	for _, k := range categories {
		s.complete = append(s.complete, make([]float64, (top+1)*k))
		s.answers = append(s.answers, make([]float64, k))
	}
	return s
}

// topScore is the largest sum score.
func topScore(categories []int) int {
	top := 0
	for _, k := range categories {
		top += k - 1
	}
	return top
}

func (s *scores) add(row []uint8, weight float64) {
	sum, complete := 0, true
	for j, cell := range row {
		if cell == irt.MissingCell {
			complete = false
			continue
		}
		sum += int(cell)
		s.answers[j][cell] += weight
	}
	if !complete {
		return
	}
	s.persons++
	s.weight += weight
	for j, cell := range row {
		s.complete[j][sum*len(s.answers[j])+int(cell)] += weight
	}
}

func (s *scores) merge(other *scores) {
	s.persons += other.persons
	s.weight += other.weight
	for j := range s.answers {
		addTo(s.answers[j], other.answers[j])
		addTo(s.complete[j], other.complete[j])
	}
}

func addTo(dst, src []float64) {
	for i, v := range src {
		dst[i] += v
	}
}
