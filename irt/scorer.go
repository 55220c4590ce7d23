package irt

import (
	"math"
	"runtime"
	"sync"

	"suyang/irt/internal/lookup"
)

// Scorer computes EAP scores of many persons on the same items. It tabulates
// the likelihoods once, so that a person costs no exponentials. A Scorer may be
// used by several goroutines.
type Scorer struct {
	// Threads bounds the goroutines of one call; 0: one per processor.
	Threads int

	prior  Grid
	layout *lookup.Layout
	tables *lookup.Tables
}

// NewScorer prepares scoring on items under a prior. The items must be valid.
func NewScorer(items []Item, prior Grid) *Scorer {
	categories := make([]int, len(items))
	probability := make([][]float64, len(items))
	for j, it := range items {
		categories[j] = it.Categories()
		probability[j] = tabulate(it, prior.Nodes)
	}
	layout := lookup.NewLayout(categories, nil)
	tables := layout.NewTables(len(prior.Nodes))
	tables.Build(probability)
	return &Scorer{prior: prior, layout: layout, tables: tables}
}

// tabulate gives categories x nodes probabilities.
func tabulate(it Item, nodes []float64) []float64 {
	table := make([]float64, it.Categories()*len(nodes))
	var buffer [MaxCategories]float64
	for q, theta := range nodes {
		for k, p := range it.Probabilities(buffer[:0], theta) {
			table[k*len(nodes)+q] = p
		}
	}
	return table
}

// EAP scores len(theta) persons: theta and se receive each person's posterior
// mean and standard deviation. cells holds persons x items in the order of the
// items, as in Responses.Cells; every category must be one the item has.
func (s *Scorer) EAP(theta, se []float64, cells []uint8) {
	persons, items := len(theta), s.layout.Items()
	threads := s.Threads
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	var wait sync.WaitGroup
	for w := range threads {
		first, end := w*persons/threads, (w+1)*persons/threads
		wait.Go(func() {
			s.eap(theta[first:end], se[first:end], cells[first*items:end*items])
		})
	}
	wait.Wait()
}

func (s *Scorer) eap(theta, se []float64, cells []uint8) {
	person, codes := s.tables.NewPerson(), make([]uint8, s.layout.Width())
	items := s.layout.Items()
	for i := range theta {
		s.layout.Pack(codes, cells[i*items:(i+1)*items])
		s.tables.Posterior(person, codes, s.prior.Weights)
		theta[i], se[i] = moments(s.prior.Nodes, person)
	}
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
