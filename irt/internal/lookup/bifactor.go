package lookup

import "gonum.org/v1/gonum/mat"

// BifactorLayout packs the responses to a test where each item measures a
// general trait and at most one specific trait.
type BifactorLayout struct {
	blocks []block
	width  int
	items  int
}

// block is the items of one specific trait, or those of none.
type block struct {
	items    []int
	layout   *Layout
	codes    int // where its bytes start among a person's
	specific int // its specific trait; -1: none
}

// NewBifactorLayout groups items by their specific trait, 0 to specifics-1, or
// -1 for items that measure the general trait only. categories and missing are
// as in NewLayout.
func NewBifactorLayout(categories []int, missing []bool, specific []int, specifics int) *BifactorLayout {
	l := &BifactorLayout{items: len(categories)}
	for trait := -1; trait < specifics; trait++ {
		b := block{specific: trait, codes: l.width}
		var k []int
		var m []bool
		for j, t := range specific {
			if t != trait {
				continue
			}
			b.items = append(b.items, j)
			k = append(k, categories[j])
			m = append(m, missing == nil || missing[j])
		}
		if len(b.items) == 0 {
			continue
		}
		b.layout = NewLayout(k, m)
		l.width += b.layout.Width()
		l.blocks = append(l.blocks, b)
	}
	return l
}

// Items is the number of items.
func (l *BifactorLayout) Items() int { return l.items }

// Width is the number of bytes a person's responses pack into.
func (l *BifactorLayout) Width() int { return l.width }

// Pack encodes the cells of one person, a category or Missing for each item,
// into Width bytes.
func (l *BifactorLayout) Pack(dst, cells []uint8) {
	own := make([]uint8, l.items)
	for _, b := range l.blocks {
		for n, j := range b.items {
			own[n] = cells[j]
		}
		b.layout.Pack(dst[b.codes:], own[:len(b.items)])
	}
}

// unpack decodes what Pack encoded.
func (l *BifactorLayout) unpack(cells, codes []uint8) {
	own := make([]uint8, l.items)
	for _, b := range l.blocks {
		b.layout.Unpack(own[:len(b.items)], codes[b.codes:b.codes+b.layout.Width()])
		for n, j := range b.items {
			cells[j] = own[n]
		}
	}
}

// Bifactor is the Engine of bifactor models (Gibbons and Hedeker, 1992; Cai,
// Yang and Hansen, 2011). Specific traits are independent of each other given
// the general one, so that sums over all of them together factor to one double
// sum, over a specific trait and the general one, for each.
//
// An item of a specific trait has general x specific nodes, the specific one
// varying fastest; an item of none has the general nodes. A prior, a basis
// function and what is summed over a distribution of the traits have Marginal
// entries: the general nodes, then the nodes of each specific trait in turn.
type Bifactor struct {
	layout            *BifactorLayout
	general, specific int // nodes
	specifics         int
	persons           Persons
	tables            []*Tables // per block
	workers           []*bifactorWorker

	prior    Prior
	expected [][]float64 // per item: categories x nodes
}

// bifactorWorker is the share of one goroutine.
type bifactorWorker struct {
	first, end int // persons
	blocks     []blockWorker
	general    []float64 // posterior at the general nodes
	lo, hi     int       // general nodes outside which it is negligible
	prior      []float64 // buffer
	totals     []float64 // Marginal entries: expected persons of the class at hand

	logLikelihood float64
	moments       [][]float64 // classes x (1 + basis functions)
	matrix        *mat.SymDense
}

// blockWorker is what a worker keeps for a block.
type blockWorker struct {
	*block
	tables *Tables
	nodes  int     // specific nodes, 1 where there is no specific trait
	person *Person // joint posterior, general x specific nodes
	counts *Counts
	prior  []float64 // of the specific trait, general x specific nodes
	margin []float64 // likelihood at the general nodes
}

// NewBifactor prepares computations on persons, which it keeps. specifics is the
// number of specific traits; general and specific are numbers of nodes.
func NewBifactor(l *BifactorLayout, specifics, general, specific int, p Persons, threads int) *Bifactor {
	b := &Bifactor{layout: l, general: general, specific: specific, specifics: specifics, persons: p, expected: make([][]float64, l.items)}
	for i := range l.blocks {
		block := &l.blocks[i]
		nodes := general * b.specificNodes(block)
		b.tables = append(b.tables, block.layout.NewTables(nodes))
		for n, j := range block.items {
			b.expected[j] = make([]float64, block.layout.categories[n]*nodes)
		}
	}
	n := len(p.Weights)
	threads = max(1, min(threads, n))
	for w := range threads {
		b.workers = append(b.workers, b.newWorker(w*n/threads, (w+1)*n/threads))
	}
	return b
}

func (b *Bifactor) newWorker(first, end int) *bifactorWorker {
	w := &bifactorWorker{
		first: first, end: end, general: make([]float64, b.general),
		prior: make([]float64, b.Marginal()), totals: make([]float64, b.Marginal()),
	}
	for i, t := range b.tables {
		block := &b.layout.blocks[i]
		w.blocks = append(w.blocks, blockWorker{
			block: block, tables: t, nodes: b.specificNodes(block), person: t.NewPerson(), counts: block.layout.NewCounts(t.nodes),
			prior: make([]float64, t.nodes), margin: make([]float64, b.general),
		})
	}
	return w
}

func (b *Bifactor) specificNodes(k *block) int {
	if k.specific < 0 {
		return 1
	}
	return b.specific
}

// Marginal is the number of general and of specific nodes together.
func (b *Bifactor) Marginal() int { return b.general + b.specifics*b.specific }

// ofSpecific is the part of Marginal entries that belongs to a specific trait.
func (b *Bifactor) ofSpecific(marginal []float64, trait int) []float64 {
	return marginal[b.general+trait*b.specific:][:b.specific]
}

// codes are the packed responses of person i.
func (b *Bifactor) codes(i int) []uint8 {
	return b.persons.Codes[i*b.layout.width : (i+1)*b.layout.width]
}
