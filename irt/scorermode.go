package irt

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// mode finds the person's mode, starting from the best node. A flat prior for
// the likelihood, and the root of the information for the weighted likelihood,
// take the place of the prior there.
func (w *scorerWorker) mode(kind modeKind) (theta, se float64) {
	switch {
	case w.values == nil:
		w.values = make([]float64, len(w.prior.Nodes))
		w.search = mode{items: w.items, kind: kind, variance: w.prior.SD * w.prior.SD}
		if kind != posteriorMode {
			w.weights = make([]float64, len(w.prior.Nodes))
			for q := range w.weights {
				w.weights[q] = 1
			}
		}
	case kind != w.search.kind:
		panic("irt: a worker finds modes of one kind")
	}
	if kind == weightedMode {
		w.weighByInformation()
	}
	w.search.cells, w.search.mean = w.cells, w.mean
	w.posterior()
	for q := range w.values {
		w.values[q] = math.Inf(-1)
	}
	for q := w.person.Lo; q < w.person.Hi; q++ {
		w.values[q] = math.Log(w.person.Weight[q])
	}
	return w.search.findOn(w.prior.Nodes, w.values)
}

// weighByInformation sets the weights of the nodes to the root of the
// information of the items answered; nothing changes where the person before
// answered the same items.
func (w *scorerWorker) weighByInformation() {
	if w.informed != nil && sameItems(w.informed, w.cells) {
		return
	}
	w.informed = append(w.informed[:0], w.cells...)
	clear(w.weights)
	information := w.information()
	for j, cell := range w.cells {
		if cell != MissingCell {
			floats.Add(w.weights, information[j])
		}
	}
	for q, information := range w.weights {
		w.weights[q] = math.Sqrt(information)
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
