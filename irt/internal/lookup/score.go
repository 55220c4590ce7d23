package lookup

import "gonum.org/v1/gonum/floats"

// score is the mean gradient of one person at a time.
type score struct {
	*Engine
	Gradients
	offsets    []int
	parameters int // of the items
	cells      []uint8
	latent     latentRows
}

func (e *Engine) newScore(g Gradients) *score {
	s := &score{Engine: e, Gradients: g, cells: make([]uint8, e.layout.Items()), latent: g.newLatentRows()}
	s.offsets, s.parameters = g.offsets()
	return s
}

func (s *score) size() int { return s.parameters + s.R }

// add adds to dst weight times the posterior mean of person i's gradient of the
// complete-data log-likelihood, which is the gradient of the marginal
// log-likelihood (Fisher's identity).
func (s *score) add(dst []float64, w *worker, i int, weight float64) {
	s.posterior(w, i)
	s.layout.Unpack(s.cells, s.codes(i))
	p := w.person
	mean := func(byNode []float64) float64 {
		return weight / p.Sum * floats.Dot(p.Weight[p.Lo:p.Hi], byNode[p.Lo:p.Hi])
	}
	for j, cell := range s.cells {
		if cell == Missing {
			continue
		}
		for r, byNode := range s.Items[j][cell] {
			dst[s.offsets[j]+r] += mean(byNode)
		}
	}
	rows := s.latent.of(s.persons.Class[i])
	for f, byNode := range s.Basis {
		basis := mean(byNode)
		for r, l := range rows {
			dst[s.parameters+r] += l[1+f] * basis
		}
	}
	for r, l := range rows {
		dst[s.parameters+r] += weight * l[0]
	}
}
