package irt

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/lookup"
)

// MultiScorer scores many persons on the same items of several traits. It may be
// used by several goroutines. Results do not depend on the number of threads.
type MultiScorer struct {
	// Threads bounds the goroutines of one call; 0: one per processor.
	Threads int

	items     []MultiItem
	composite []Item // of items
	space     Space
	prior     Normal
	weights   []float64     // of the nodes under the prior
	precision *mat.SymDense // of the prior
	layout    *lookup.Layout
	tables    *lookup.Tables
}

// NewMultiScorer prepares scoring on items under a prior, with posteriors summed
// over the nodes of a space. Items and prior must be valid.
func NewMultiScorer(items []MultiItem, space Space, prior Normal) *MultiScorer {
	s := &MultiScorer{items: items, space: space, prior: prior, precision: prior.precision()}
	s.weights, _ = space.Weights(nil, prior)
	categories, probability := make([]int, len(items)), make([][]float64, len(items))
	along, point := make([]float64, space.Nodes()), make([]float64, space.Traits())
	for j, it := range items {
		for q := range along {
			point = space.Point(point, q)
			along[q] = it.Along(point)
		}
		c := it.Composite()
		s.composite = append(s.composite, c)
		categories[j], probability[j] = c.Categories(), tabulate(c, along)
	}
	s.layout = lookup.NewLayout(categories, nil)
	s.tables = s.layout.NewTables(space.Nodes())
	s.tables.Build(probability)
	return s
}

// Score fills theta and se, persons x traits, with each person's estimates by
// EAP or MAP and their standard errors. It panics at other methods.
func (s *MultiScorer) Score(m Method, theta, se []float64, p Persons) {
	if m != ByEAP && m != ByMAP {
		panic("irt: several traits are scored by EAP or MAP")
	}
	traits := s.space.Traits()
	s.each(len(theta)/traits, p, func(w *multiWorker, i int) {
		w.summarize()
		if m == ByMAP {
			w.climb()
		}
		for d := range traits {
			theta[i*traits+d], se[i*traits+d] = w.centre[d], math.Sqrt(w.spread.At(d, d))
		}
	})
}

// PlausibleValues fills values, persons x draws x traits, with draws from each
// person's posterior of the traits. They are states, far apart, of a Markov chain
// that has the posterior for its distribution (Metropolis-Hastings, independent
// proposals from a t distribution with the posterior's mean and covariance). The
// draws of a person depend on the seed, the number of the person and the person's
// posterior only.
func (s *MultiScorer) PlausibleValues(values []float64, draws int, seed uint64, p Persons) {
	size := draws * s.space.Traits()
	s.each(len(values)/size, p, func(w *multiWorker, i int) {
		w.summarize()
		w.random.start(seed, p.First+i)
		w.draw(values[i*size : (i+1)*size])
	})
}

// multiWorker is the workspace of one goroutine, at one person.
type multiWorker struct {
	*MultiScorer
	cells   []uint8
	codes   []uint8
	mean    []float64 // of the prior
	weights []float64 // of the nodes a priori
	person  *lookup.Person
	random  stream

	centre     []float64 // the posterior mean, or mode
	spread     *mat.SymDense
	categories [MaxCategories]expansion
}

// each calls visit for every person, in parallel.
func (s *MultiScorer) each(persons int, p Persons, visit func(w *multiWorker, i int)) {
	items, traits := len(s.items), s.space.Traits()
	inParallel(persons, s.Threads, func(first, end int) {
		w := &multiWorker{
			MultiScorer: s, codes: make([]uint8, s.layout.Width()), person: s.tables.NewPerson(),
			mean: s.prior.Mean, weights: s.weights, centre: make([]float64, traits), spread: mat.NewSymDense(traits, nil),
		}
		var own []float64
		for i := first; i < end; i++ {
			w.cells = p.Cells[i*items : (i+1)*items]
			if p.Means != nil {
				w.mean = p.Means[i*traits : (i+1)*traits]
				own, _ = s.space.Weights(own, Normal{Mean: w.mean, Covariance: s.prior.Covariance})
				w.weights = own
			}
			visit(w, i)
		}
	})
}

// summarize sets centre and spread to the mean and covariance of the posterior.
func (w *multiWorker) summarize() {
	w.layout.Pack(w.codes, w.cells)
	w.tables.Posterior(w.person, w.codes, w.weights)
	lo, hi, total := w.person.Lo, w.person.Hi, w.person.Sum
	weights := w.person.Weight[lo:hi]
	for d, theta := range w.space.Theta {
		sum := 0.0
		for q, weight := range weights {
			sum += weight * theta[lo+q]
		}
		w.centre[d] = sum / total
	}
	for d, theta := range w.space.Theta {
		for e := range d + 1 {
			sum, other := 0.0, w.space.Theta[e]
			for q, weight := range weights {
				sum += weight * (theta[lo+q] - w.centre[d]) * (other[lo+q] - w.centre[e])
			}
			w.spread.SetSym(d, e, sum/total)
		}
	}
}
