package lookup

import (
	"context"

	"gonum.org/v1/gonum/mat"
)

// Missing is the information lost because theta is not observed (Louis, 1982),
//
//	sum_i w_i { E_i[s s'] - E_i[s] E_i[s]' },
//
// with E_i the posterior mean over the nodes and s the gradient of person i's
// complete-data log-likelihood: the items' parameters in order, then the latent
// ones. It uses the probabilities and the prior of the last Expect. Posteriors
// count in units of 2^-18 of the mean weight.
//
// Of the first term the parts between items need no more than the expected
// counts of pairs of items, see pairs; the second is a product of matrices, see
// loss.
func (e *Engine) Missing(ctx context.Context, g Gradients) (*mat.SymDense, error) {
	offsets, parameters := g.offsets()
	lost := mat.NewSymDense(parameters+g.R, nil)
	pairs := newPairs(e, g, offsets)
	for _, w := range e.workers {
		w.loss, w.pairs = e.newLoss(g, offsets, parameters), pairs.newTable()
	}
	persons := len(e.persons.Weights)
	for first := 0; first < persons && ctx.Err() == nil; first += pairs.capacity {
		pairs.start(first, min(first+pairs.capacity, persons))
		e.each(func(w *worker) { w.loss.addShare(w, pairs, len(e.workers)) })
		e.each(func(w *worker) { w.pairs.addAll(lost) })
	}
	for _, w := range e.workers {
		w.loss.addTo(lost)
		w.loss, w.pairs = nil, nil
	}
	return lost, ctx.Err()
}
