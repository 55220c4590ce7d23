package dif

import "suyang/irt"

// table counts the responses to one item, weighted, by stratum, group and
// category.
type table struct {
	strata, groups, categories int

	count []float64
	score []float64 // of each stratum
}

// table counts the persons of the given groups, which it numbers in that order.
func (s *study) table(j int, groups []int, m strata) *table {
	t := &table{strata: len(m.score), groups: len(groups), categories: s.data.Categories[j], score: m.score}
	t.count = make([]float64, t.strata*t.groups*t.categories)
	place := make([]int, len(s.groups))
	for g := range place {
		place[g] = -1
	}
	for k, g := range groups {
		place[g] = k
	}
	items := len(s.data.Items)
	for i, stratum := range m.of {
		cell, g := s.data.Cells[i*items+j], place[s.group[i]]
		if cell != irt.MissingCell && stratum >= 0 && g >= 0 {
			t.count[(int(stratum)*t.groups+g)*t.categories+int(cell)] += s.weight(i)
		}
	}
	return t
}

// cell holds the counts by category of a group in a stratum.
func (t *table) cell(stratum, group int) []float64 {
	first := (stratum*t.groups + group) * t.categories
	return t.count[first : first+t.categories]
}

// pair is the table of the reference group and one focal group only.
func (t *table) pair(focal int) *table {
	p := &table{strata: t.strata, groups: 2, categories: t.categories, score: t.score}
	for k := range t.strata {
		p.count = append(append(p.count, t.cell(k, 0)...), t.cell(k, focal)...)
	}
	return p
}

// moments of counts by category.
func moments(counts []float64) (n, sum, square float64) {
	for c, count := range counts {
		n += count
		sum += float64(c) * count
		square += float64(c*c) * count
	}
	return n, sum, square
}
