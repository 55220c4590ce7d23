package lookup

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// loss is a worker's share in Missing beside pairs: the mean gradients of the
// items, and all that the latent parameters have to do with.
type loss struct {
	*Engine
	Gradients
	offsets    []int // of the items' parameters
	parameters int   // of the items

	products   *products
	posteriors []float64 // persons of a block x nodes
	spans      [][2]int
	cells      []uint8 // persons of a block x items

	rows       latentRows
	covariance *mat.SymDense // of the gradients by latent parameters; nil where there are none
	counts     []*Counts     // per latent parameter: changes of the expected counts
	values     []float64     // per node
	byBasis    []float64     // per basis function
}

func (e *Engine) newLoss(g Gradients, offsets []int, parameters int) *loss {
	l := &loss{
		Engine: e, Gradients: g, offsets: offsets, parameters: parameters, products: newProducts(parameters),
		posteriors: make([]float64, productPersons*e.nodes), spans: make([][2]int, productPersons),
		cells: make([]uint8, productPersons*e.layout.Items()),
	}
	if g.R > 0 {
		l.rows, l.covariance = g.newLatentRows(), mat.NewSymDense(g.R, nil)
		l.values, l.byBasis = make([]float64, e.nodes), make([]float64, len(g.Basis))
		l.counts = make([]*Counts, g.R)
	}
	return l
}

// addShare adds a worker's share of the persons of a tile.
func (l *loss) addShare(w *worker, p *pairs, workers int) {
	n := p.end - p.first
	end := p.first + (w.index+1)*n/workers
	for first := p.first + w.index*n/workers; first < end; first += productPersons {
		l.addBlock(w, p, first, min(first+productPersons, end))
	}
}

func (l *loss) addBlock(w *worker, p *pairs, first, end int) {
	items, nodes := l.layout.Items(), l.nodes
	for i := first; i < end; i++ {
		n := i - first
		l.posterior(w, i)
		cells := l.cells[n*items : (n+1)*items]
		l.layout.Unpack(cells, l.codes(i))
		p.put(i-p.first, cells, w.person, l.persons.Weights[i])
		l.addLatent(w.person, i)
		lo, hi := w.person.Lo, w.person.Hi
		l.spans[n] = [2]int{lo, hi}
		floats.ScaleTo(l.posteriors[n*nodes+lo:n*nodes+hi], math.Sqrt(l.persons.Weights[i])/w.person.Sum, w.person.Weight[lo:hi])
	}
	for j := range items {
		l.fillItem(j, end-first)
	}
	l.products.add(end - first)
}

// fillItem computes the mean gradients of the persons of a block by the
// parameters of an item.
func (l *loss) fillItem(j, persons int) {
	items, nodes := l.layout.Items(), l.nodes
	for r := range l.Items[j][0] {
		means := l.products.row(l.offsets[j] + r)
		for n := range persons {
			cell := l.cells[n*items+j]
			if cell == Missing {
				means[n] = 0
				continue
			}
			lo, hi := l.spans[n][0], l.spans[n][1]
			means[n] = float32(floats.Dot(l.posteriors[n*nodes+lo:n*nodes+hi], l.Items[j][cell][r][lo:hi]))
		}
	}
}

// addLatent adds the covariances of person i's gradient by the latent
// parameters, with each other and, through changes of the expected counts, with
// those of the items.
func (l *loss) addLatent(person *Person, i int) {
	rows := l.rows.of(l.persons.Class[i])
	for r, row := range rows {
		if !l.center(row, person, l.persons.Weights[i]) {
			continue
		}
		if l.counts[r] == nil {
			l.counts[r] = l.layout.NewCounts(l.nodes)
		}
		l.counts[r].AddValues(person, l.values[person.Lo:person.Hi])
		for f, basis := range l.Basis {
			l.byBasis[f] = floats.Dot(l.values[person.Lo:person.Hi], basis[person.Lo:person.Hi])
		}
		for c := r; c < l.R; c++ {
			l.covariance.SetSym(r, c, l.covariance.At(r, c)+floats.Dot(l.byBasis, rows[c][1:]))
		}
	}
}

// center sets values to the posterior, which sums to weight, times what of the
// gradient by a latent parameter differs from its mean. It tells whether
// anything does.
func (l *loss) center(byBasis []float64, person *Person, weight float64) bool {
	lo, hi := person.Lo, person.Hi
	values := l.values[lo:hi]
	clear(values)
	varies := false
	for f, basis := range l.Basis {
		if byBasis[1+f] != 0 {
			floats.AddScaled(values, byBasis[1+f], basis[lo:hi])
			varies = true
		}
	}
	posterior := person.Weight[lo:hi]
	mean := floats.Dot(values, posterior) / person.Sum
	for q, p := range posterior {
		values[q] = (values[q] - mean) * p * weight / person.Sum
	}
	return varies
}

// addTo adds what was found to the information lost.
func (l *loss) addTo(lost *mat.SymDense) {
	for i := range l.parameters {
		for j := i; j < l.parameters; j++ {
			lost.SetSym(i, j, lost.At(i, j)-l.products.sum.At(i, j))
		}
	}
	for r, counts := range l.counts {
		if counts == nil {
			continue
		}
		l.addRow(lost, l.parameters+r, counts)
	}
	for r := range l.R {
		for c := r; c < l.R; c++ {
			i, j := l.parameters+r, l.parameters+c
			lost.SetSym(i, j, lost.At(i, j)+l.covariance.At(r, c))
		}
	}
}

// addRow adds the row of a latent parameter before the diagonal: the changes of
// the expected counts times the items' gradients.
func (l *loss) addRow(lost *mat.SymDense, row int, counts *Counts) {
	expected := l.newExpected()
	counts.Fold(expected)
	for j, item := range l.Items {
		for k, byParameter := range item {
			for r, byNode := range byParameter {
				i := l.offsets[j] + r
				lost.SetSym(i, row, lost.At(i, row)+floats.Dot(expected[j][k*l.nodes:(k+1)*l.nodes], byNode))
			}
		}
	}
}
