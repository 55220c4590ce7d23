package sample_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/internal/sample"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	r := irt.Responses{Items: []string{"a", "b"}, Cells: []uint8{0, 2, irt.MissingCell, 1}}
	for _, c := range []struct {
		name, message string
		responses     irt.Responses
		categories    []int
		weights       []float64
		memberships   []int
	}{
		{"all is well", "", r, []int{2, 3}, []float64{0, 1.5}, []int{1, 0}},
		{"neither weights nor groups", "", r, []int{2, 3}, nil, nil},
		{"no items", "no responses: 0 items, 0 persons", irt.Responses{}, nil, nil, nil},
		{"no persons", "no responses: 2 items, 0 persons", irt.Responses{Items: r.Items}, []int{2, 3}, nil, nil},
		{"half a row", "3 cells are not a whole number of rows of 2 items", irt.Responses{Items: r.Items, Cells: r.Cells[:3]}, []int{2, 3}, nil, nil},
		{"categories", "1 numbers of categories for 2 items", r, []int{2}, nil, nil},
		{"a weight too few", "1 weights for 2 persons", r, []int{2, 3}, []float64{1}, nil},
		{"a negative weight", "weight -1 of person 2 must be finite and not negative", r, []int{2, 3}, []float64{1, -1}, nil},
		{"a weight that is no number", "weight NaN of person 1", r, []int{2, 3}, []float64{math.NaN(), 1}, nil},
		{"an infinite weight", "weight +Inf of person 1", r, []int{2, 3}, []float64{math.Inf(1), 1}, nil},
		{"a membership too few", "1 group memberships for 2 persons", r, []int{2, 3}, nil, []int{0}},
		{"an unknown group", "person 2 is in group 2 of 2", r, []int{2, 3}, nil, []int{0, 2}},
		{"a category too many", `person 1 answered category 2 of item "b", which has 2`, r, []int{2, 2}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := sample.Validate(c.responses, c.categories, c.weights, c.memberships, 2)
			if c.message == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.message)
		})
	}
}
