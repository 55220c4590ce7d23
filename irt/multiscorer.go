package irt

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// MultiScorer scores many persons on the same items of several traits. It may be
// used by several goroutines. Results do not depend on the number of threads.
type MultiScorer struct {
	// Threads bounds the goroutines of one call; 0: one per processor.
	Threads int

	items     []MultiItem
	composite []Item // of items
	prior     Normal
	precision *mat.SymDense // of the prior
	integral  integral
}

// integral sums over the traits.
type integral interface {
	// newPosterior allocates a workspace.
	newPosterior() posterior
}

// posterior is that of one person.
type posterior interface {
	// summarize fills mean and covariance, given responses and the prior's mean.
	summarize(mean []float64, covariance *mat.SymDense, cells []uint8, priorMean []float64)
}

// NewMultiScorer prepares scoring on items under a prior, with posteriors summed
// over the nodes of a space. Items and prior must be valid.
func NewMultiScorer(items []MultiItem, space Space, prior Normal) *MultiScorer {
	s := newMultiScorer(items, prior)
	s.integral = newJoint(s.composite, items, space, prior)
	return s
}

func newMultiScorer(items []MultiItem, prior Normal) *MultiScorer {
	s := &MultiScorer{items: items, prior: prior, precision: prior.precision()}
	for _, it := range items {
		s.composite = append(s.composite, it.Composite())
	}
	return s
}

// Score fills theta and se, persons x traits, with each person's estimates by
// EAP or MAP and their standard errors. It panics at other methods.
func (s *MultiScorer) Score(m Method, theta, se []float64, p Persons) {
	if m != ByEAP && m != ByMAP {
		panic("irt: several traits are scored by EAP or MAP")
	}
	traits := s.prior.Traits()
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
	size := draws * s.prior.Traits()
	s.each(len(values)/size, p, func(w *multiWorker, i int) {
		w.summarize()
		w.random.start(seed, p.number(i))
		w.draw(values[i*size : (i+1)*size])
	})
}

// multiWorker is the workspace of one goroutine, at one person.
type multiWorker struct {
	*MultiScorer
	cells     []uint8
	mean      []float64 // of the prior
	posterior posterior
	random    stream

	centre     []float64 // the posterior mean, or mode
	spread     *mat.SymDense
	categories [MaxCategories]expansion
}

// each calls visit for every person, in parallel.
func (s *MultiScorer) each(persons int, p Persons, visit func(w *multiWorker, i int)) {
	items, traits := len(s.items), s.prior.Traits()
	inParallel(persons, s.Threads, func(first, end int) {
		w := &multiWorker{
			MultiScorer: s, posterior: s.integral.newPosterior(),
			mean: s.prior.Mean, centre: make([]float64, traits), spread: mat.NewSymDense(traits, nil),
		}
		for i := first; i < end; i++ {
			w.cells = p.Cells[i*items : (i+1)*items]
			if p.Means != nil {
				w.mean = p.Means[i*traits : (i+1)*traits]
			}
			visit(w, i)
		}
	})
}

// summarize sets centre and spread to the mean and covariance of the posterior.
func (w *multiWorker) summarize() {
	w.posterior.summarize(w.centre, w.spread, w.cells, w.mean)
}
