package lookup

import (
	"context"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Missing is the information lost because theta is not observed (Louis, 1982),
//
//	sum_i w_i { E_i[s s'] - E_i[s] E_i[s]' },
//
// with E_i the posterior mean over the nodes and s the gradient of person i's
// complete-data log-likelihood: the items' parameters in order, then the latent
// ones. It uses the probabilities and the prior of the last Expect.
func (e *Engine) Missing(ctx context.Context, g Gradients) (*mat.SymDense, error) {
	return e.sum(func(w *worker) *mat.SymDense { return e.missing(ctx, w, g) }), ctx.Err()
}

// sum adds up what each worker contributes.
func (e *Engine) sum(contribution func(w *worker) *mat.SymDense) *mat.SymDense {
	e.each(func(w *worker) { w.matrix = contribution(w) })
	sum := e.workers[0].matrix
	for _, w := range e.workers[1:] {
		sum.AddSym(sum, w.matrix)
	}
	return sum
}

func (e *Engine) missing(ctx context.Context, w *worker, g Gradients) *mat.SymDense {
	s := e.newScore(g)
	lost := mat.NewSymDense(s.size(), nil)
	mean, atNode := mat.NewVecDense(s.size(), nil), mat.NewVecDense(s.size(), nil)
	for i := w.first; i < w.end && ctx.Err() == nil; i++ {
		e.posterior(w, i)
		s.locate(i)
		weight := e.persons.Weights[i]
		s.mean(mean.RawVector().Data, w.person)
		lost.SymRankOne(lost, -weight, mean)
		for q := w.person.Lo; q < w.person.Hi; q++ {
			s.at(atNode.RawVector().Data, q)
			lost.SymRankOne(lost, weight*w.person.Weight[q]/w.person.Sum, atNode)
		}
	}
	return lost
}

// posterior computes the posterior of person i.
func (e *Engine) posterior(w *worker, i int) {
	prior := e.prior(int(e.persons.Class[i]), w.prior)
	e.tables.Posterior(w.person, e.codes(i), prior)
}

// score is a person's gradient of the complete-data log-likelihood.
type score struct {
	*Engine
	Gradients
	offsets    []int
	parameters int // of the items
	cells      []uint8
	l          [][]float64
}

func (e *Engine) newScore(g Gradients) *score {
	s := &score{Engine: e, Gradients: g, cells: make([]uint8, e.layout.Items()), l: g.latent()}
	s.offsets, s.parameters = g.offsets()
	return s
}

func (s *score) size() int { return s.parameters + s.R }

// locate turns to person i.
func (s *score) locate(i int) {
	s.layout.Unpack(s.cells, s.codes(i))
	if s.R > 0 {
		s.Latent(int(s.persons.Class[i]), s.l)
	}
}

// at fills dst with the gradient at a node.
func (s *score) at(dst []float64, node int) {
	clear(dst)
	for j, cell := range s.cells {
		if cell == Missing {
			continue
		}
		for r, byNode := range s.Items[j][cell] {
			dst[s.offsets[j]+r] = byNode[node]
		}
	}
	for r, l := range s.l {
		sum := l[0]
		for f, byNode := range s.Basis {
			sum += l[1+f] * byNode[node]
		}
		dst[s.parameters+r] = sum
	}
}

// mean fills dst with the posterior mean of the gradient, which is the gradient
// of the person's marginal log-likelihood (Fisher's identity).
func (s *score) mean(dst []float64, p *Person) {
	clear(dst)
	mean := func(byNode []float64) float64 {
		return floats.Dot(p.Weight[p.Lo:p.Hi], byNode[p.Lo:p.Hi]) / p.Sum
	}
	for j, cell := range s.cells {
		if cell == Missing {
			continue
		}
		for r, byNode := range s.Items[j][cell] {
			dst[s.offsets[j]+r] = mean(byNode)
		}
	}
	for r, l := range s.l {
		sum := l[0]
		for f, byNode := range s.Basis {
			sum += l[1+f] * mean(byNode)
		}
		dst[s.parameters+r] = sum
	}
}
