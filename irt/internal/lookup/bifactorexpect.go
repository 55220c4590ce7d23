package lookup

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/floats"
)

// Expect is the E-step, as that of Engine. probability holds categories x nodes
// of the item; prior and basis have Marginal entries, of which those of each
// trait sum to 1 in the prior.
func (b *Bifactor) Expect(probability [][]float64, prior Prior, basis [][]float64) Expectation {
	b.prior = prior
	b.build(probability)
	b.each(func(w *bifactorWorker) { b.addPersons(w, basis) })
	return b.gather()
}

// build fills the tables.
func (b *Bifactor) build(probability [][]float64) {
	for i, t := range b.tables {
		own := make([][]float64, len(b.layout.blocks[i].items))
		for n, j := range b.layout.blocks[i].items {
			own[n] = probability[j]
		}
		t.Build(own)
	}
}

// each runs work for all workers at once.
func (b *Bifactor) each(work func(w *bifactorWorker)) {
	var wait sync.WaitGroup
	for _, w := range b.workers {
		wait.Go(func() { work(w) })
	}
	wait.Wait()
}

func (b *Bifactor) addPersons(w *bifactorWorker, basis [][]float64) {
	for i := range w.blocks {
		w.blocks[i].counts.Reset()
	}
	w.logLikelihood, w.moments = 0, rows(b.persons.classes(), 1+len(basis))
	for first := w.first; first < w.end; {
		class, end := b.persons.Class[first], first
		prior := b.usePrior(w, class)
		clear(w.totals)
		for ; end < w.end && b.persons.Class[end] == class; end++ {
			w.logLikelihood += b.persons.Weights[end] * w.posterior(b.codes(end), prior)
			b.addPerson(w, b.persons.Weights[end])
		}
		moments := w.moments[class]
		moments[0] = floats.Sum(w.totals[:b.general])
		for f, values := range basis {
			moments[1+f] = floats.Dot(w.totals, values)
		}
		first = end
	}
}

// usePrior gets the prior of a class and spreads those of the specific traits
// over their blocks' nodes.
func (b *Bifactor) usePrior(w *bifactorWorker, class int32) []float64 {
	prior := b.prior(int(class), w.prior)
	b.spread(w, prior)
	return prior
}

// spread gives the blocks the priors of their specific traits.
func (b *Bifactor) spread(w *bifactorWorker, prior []float64) {
	for i := range w.blocks {
		k := &w.blocks[i]
		for at := range k.prior {
			k.prior[at] = 1
			if k.specific >= 0 {
				k.prior[at] = b.ofSpecific(prior, k.specific)[at%k.nodes]
			}
		}
	}
}

// posterior computes the posterior of a person with packed responses codes:
// w.general sums to 1 over the general nodes, the Weight of each block's person
// over the block's. It returns the marginal log-likelihood.
func (w *bifactorWorker) posterior(codes []uint8, prior []float64) (logLikelihood float64) {
	copy(w.general, prior)
	for n := range w.blocks {
		k := &w.blocks[n]
		logLikelihood += k.tables.weigh(k.person, codes[k.codes:k.codes+k.layout.Width()], k.prior)
		top := 0.0
		for g := range w.general {
			k.margin[g] = floats.Sum(k.at(g))
			w.general[g] *= k.margin[g]
			top = max(top, w.general[g])
		}
		// Scaled after each block, the product does not underflow.
		floats.Scale(1/top, w.general)
		logLikelihood += math.Log(top)
	}
	total := floats.Sum(w.general)
	floats.Scale(1/total, w.general)
	w.lo, w.hi = support(w.general, negligible)
	for n := range w.blocks {
		w.blocks[n].join(w)
	}
	return logLikelihood + math.Log(total)
}

// join turns the likelihood of a block to the joint posterior of its traits.
func (k *blockWorker) join(w *bifactorWorker) {
	for g := w.lo; g < w.hi; g++ {
		if k.margin[g] > 0 {
			floats.Scale(w.general[g]/k.margin[g], k.at(g))
		}
	}
	k.person.Sum, k.person.Lo, k.person.Hi = 1, w.lo*k.nodes, w.hi*k.nodes
}

// at is the joint posterior at a node of the general trait.
func (k *blockWorker) at(general int) []float64 {
	return k.person.Weight[general*k.nodes:][:k.nodes]
}

// addPerson adds the posterior at hand to the counts and totals.
func (b *Bifactor) addPerson(w *bifactorWorker, weight float64) {
	floats.AddScaled(w.totals[:b.general], weight, w.general)
	for n := range w.blocks {
		k := &w.blocks[n]
		k.counts.Add(k.person, weight)
		if k.specific < 0 {
			continue
		}
		totals := b.ofSpecific(w.totals, k.specific)
		for g := w.lo; g < w.hi; g++ {
			add(totals, k.at(g))
		}
	}
}

// gather adds the workers up.
func (b *Bifactor) gather() Expectation {
	first := b.workers[0]
	x := Expectation{LogLikelihood: first.logLikelihood, Counts: b.expected, Moments: first.moments}
	for _, w := range b.workers[1:] {
		x.LogLikelihood += w.logLikelihood
		for i := range w.blocks {
			first.blocks[i].counts.Merge(w.blocks[i].counts)
		}
		for c := range w.moments {
			add(x.Moments[c], w.moments[c])
		}
	}
	for _, k := range first.blocks {
		own := make([][]float64, len(k.items))
		for n, j := range k.items {
			own[n] = b.expected[j]
		}
		k.counts.Fold(own)
	}
	return x
}

func rows(n, columns int) [][]float64 {
	r := make([][]float64, n)
	for i := range r {
		r[i] = make([]float64, columns)
	}
	return r
}
