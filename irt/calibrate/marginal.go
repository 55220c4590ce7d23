package calibrate

import (
	"suyang/irt"
	"suyang/irt/internal/lookup"
)

// marginal is the marginal likelihood of a data set as a function of one
// vector xi: the parameters of each item, then mean and standard deviation of
// each group but the first.
type marginal struct {
	curves []curve
	offset []int // of each item's parameters in xi, then of the groups'
	nodes  []float64
	groups int

	layout  *lookup.Layout
	tables  *lookup.Tables
	codes   []uint8 // persons x width
	weights []float64
	group   []int
	workers []*worker

	probability [][]float64 // per item: categories x nodes
	expected    [][]float64 // per item: categories x nodes
}

func newMarginal(d Data, s selection, o Options) *marginal {
	m := &marginal{nodes: irt.NormalGrid(o.Quadrature, -o.Range, o.Range, 0, 1).Nodes, groups: max(1, len(d.GroupNames))}
	categories := make([]int, len(s.items))
	size := 0
	for i, j := range s.items {
		categories[i] = d.Categories[j]
		c := newCurve(o.Model, categories[i])
		m.curves = append(m.curves, c)
		m.offset = append(m.offset, size)
		size += c.size()
		m.probability = append(m.probability, make([]float64, categories[i]*o.Quadrature))
		m.expected = append(m.expected, make([]float64, categories[i]*o.Quadrature))
	}
	m.offset = append(m.offset, size)
	m.layout = lookup.NewLayout(categories, s.missing)
	m.tables = m.layout.NewTables(o.Quadrature)
	m.pack(d, s)
	for range o.Threads {
		m.workers = append(m.workers, &worker{
			person: m.tables.NewPerson(),
			counts: m.layout.NewCounts(o.Quadrature),
			totals: rows(m.groups, o.Quadrature),
		})
	}
	return m
}

// pack encodes the responses of the persons who answered anything.
func (m *marginal) pack(d Data, s selection) {
	width := m.layout.Width()
	m.codes = make([]uint8, len(s.persons)*width)
	m.weights = make([]float64, len(s.persons))
	m.group = make([]int, len(s.persons))
	cells := make([]uint8, len(s.items))
	for n, i := range s.persons {
		row := d.Row(i)
		for k, j := range s.items {
			cells[k] = row[j]
		}
		m.layout.Pack(m.codes[n*width:], cells)
		m.weights[n] = d.weight(i)
		m.group[n] = d.group(i)
	}
}

// size is the number of parameters.
func (m *marginal) size() int { return m.offset[len(m.curves)] + 2*(m.groups-1) }

// item is the part of xi that belongs to item i.
func (m *marginal) item(xi []float64, i int) []float64 { return xi[m.offset[i]:m.offset[i+1]] }

// latent is the mean and standard deviation of group g.
func (m *marginal) latent(xi []float64, g int) (mean, sd float64) {
	if g == 0 {
		return 0, 1
	}
	at := m.latentOffset(g)
	return xi[at], xi[at+1]
}

// blocks is the number of blocks that xi consists of: one an item, then one a
// group. The block of the first group, which is fixed, is empty.
func (m *marginal) blocks() int { return len(m.curves) + m.groups }

// block says where in xi the parameters of a block are.
func (m *marginal) block(b int) (first, size int) {
	if b < len(m.curves) {
		return m.offset[b], m.curves[b].size()
	}
	if b == len(m.curves) {
		return m.offset[b], 0
	}
	return m.latentOffset(b - len(m.curves)), 2
}

// latentOffset is where the parameters of group g > 0 start in xi.
func (m *marginal) latentOffset(g int) int { return m.offset[len(m.curves)] + 2*(g-1) }

// admissible tells whether the likelihood is defined at xi.
func (m *marginal) admissible(xi []float64) bool {
	for i, c := range m.curves {
		if !c.admissible(m.item(xi, i)) {
			return false
		}
	}
	for g := range m.groups {
		if _, sd := m.latent(xi, g); sd <= 0 {
			return false
		}
	}
	return true
}

func rows(n, columns int) [][]float64 {
	r := make([][]float64, n)
	for i := range r {
		r[i] = make([]float64, columns)
	}
	return r
}
