package lookup

import (
	"cmp"
	"context"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Outer is the sum of the outer products of gradients of the log-likelihood.
// With cluster nil, each person's product counts w_i times,
//
//	sum_i w_i E_i[s] E_i[s]',
//
// the cross-product information. With the cluster of each person, gradients are
// added up within clusters first,
//
//	sum_c (sum_{i in c} w_i E_i[s]) (sum_{i in c} w_i E_i[s])',
//
// the middle of the sandwich covariance of clustered or weighted data. It uses
// the probabilities and the prior of the last Expect. Parameters are in the
// order of Missing.
func (e *Engine) Outer(ctx context.Context, g Gradients, cluster []int32) (*mat.SymDense, error) {
	order := make([]int, len(e.persons.Weights))
	for i := range order {
		order[i] = i
	}
	if cluster != nil {
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(cluster[a], cluster[b]) })
	}
	return e.sum(func(w *worker) *mat.SymDense { return e.outer(ctx, w, g, cluster, order) }), ctx.Err()
}

// outer adds the persons of a worker's share of the order, rounded to whole
// clusters.
func (e *Engine) outer(ctx context.Context, w *worker, g Gradients, cluster []int32, order []int) *mat.SymDense {
	s := e.newScore(g)
	outer := mat.NewSymDense(s.size(), nil)
	gradient, total := mat.NewVecDense(s.size(), nil), mat.NewVecDense(s.size(), nil)
	first, end := w.first, w.end
	same := func(n int) bool { // the n-th person is in the cluster of the one before
		return cluster != nil && n > 0 && n < len(order) && cluster[order[n]] == cluster[order[n-1]]
	}
	for same(first) {
		first++
	}
	for same(end) {
		end++
	}
	for n := first; n < end && ctx.Err() == nil; n++ {
		i := order[n]
		e.posterior(w, i)
		s.locate(i)
		s.mean(gradient.RawVector().Data, w.person)
		if cluster == nil {
			outer.SymRankOne(outer, e.persons.Weights[i], gradient)
			continue
		}
		total.AddScaledVec(total, e.persons.Weights[i], gradient)
		if !same(n + 1) {
			outer.SymRankOne(outer, 1, total)
			total.Zero()
		}
	}
	return outer
}
