package dif_test

import (
	"context"
	"fmt"
	"slices"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/dif"
	"suyang/irt/simulate"
)

// The third of six items is harder for persons of the south.
func Example() {
	north := []irt.Item{
		{ID: "sort", A: 1, B: []float64{-1}},
		{ID: "search", A: 1, B: []float64{-0.5}},
		{ID: "snow", A: 1, B: []float64{0}},
		{ID: "share", A: 1, B: []float64{0.5}},
		{ID: "save", A: 1, B: []float64{1}},
		{ID: "sum", A: 1, B: []float64{0}},
	}
	south := slices.Clone(north)
	south[2].B = []float64{1}
	first := simulate.Responses(north, simulate.Simulees(2000, 0, 1, 1), 1)
	second := simulate.Responses(south, simulate.Simulees(2000, -0.3, 1, 2), 2)
	data := calibrate.Data{
		Responses:  irt.Responses{Items: first.Items, Cells: slices.Concat(first.Cells, second.Cells)},
		Categories: []int{2, 2, 2, 2, 2, 2},
		Groups:     slices.Concat(make([]int, 2000), slices.Repeat([]int{1}, 2000)),
		GroupNames: []string{"north", "south"},
	}
	result, err := dif.Run(context.Background(), data, dif.Options{Purify: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, it := range result.Items {
		c := it.Comparisons[0]
		if it.Flagged {
			fmt.Printf("%s is %s for the %s: class %s, delta %.1f\n", it.ID, c.Direction, c.Group, it.Class, c.MantelHaenszel.Odds.Delta)
		}
	}
	// Output:
	// snow is harder for the south: class C, delta -2.4
}
