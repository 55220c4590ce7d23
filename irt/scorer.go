package irt

import (
	"math"
	"runtime"
	"sync"

	"suyang/irt/internal/curve"
	"suyang/irt/internal/lookup"
)

// Scorer scores many persons on the same items of one trait. It tabulates the
// likelihoods once, so that the posterior of a person costs no exponentials. A
// Scorer may be used by several goroutines. Results do not depend on the number
// of threads.
type Scorer struct {
	// Threads bounds the goroutines of one call; 0: one per processor.
	Threads int

	items  []Item
	prior  Grid
	layout *lookup.Layout
	tables *lookup.Tables
	// information is that of each item at the nodes.
	information func() [][]float64
}

// Persons are the persons that a Scorer or a MultiScorer scores in one call.
type Persons struct {
	// Cells holds persons x items in the order of the items, as in
	// Responses.Cells; every category must be one the item has.
	Cells []uint8
	// Means holds the mean of the prior of each person, persons x traits, such as
	// a latent regression predicts; nil: that of the Scorer's prior.
	Means []float64
	// Numbers holds the number of each person, which decides with the seed what is
	// drawn; nil: 0, 1, 2 ... Where persons are scored in parts it keeps the draws
	// of each the same.
	Numbers []int
}

// number is that of person i.
func (p Persons) number(i int) int {
	if p.Numbers == nil {
		return i
	}
	return p.Numbers[i]
}

// NewScorer prepares scoring on items under a prior. The items must be valid.
func NewScorer(items []Item, prior Grid) *Scorer {
	categories := make([]int, len(items))
	probability := make([][]float64, len(items))
	for j, it := range items {
		categories[j] = it.Categories()
		probability[j] = curve.Tabulate(it, prior.Nodes)
	}
	layout := lookup.NewLayout(categories, nil)
	tables := layout.NewTables(len(prior.Nodes))
	tables.Build(probability)
	information := sync.OnceValue(func() [][]float64 { return tabulateInformation(items, prior.Nodes) })
	return &Scorer{items: items, prior: prior, layout: layout, tables: tables, information: information}
}

// EAP is Score by EAP of persons who share the prior.
func (s *Scorer) EAP(theta, se []float64, cells []uint8) {
	s.Score(ByEAP, theta, se, Persons{Cells: cells})
}

// Score scores len(theta) persons: theta and se receive each person's estimate
// and standard error. ByMAP needs a normal prior.
func (s *Scorer) Score(m Method, theta, se []float64, p Persons) {
	if m == ByMAP && s.prior.SD == 0 {
		panic("irt: MAP needs a normal prior")
	}
	s.each(len(theta), p, func(w *scorerWorker, i int) {
		if m == ByEAP {
			w.posterior(w.weights)
			theta[i], se[i] = moments(s.prior.Nodes, w.person)
			return
		}
		theta[i], se[i] = w.mode(m)
	})
}

// Densities fills density, persons x nodes of the prior, with each person's
// posterior density of theta at the nodes. These must be equally spaced.
func (s *Scorer) Densities(density []float64, p Persons) {
	nodes := s.prior.Nodes
	n, spacing := len(nodes), nodes[1]-nodes[0]
	s.each(len(density)/n, p, func(w *scorerWorker, i int) {
		w.posterior(w.weights)
		for q, weight := range w.person.Weight {
			density[i*n+q] = weight / (w.person.Sum * spacing)
		}
	})
}

// PlausibleValues fills values, persons x draws, with independent draws from
// each person's posterior of theta (Mislevy, 1991). Between the nodes, which must
// be equally spaced, the logarithm of the density is interpolated. The draws of a
// person depend on the seed, the number of the person and the person's posterior
// only.
func (s *Scorer) PlausibleValues(values []float64, draws int, seed uint64, p Persons) {
	s.each(len(values)/draws, p, func(w *scorerWorker, i int) {
		w.posterior(w.weights)
		w.density.fill(s.prior.Nodes, w.person.Weight)
		w.random.start(seed, p.number(i))
		for m := range draws {
			values[i*draws+m] = w.density.quantile(w.random.Float64())
		}
	})
}

// scorerWorker is the workspace of one goroutine, at one person.
type scorerWorker struct {
	*Scorer
	cells   []uint8
	codes   []uint8
	weights []float64 // of the nodes a priori
	mean    float64   // of the prior
	person  *lookup.Person
	density density
	random  stream

	search   mode
	values   []float64 // of the objective at the nodes
	flat     []float64 // weights of the nodes that stand for no prior
	informed []uint8   // the cells whose items gave flat its information
}

// each calls visit for every person, in parallel.
func (s *Scorer) each(persons int, p Persons, visit func(w *scorerWorker, i int)) {
	items := len(s.items)
	inParallel(persons, s.Threads, func(first, end int) {
		w := &scorerWorker{
			Scorer: s, codes: make([]uint8, s.layout.Width()), person: s.tables.NewPerson(),
			weights: s.prior.Weights, mean: s.prior.Mean,
		}
		if p.Means != nil {
			w.weights = make([]float64, len(s.prior.Nodes))
		}
		for i := first; i < end; i++ {
			w.cells = p.Cells[i*items : (i+1)*items]
			if p.Means != nil {
				w.mean = p.Means[i]
				normalWeights(w.weights, s.prior.Nodes, w.mean, s.prior.SD)
			}
			visit(w, i)
		}
	})
}

// inParallel splits persons among threads; 0 threads: one per processor.
func inParallel(persons, threads int, work func(first, end int)) {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	var wait sync.WaitGroup
	for w := range threads {
		wait.Go(func() { work(w*persons/threads, (w+1)*persons/threads) })
	}
	wait.Wait()
}

// posterior computes the person's posterior under weights of the nodes.
func (w *scorerWorker) posterior(weights []float64) {
	w.layout.Pack(w.codes, w.cells)
	w.tables.Posterior(w.person, w.codes, weights)
}

func moments(nodes []float64, p *lookup.Person) (mean, sd float64) {
	sum, square := 0.0, 0.0
	for q := p.Lo; q < p.Hi; q++ {
		sum += p.Weight[q] * nodes[q]
		square += p.Weight[q] * nodes[q] * nodes[q]
	}
	mean = sum / p.Sum
	return mean, math.Sqrt(max(0, square/p.Sum-mean*mean))
}
