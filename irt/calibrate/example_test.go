package calibrate_test

import (
	"context"
	"fmt"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/simulate"
)

func Example() {
	items := []irt.Item{
		{ID: "easy", A: 1.2, B: []float64{-1}},
		{ID: "middling", A: 0.8, B: []float64{0.2}},
		{ID: "hard", A: 1.5, B: []float64{1}},
		{ID: "essay", Model: irt.GPCM, A: 1, B: []float64{-0.5, 0.5}},
	}
	theta := simulate.Simulees(50000, 0, 1, 7)
	data := calibrate.Data{
		Responses:  simulate.Responses(items, theta, 7),
		Categories: []int{2, 2, 2, 3},
	}
	result, err := calibrate.Run(context.Background(), data, calibrate.Options{SE: calibrate.Oakes})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range result.Items {
		fmt.Printf("%-8s %-4v a %.1f  b %.1f\n", e.ID, e.Model, e.A[0], e.B)
	}
	// Output:
	// easy     2pl  a 1.2  b [-1.0]
	// middling 2pl  a 0.8  b [0.2]
	// hard     2pl  a 1.5  b [1.0]
	// essay    gpcm a 1.0  b [-0.5 0.5]
}
