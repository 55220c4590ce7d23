package files

import "suyang/irt"

// NewItems describes items whose parameters come from elsewhere than a
// calibration of ours, in one group whose theta is standard normal. The model
// of the file is that of the first item.
func NewItems(items []irt.Item) *Calibration {
	c := &Calibration{
		SchemaVersion: SchemaVersion,
		Quadrature:    Quadrature{Points: 61, Range: 6},
		Groups:        []Group{{SD: 1}},
	}
	for i, it := range items {
		if i == 0 {
			c.Model = it.Model
		}
		c.Items = append(c.Items, Item{
			ID: it.ID, Model: it.Model, A: []float64{it.A}, D: it.Intercepts(), B: it.B, C: it.C, U: it.Upper(), Scores: it.Scores,
		})
	}
	return c
}
