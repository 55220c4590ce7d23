package fit

import (
	"fmt"

	"suyang/irt"
	"suyang/irt/internal/sample"
)

// Data are the responses to compare with a model.
type Data struct {
	irt.Responses
	// Weights holds a case weight per person, which counts as that many persons;
	// nil: 1 each.
	Weights []float64
	// Groups holds each person's group as an index in Model.Groups; nil: all are
	// in the first.
	Groups []int
}

func (d Data) weight(i int) float64 {
	if d.Weights == nil {
		return 1
	}
	return d.Weights[i]
}

func (d Data) group(i int) int {
	if d.Groups == nil {
		return 0
	}
	return d.Groups[i]
}

// validate reports what makes the data unfit for any comparison with m.
func (d Data) validate(m Model) error {
	items := m.Groups[0].Items
	if len(d.Items) != len(items) {
		return fmt.Errorf("the responses have %d items, the model %d", len(d.Items), len(items))
	}
	for j, name := range d.Items {
		if id := items[j].ID; id != name {
			return fmt.Errorf("column %d of the responses is %q, item %d of the model %q", j+1, name, j+1, id)
		}
	}
	return sample.Validate(d.Responses, m.categories(), d.Weights, d.Groups, len(m.Groups))
}

func categories(it irt.MultiItem) int { return len(it.D) + 1 }
