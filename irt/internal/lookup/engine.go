package lookup

import "sync"

// Persons are the packed responses of many persons, sorted by class: persons of
// one class share a prior.
type Persons struct {
	Codes   []uint8   // persons x layout.Width()
	Weights []float64 // one per person, positive
	Class   []int32   // one per person, ascending from 0
}

// classes is the number of classes.
func (p Persons) classes() int {
	if len(p.Class) == 0 {
		return 0
	}
	return int(p.Class[len(p.Class)-1]) + 1
}

// Prior gives the weights of the nodes, which sum to about 1, for persons of a class.
// It may fill and return buffer or return memory of its own; several goroutines
// call it.
type Prior func(class int, buffer []float64) []float64

// Engine computes what the EM algorithm and the information matrix need of the
// posteriors of many persons. Nodes are just indices: points of one trait or of
// several. The persons are split among threads the same way every time, so that
// results do not depend on timing.
type Engine struct {
	// Ordered tells that the nodes ascend along one trait. Set it before the
	// first call: each then looks near where a person's posterior was last time,
	// with the same results sooner.
	Ordered bool
	// Coarse makes Expect look at every second of equally spaced nodes only, which
	// is enough for early cycles of the EM algorithm. Missing and Outer need an
	// Expect with all.
	Coarse bool

	layout  *Layout
	nodes   int
	persons Persons
	tables  *Tables
	workers []*worker

	coarse   *coarse
	near     []span // per person: the nodes that mattered last time
	prior    Prior
	expected [][]float64 // per item: categories x nodes
}

// worker is the share of one goroutine.
type worker struct {
	index      int
	first, end int // persons
	person     *Person
	counts     *Counts
	prior      []float64 // of class
	class      int32
	buffer     []float64 // for priors
	totals     []float64 // per node: expected persons of the class at hand
	weight     float64   // of these persons

	logLikelihood logSum
	moments       []float64 // classes of the worker's persons x basis functions
	loss          *loss
	pairs         *pairTable
}

// NewEngine prepares computations on persons, which it keeps, with a number of
// nodes on a number of threads.
func NewEngine(l *Layout, nodes int, p Persons, threads int) *Engine {
	e := &Engine{layout: l, nodes: nodes, persons: p, tables: l.NewTables(nodes)}
	e.expected = e.newExpected()
	n := len(p.Weights)
	e.near = make([]span, n)
	for i := range e.near {
		e.near[i].hi = int32(nodes)
	}
	threads = max(1, min(threads, n))
	for w := range threads {
		e.workers = append(e.workers, &worker{
			index: w, first: w * n / threads, end: (w + 1) * n / threads,
			person: e.tables.NewPerson(), counts: l.NewCounts(nodes),
			buffer: make([]float64, nodes), totals: make([]float64, nodes),
		})
	}
	return e
}

// span is a range from lo to hi, which is not part of it.
type span struct{ lo, hi int32 }

// newExpected allocates categories x nodes for each item.
func (e *Engine) newExpected() [][]float64 {
	expected := make([][]float64, e.layout.Items())
	for j, k := range e.layout.categories {
		expected[j] = make([]float64, k*e.nodes)
	}
	return expected
}

// each runs work for all workers at once.
func (e *Engine) each(work func(w *worker)) {
	var wait sync.WaitGroup
	for _, w := range e.workers {
		wait.Go(func() { work(w) })
	}
	wait.Wait()
}

// margin is how many nodes a posterior may move between calls without being
// computed twice.
const margin = 2

// posterior computes the posterior of person i, whose marginal log-likelihood is
// scale plus the logarithm of the posterior's sum.
func (e *Engine) posterior(w *worker, i int) (scale float64) {
	prior := e.priorOf(w, e.persons.Class[i])
	if !e.Ordered {
		return e.tables.posterior(w.person, e.codes(i), prior)
	}
	lo, hi := int(e.near[i].lo), int(e.near[i].hi)
	scale = e.tables.posteriorNear(w.person, e.codes(i), prior, max(lo-margin, 0), min(hi+margin, e.nodes))
	e.near[i] = span{int32(w.person.Lo), int32(w.person.Hi)}
	return scale
}

// priorOf asks for the prior of a class once for persons that follow each other.
func (e *Engine) priorOf(w *worker, class int32) []float64 {
	if w.prior == nil || w.class != class {
		w.prior, w.class = e.prior(int(class), w.buffer), class
	}
	return w.prior
}

// codes are the packed responses of person i.
func (e *Engine) codes(i int) []uint8 {
	width := e.layout.Width()
	return e.persons.Codes[i*width : (i+1)*width]
}
