package fit

import "suyang/irt/internal/lookup"

// tally is what workers add up.
type tally struct {
	weights  []float64        // per group
	persons  []int            // per group
	expected []*lookup.Counts // per group: expected persons per category and node
	joint    []*joint         // per group
	scores   []*scores        // per group
	items    []squares        // per item
	cross    *cross
}

func (a *analysis) newTally(layout *lookup.Layout) *tally {
	groups, k := len(a.model.Groups), a.categories()
	t := &tally{
		weights: make([]float64, groups), persons: make([]int, groups),
		items: make([]squares, len(k)), cross: newCross(len(k)),
	}
	for range groups {
		t.expected = append(t.expected, layout.NewCounts(a.space.Nodes()))
		t.joint = append(t.joint, newJoint(k))
		t.scores = append(t.scores, newScores(k))
	}
	return t
}

func (t *tally) merge(other *tally) {
	for g := range t.weights {
		t.weights[g] += other.weights[g]
		t.persons[g] += other.persons[g]
		t.expected[g].Merge(other.expected[g])
		t.joint[g].merge(other.joint[g])
		t.scores[g].merge(other.scores[g])
	}
	for j := range t.items {
		t.items[j].merge(other.items[j])
	}
	t.cross.merge(other.cross)
}
