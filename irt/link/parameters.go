package link

import (
	"slices"

	"suyang/irt"
)

// Parameters is the number of rows that an item of one trait has in
// Form.Covariance.
func Parameters(m irt.MultiItem) int { return len(pointers(&m)) }

// perturb gives the item with parameter p of Form.Covariance moved by h. The
// result may violate the bounds of asymptotes by that little.
func perturb(it irt.Item, p int, h float64) irt.Item {
	m := it.Multi()
	m.Scores = slices.Clone(m.Scores)
	*pointers(&m)[p] += h
	return m.Item()
}

// pointers lists the parameters of an item in the order of Form.Covariance.
func pointers(m *irt.MultiItem) []*float64 {
	list := []*float64{&m.A[0]}
	for k := range m.D {
		list = append(list, &m.D[k])
	}
	switch m.Model {
	case irt.ThreePL:
		list = append(list, &m.C)
	case irt.FourPL:
		if m.U == 0 {
			m.U = 1
		}
		list = append(list, &m.C, &m.U)
	case irt.NRM:
		if m.Scores == nil {
			for k := range len(m.D) + 1 {
				m.Scores = append(m.Scores, float64(k))
			}
		}
		for k := 1; k < len(m.D); k++ {
			list = append(list, &m.Scores[k])
		}
	}
	return list
}
