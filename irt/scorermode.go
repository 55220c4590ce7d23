package irt

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// mode finds the person's mode, starting from the best node. A flat prior for
// the likelihood, and the root of the information for the weighted likelihood,
// take the place of the prior in the search for that node.
func (w *scorerWorker) mode(m Method) (theta, se float64) {
	if w.values == nil {
		w.values, w.flat = make([]float64, len(w.prior.Nodes)), make([]float64, len(w.prior.Nodes))
		for q := range w.flat {
			w.flat[q] = 1
		}
		w.search = mode{method: m, items: w.items, variance: w.prior.SD * w.prior.SD}
	}
	switch m {
	case ByMAP:
		w.posterior(w.weights)
	case ByWLE:
		w.weighByInformation()
		w.posterior(w.flat)
	default:
		w.posterior(w.flat)
	}
	for q := range w.values {
		w.values[q] = math.Inf(-1)
	}
	for q := w.person.Lo; q < w.person.Hi; q++ {
		w.values[q] = math.Log(w.person.Weight[q])
	}
	w.search.cells, w.search.mean = w.cells, w.mean
	return w.search.findOn(w.prior.Nodes, w.values)
}

// weighByInformation makes flat the root of the information of the items
// answered; nothing changes where the person before answered the same ones.
func (w *scorerWorker) weighByInformation() {
	if w.informed != nil && sameItems(w.informed, w.cells) {
		return
	}
	w.informed = append(w.informed[:0], w.cells...)
	clear(w.flat)
	information := w.information()
	for j, cell := range w.cells {
		if cell != MissingCell {
			floats.Add(w.flat, information[j])
		}
	}
	for q, information := range w.flat {
		w.flat[q] = math.Sqrt(information)
	}
}

// sameItems tells whether two persons answered the same items.
func sameItems(a, b []uint8) bool {
	for j := range a {
		if (a[j] == MissingCell) != (b[j] == MissingCell) {
			return false
		}
	}
	return true
}

func tabulateInformation(items []Item, nodes []float64) [][]float64 {
	table := make([][]float64, len(items))
	for j, it := range items {
		table[j] = make([]float64, len(nodes))
		for q, theta := range nodes {
			table[j][q] = it.Information(theta)
		}
	}
	return table
}
