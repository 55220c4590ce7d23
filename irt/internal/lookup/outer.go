package lookup

import (
	"cmp"
	"context"
	"math"
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
	c := newClusters(len(e.persons.Weights), cluster)
	parts := make([]*mat.SymDense, len(e.workers))
	e.each(func(w *worker) { parts[w.index] = e.outer(ctx, w, e.newScore(g), c) })
	for _, part := range parts[1:] {
		parts[0].AddSym(parts[0], part)
	}
	return parts[0], ctx.Err()
}

// outer adds the clusters that start in the worker's share of the order.
func (e *Engine) outer(ctx context.Context, w *worker, s *score, c clusters) *mat.SymDense {
	p, gradient, filled := newProducts(s.size()), make([]float64, s.size()), 0
	end := c.boundary(w.end)
	for n := c.boundary(w.first); n < end && ctx.Err() == nil; {
		clear(gradient)
		for last := c.boundary(n + 1); n < last; n++ {
			i := c.person(n)
			weight := e.persons.Weights[i]
			if c.of == nil {
				weight = math.Sqrt(weight)
			}
			s.add(gradient, w, i, weight)
		}
		for r, v := range gradient {
			p.row(r)[filled] = float32(v)
		}
		if filled++; filled == productPersons {
			p.add(filled)
			filled = 0
		}
	}
	p.add(filled)
	return p.sum
}

// clusters is an order of persons in which those of a cluster follow each other.
type clusters struct {
	of    []int32 // nil: each person is one
	order []int32 // nil: as they are
}

func newClusters(persons int, of []int32) clusters {
	if of == nil {
		return clusters{}
	}
	order := make([]int32, persons)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(of[a], of[b]) })
	return clusters{of: of, order: order}
}

// person is the n-th person in order.
func (c clusters) person(n int) int {
	if c.order == nil {
		return n
	}
	return int(c.order[n])
}

// boundary is the first place from n on where a cluster starts or the persons
// end.
func (c clusters) boundary(n int) int {
	if n == 0 {
		return 0
	}
	for n < len(c.order) && c.of[c.order[n]] == c.of[c.order[n-1]] {
		n++
	}
	return n
}
