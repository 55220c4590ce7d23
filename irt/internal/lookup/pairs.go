package lookup

import (
	"math"
	"sync/atomic"

	"gonum.org/v1/gonum/floats"
)

const (
	// pairPatterns bounds the patterns of a group of items in counts of pairs:
	// few enough that the counts of two groups' joint patterns stay in a core's
	// second-level cache.
	pairPatterns = 32
	// blockWords bounds the words of a block of nodes, for the same reason.
	blockWords = 32
	// tileWords bounds the memory that the posteriors of a tile take.
	tileWords = 1 << 21
	// tilePersons bounds the persons of a tile: more would leave too few bits for
	// a posterior.
	tilePersons = 1 << 14
)

// pairs adds up the expected number of persons at each node by the categories
// of two items at once, for all pairs of items, and from these the posterior
// means of the products of their gradients.
//
// It looks at two groups of items at a time: a person's patterns in both select
// a row, to which the posterior is added; taking off items as in Counts gives
// the counts of pairs. Posteriors are whole numbers of 32 bits, so that one
// addition serves two nodes.
type pairs struct {
	engine    *Engine
	gradients Gradients
	offsets   []int // of the items' parameters
	layout    *Layout

	capacity     int // persons of a tile
	words        int // of a posterior
	blocks, wide int // blocks of nodes, and their words

	first, end int       // persons of the tile
	unit       float64   // weight that 1 stands for
	codes      [][]uint8 // per group: patterns of the persons
	posteriors []uint64  // persons x words
	support    []span    // blocks x persons: words that are not zero
	next       atomic.Int64
}

func newPairs(e *Engine, g Gradients, offsets []int) *pairs {
	p := &pairs{engine: e, gradients: g, offsets: offsets, layout: newLayout(e.layout.categories, e.layout.missing, pairPatterns)}
	p.words = (e.nodes + 1) / 2
	p.blocks = (p.words + blockWords - 1) / blockWords
	p.wide = (p.words + p.blocks - 1) / p.blocks
	p.capacity = max(1, min(tilePersons, tileWords/p.words, len(e.persons.Weights)))
	for range p.layout.groups {
		p.codes = append(p.codes, make([]uint8, p.capacity))
	}
	p.posteriors = make([]uint64, p.capacity*p.words)
	p.support = make([]span, p.capacity*p.blocks)
	return p
}

// start turns to the persons from first to end.
func (p *pairs) start(first, end int) {
	p.first, p.end = first, end
	p.next.Store(0)
	// No sum over persons exceeds 32 bits, though each be rounded up.
	total := floats.Sum(p.engine.persons.Weights[first:end])
	p.unit = total / float64(1<<32-(end-first))
}

// put stores the n-th person of the tile.
func (p *pairs) put(n int, cells []uint8, person *Person, weight float64) {
	for g := range p.layout.groups {
		p.codes[g][n] = p.layout.code(g, cells)
	}
	words := p.posteriors[n*p.words : (n+1)*p.words]
	clear(words)
	scale := weight / (person.Sum * p.unit)
	carried := dither(n) // what is rounded off goes to the next node, so that the sum remains
	for q := person.Lo; q < person.Hi; q++ {
		carried += person.Weight[q] * scale
		whole := int64(carried)
		carried -= float64(whole)
		words[q/2] |= uint64(whole) << (q % 2 * 32)
	}
	for b := range p.blocks {
		p.support[b*p.capacity+n] = nonzero(words[b*p.wide : min((b+1)*p.wide, p.words)])
	}
}

// dither is where the rounding of the n-th person starts, evenly spread over [0, 1):
// persons of equal responses would else be rounded in the same way, and their
// errors add up instead of cancelling.
func dither(n int) float64 {
	_, share := math.Modf(float64(n) * (math.Phi - 1))
	return share
}

// nonzero is the range of words that are not zero.
func nonzero(words []uint64) span {
	lo, hi := 0, len(words)
	for lo < hi && words[lo] == 0 {
		lo++
	}
	for lo < hi && words[hi-1] == 0 {
		hi--
	}
	return span{int32(lo), int32(hi)}
}

// groupPair numbers the pairs of groups a <= b.
func groupPair(n int) (a, b int) {
	for n > b {
		b++
		n -= b
	}
	return n, b
}
