package link

import (
	"slices"

	"suyang/irt"
)

// Transformation takes theta of one scale to A theta + B of another. A is
// positive.
type Transformation struct{ A, B float64 }

// Theta is where a person at theta stands on the other scale. Standard errors
// and standard deviations are multiplied by A.
func (t Transformation) Theta(theta float64) float64 { return t.A*theta + t.B }

// Inverse is the way back.
func (t Transformation) Inverse() Transformation { return Transformation{1 / t.A, -t.B / t.A} }

// Then is t followed by next.
func (t Transformation) Then(next Transformation) Transformation {
	return Transformation{next.A * t.A, next.Theta(t.B)}
}

// Item is the item on the other scale: a response function of A theta + B that
// equals the item's of theta. Asymptotes and scores stay. Where A is not 1, an
// item of a model that fixes the slope at 1 becomes one of the model that does
// not.
func (t Transformation) Item(it irt.Item) irt.Item {
	it.A /= t.A
	it.B = slices.Clone(it.B)
	for k := range it.B {
		it.B[k] = t.A*it.B[k] + t.B*step(it, k)
	}
	if t.A != 1 {
		it.Model = freeSlope(it.Model)
	}
	return it
}

// Items are all items on the other scale.
func (t Transformation) Items(items []irt.Item) []irt.Item {
	moved := make([]irt.Item, len(items))
	for i, it := range items {
		moved[i] = t.Item(it)
	}
	return moved
}

// Distribution is the distribution on the other scale.
func (t Transformation) Distribution(g irt.Grid) irt.Grid {
	moved := irt.Grid{Nodes: make([]float64, len(g.Nodes)), Weights: g.Weights}
	for q, theta := range g.Nodes {
		moved.Nodes[q] = t.Theta(theta)
	}
	return moved
}

// step is how much threshold k moves with the origin of the scale: the
// difference of the scores of its categories, which is 1 but under NRM.
func step(it irt.Item, k int) float64 {
	if it.Scores == nil {
		return 1
	}
	return it.Score(k+1) - it.Score(k)
}

// fixesSlope tells whether calibration holds the slope of items under m at 1.
func fixesSlope(m irt.Model) bool { return m == irt.Rasch || m == irt.PCM || m == irt.RSM }

func freeSlope(m irt.Model) irt.Model {
	switch m {
	case irt.Rasch:
		return irt.TwoPL
	case irt.PCM, irt.RSM:
		return irt.GPCM
	}
	return m
}
