package lookup

import (
	"context"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Missing is the information lost because the traits are not observed, as that
// of Engine. Basis has Marginal entries; a basis function of the traits is the
// sum of its entries at their nodes.
//
// Given the general trait the blocks are independent, so that the covariance of
// the gradient is that of its conditional mean plus, within each block, the mean
// of its conditional covariance.
func (b *Bifactor) Missing(ctx context.Context, g Gradients) (*mat.SymDense, error) {
	b.each(func(w *bifactorWorker) {
		s := b.newScore(g)
		w.matrix = mat.NewSymDense(s.size(), nil)
		for i := w.first; i < w.end && ctx.Err() == nil; i++ {
			s.locate(w, i)
			s.addCovariance(w.matrix, w, b.persons.Weights[i])
		}
	})
	return b.matrices(), ctx.Err()
}

// bifactorScore is a person's gradient of the complete-data log-likelihood.
type bifactorScore struct {
	*Bifactor
	Gradients
	offsets    []int
	parameters int // of the items
	cells      []uint8
	l          [][]float64

	mean []float64   // over all traits
	at   [][]float64 // conditional means, general nodes x parameters

	// Of the block at hand:
	index  []int       // parameters its gradient depends on, ascending
	values [][]float64 // of those, at the block's nodes
}

func (b *Bifactor) newScore(g Gradients) *bifactorScore {
	s := &bifactorScore{Bifactor: b, Gradients: g, cells: make([]uint8, b.layout.items), l: g.latent()}
	s.offsets, s.parameters = g.offsets()
	s.mean, s.at = make([]float64, s.size()), rows(b.general, s.size())
	return s
}

func (s *bifactorScore) size() int { return s.parameters + s.R }

// locate turns to person i and computes the posterior.
func (s *bifactorScore) locate(w *bifactorWorker, i int) {
	class := s.persons.Class[i]
	w.posterior(s.codes(i), s.usePrior(w, class))
	s.layout.unpack(s.cells, s.codes(i))
	if s.R > 0 {
		s.Latent(int(class), s.l)
	}
}

// addCovariance adds weight times the posterior covariance of the gradient to
// sum.
func (s *bifactorScore) addCovariance(sum *mat.SymDense, w *bifactorWorker, weight float64) {
	s.start()
	for n := range w.blocks {
		s.selectBlock(&w.blocks[n])
		s.scatter(sum, s.within(&w.blocks[n], w), weight)
	}
	s.average(w.general)
	for g, p := range w.general {
		if p >= faint {
			floats.Sub(s.at[g], s.mean)
			sum.SymRankOne(sum, weight*p, mat.NewVecDense(s.size(), s.at[g]))
		}
	}
}

// start sets the conditional means to what depends on the general trait alone.
func (s *bifactorScore) start() {
	for g, at := range s.at {
		clear(at)
		for r, l := range s.l {
			at[s.parameters+r] = l[0]
			for f, basis := range s.Basis {
				at[s.parameters+r] += l[1+f] * basis[g]
			}
		}
	}
}

// average sets the mean over the general trait of the conditional means.
func (s *bifactorScore) average(general []float64) {
	clear(s.mean)
	for g, p := range general {
		floats.AddScaled(s.mean, p, s.at[g])
	}
}

// selectBlock lists the parts of the gradient that belong to a block.
func (s *bifactorScore) selectBlock(k *blockWorker) {
	s.index, s.values = s.index[:0], s.values[:0]
	for _, j := range k.items {
		if s.cells[j] == Missing {
			continue
		}
		for r, byNode := range s.Items[j][s.cells[j]] {
			s.index, s.values = append(s.index, s.offsets[j]+r), append(s.values, byNode)
		}
	}
	if k.specific < 0 {
		return
	}
	for r, l := range s.l {
		if byNode := s.specificPart(l, k); byNode != nil {
			s.index, s.values = append(s.index, s.parameters+r), append(s.values, byNode)
		}
	}
}

// specificPart is what a latent parameter's gradient has of a block's specific
// trait, at the block's nodes; nil where that is nothing.
func (s *bifactorScore) specificPart(l []float64, k *blockWorker) (byNode []float64) {
	for f, basis := range s.Basis {
		part := s.ofSpecific(basis, k.specific)
		if l[1+f] == 0 || floats.Norm(part, 1) == 0 {
			continue
		}
		if byNode == nil {
			byNode = make([]float64, len(k.prior))
		}
		for at := range byNode {
			byNode[at] += l[1+f] * part[at%k.nodes]
		}
	}
	return byNode
}

// faint is the share of a posterior that moments of gradients leave out.
const faint = 1e-13

// within is the mean conditional covariance of the parts of a block given the
// general trait. It adds their conditional means to at.
func (s *bifactorScore) within(k *blockWorker, w *bifactorWorker) []float64 {
	n := len(s.index)
	covariance, sums, weighted := make([]float64, n*n), make([]float64, n), make([]float64, k.nodes)
	for g := w.lo; g < w.hi; g++ {
		p, first, end := w.general[g], g*k.nodes, (g+1)*k.nodes
		if p < faint {
			continue
		}
		for r, values := range s.values {
			floats.MulTo(weighted, k.at(g), values[first:end])
			sums[r] = floats.Sum(weighted)
			s.at[g][s.index[r]] += sums[r] / p
			for c := r; c < n; c++ {
				covariance[r*n+c] += floats.Dot(weighted, s.values[c][first:end])
			}
		}
		addOuter(covariance, -1/p, sums)
	}
	return covariance
}

// addOuter adds scale times x x' to the upper triangle of sum.
func addOuter(sum []float64, scale float64, x []float64) {
	for r, v := range x {
		floats.AddScaled(sum[r*len(x)+r:(r+1)*len(x)], scale*v, x[r:])
	}
}

// scatter adds weight times the matrix of a block to that of all parameters.
func (s *bifactorScore) scatter(sum *mat.SymDense, of []float64, weight float64) {
	for r, i := range s.index {
		for c := r; c < len(s.index); c++ {
			j := s.index[c]
			sum.SetSym(i, j, sum.At(i, j)+weight*of[r*len(s.index)+c])
		}
	}
}
