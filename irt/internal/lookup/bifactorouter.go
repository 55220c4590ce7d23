package lookup

import (
	"context"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Outer is the sum of the outer products of gradients, as that of Engine.
func (b *Bifactor) Outer(ctx context.Context, g Gradients, cluster []int32) (*mat.SymDense, error) {
	c := newClusters(len(b.persons.Weights), cluster)
	b.each(func(w *bifactorWorker) { b.outer(ctx, w, b.newScore(g), c) })
	return b.matrices(), ctx.Err()
}

// outer adds the clusters that start in the worker's share of the order.
func (b *Bifactor) outer(ctx context.Context, w *bifactorWorker, s *bifactorScore, c clusters) {
	w.matrix = mat.NewSymDense(s.size(), nil)
	gradient := make([]float64, s.size())
	end := c.boundary(w.end)
	for n := c.boundary(w.first); n < end && ctx.Err() == nil; {
		clear(gradient)
		weight := 1.0
		for last := c.boundary(n + 1); n < last; n++ {
			i := c.person(n)
			s.locate(w, i)
			s.start()
			for k := range w.blocks {
				s.selectBlock(&w.blocks[k])
				s.within(&w.blocks[k], w)
			}
			s.average(w.general)
			if c.of == nil { // the person's product counts so many times
				copy(gradient, s.mean)
				weight = b.persons.Weights[i]
				continue
			}
			floats.AddScaled(gradient, b.persons.Weights[i], s.mean)
		}
		w.matrix.SymRankOne(w.matrix, weight, mat.NewVecDense(s.size(), gradient))
	}
}

// matrices adds up those of the workers.
func (b *Bifactor) matrices() *mat.SymDense {
	sum := b.workers[0].matrix
	for _, w := range b.workers[1:] {
		sum.AddSym(sum, w.matrix)
	}
	return sum
}
