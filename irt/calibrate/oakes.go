package calibrate

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/lookup"
)

// oakes is the observed information after Oakes (1999),
//
//	I(xi) = -d2 Q(xi|xi0) / dxi dxi' - d2 Q(xi|xi0) / dxi dxi0'  at xi0 = xi
//
// with Q the objective of the M-step. The first part is the information had
// theta been observed; the second is what is lost because it was not, through
// the dependence of the posteriors on the parameters.
func (m *marginal) oakes(ctx context.Context, xi []float64) (*mat.SymDense, error) {
	information := m.completeInformation(xi, m.expect(xi))
	priors, gradients := m.priors(xi), m.gradientTables(xi)
	lost := mat.NewDense(m.size(), m.size(), nil)
	tile := m.newTile()
	for first := 0; first < len(m.weights); first += len(tile.persons) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tile.fill(m, priors, first)
		m.addLost(lost, tile, gradients)
	}
	for i := range m.size() {
		for j := i; j < m.size(); j++ {
			information.SetSym(i, j, information.At(i, j)-(lost.At(i, j)+lost.At(j, i))/2)
		}
	}
	return information, nil
}

// tilePersons is how many posteriors are kept at a time.
const tilePersons = 4096

// tile is a run of persons with their posteriors.
type tile struct {
	persons []*lookup.Person
	cells   []uint8 // persons x items
	group   []int
	filled  int
}

func (m *marginal) newTile() *tile {
	n := min(tilePersons, len(m.weights))
	t := &tile{cells: make([]uint8, n*len(m.curves))}
	for range n {
		t.persons = append(t.persons, m.tables.NewPerson())
	}
	return t
}

// fill computes the posteriors of the persons from first on, scaled to sum to
// the person's weight.
func (t *tile) fill(m *marginal, priors [][]float64, first int) {
	width, items := m.layout.Width(), len(m.curves)
	t.filled = min(len(t.persons), len(m.weights)-first)
	t.group = m.group[first : first+t.filled]
	for n, person := range t.persons[:t.filled] {
		i := first + n
		codes := m.codes[i*width : (i+1)*width]
		m.layout.Unpack(t.cells[n*items:(n+1)*items], codes)
		m.tables.Posterior(person, codes, priors[m.group[i]])
		floats.Scale(m.weights[i]/person.Sum, person.Weight)
		person.Sum = m.weights[i]
	}
}

// addLost adds the information lost on the persons of a tile. Each row belongs
// to one parameter and is computed by one worker.
func (m *marginal) addLost(lost *mat.Dense, t *tile, gradients gradientTables) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for _, w := range m.workers {
		wait.Go(func() {
			l := m.newLoss(w, t, gradients)
			for block := int(next.Add(1)) - 1; block < m.blocks(); block = int(next.Add(1)) - 1 {
				l.addBlock(lost, block)
			}
		})
	}
	wait.Wait()
}

// loss is a worker's state while it computes rows.
type loss struct {
	*marginal
	*tile
	gradients gradientTables
	counts    *lookup.Counts
	expected  [][]float64
	totals    [][]float64
	values    []float64
}

func (m *marginal) newLoss(w *worker, t *tile, gradients gradientTables) *loss {
	l := &loss{marginal: m, tile: t, gradients: gradients, counts: w.counts, totals: w.totals, values: make([]float64, len(m.nodes))}
	for _, e := range m.expected {
		l.expected = append(l.expected, make([]float64, len(e)))
	}
	return l
}

// addBlock adds the rows of a block of parameters.
func (l *loss) addBlock(lost *mat.Dense, block int) {
	first, size := l.block(block)
	for r := range size {
		l.addRow(lost.RawRowView(first+r), l.gradientOf(block, r))
	}
}

// gradientOf gives each person's gradient by node, by one parameter of a block;
// nil for persons without any.
func (l *loss) gradientOf(block, r int) func(n int) []float64 {
	items := len(l.curves)
	if group := block - items; group >= 0 {
		return func(n int) []float64 {
			if l.tile.group[n] != group {
				return nil
			}
			return l.gradients.latent[group][r]
		}
	}
	return func(n int) []float64 {
		cell := l.cells[n*items+block]
		if cell == lookup.Missing {
			return nil
		}
		return l.gradients.items[block][cell][r]
	}
}

// addRow differentiates the posteriors by a parameter: the derivative of a
// weight is the weight times the distance of the person's gradient there from its posterior
// mean. The changes, added up by item and category, change all gradients.
func (l *loss) addRow(row []float64, gradient func(n int) []float64) {
	l.counts.Reset()
	for _, totals := range l.totals {
		clear(totals)
	}
	for n, person := range l.persons[:l.filled] {
		byNode := gradient(n)
		if byNode == nil {
			continue
		}
		byNode = byNode[person.Lo:person.Hi]
		posterior := person.Weight[person.Lo:person.Hi]
		mean := floats.Dot(posterior, byNode) / person.Sum
		values := l.values[:len(posterior)]
		for q, w := range posterior {
			values[q] = w * (byNode[q] - mean)
		}
		l.counts.AddValues(person, values)
		floats.Add(l.totals[l.tile.group[n]][person.Lo:person.Hi], values)
	}
	l.counts.Fold(l.expected)
	l.contract(row)
}

// contract multiplies the changes of the expected counts by the gradients.
func (l *loss) contract(row []float64) {
	nodes := len(l.nodes)
	for i, categories := range l.gradients.items {
		for k, parameters := range categories {
			for r, byNode := range parameters {
				row[l.offset[i]+r] += floats.Dot(l.expected[i][k*nodes:(k+1)*nodes], byNode)
			}
		}
	}
	for g := 1; g < l.groups; g++ {
		for r, byNode := range l.gradients.latent[g] {
			row[l.latentOffset(g)+r] += floats.Dot(l.totals[g], byNode)
		}
	}
}

// difference is the step of a numerical derivative of a gradient.
const difference = 1e-5

// completeInformation is the information with the counts of e given. It is
// zero between items.
func (m *marginal) completeInformation(xi []float64, e expectation) *mat.SymDense {
	information := mat.NewSymDense(m.size(), nil)
	for block := range m.blocks() {
		first, size := m.block(block)
		for i := first; i < first+size; i++ {
			up, down := slices.Clone(xi), slices.Clone(xi)
			up[i] += difference
			down[i] -= difference
			above, below := m.gradient(block, up, e), m.gradient(block, down, e)
			for j := i; j < first+size; j++ {
				information.SetSym(i, j, (below[j-first]-above[j-first])/(2*difference))
			}
		}
	}
	return information
}
