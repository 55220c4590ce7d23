package irt_test

import (
	"fmt"

	"suyang/irt"
)

func ExampleItem() {
	it := irt.Item{ID: "essay", Model: irt.GPCM, A: 1.2, B: []float64{-0.5, 0.7}}
	fmt.Printf("%.2f\n", it.Probabilities(nil, 0))
	fmt.Printf("%.2f\n", it.ExpectedScore(0))
	fmt.Printf("%.2f\n", it.Information(0))
	// Output:
	// [0.28 0.50 0.22]
	// 0.94
	// 0.71
}

func ExamplePosterior() {
	p := irt.NewPosterior(irt.StandardGrid())
	p.Update(irt.Item{A: 1.5, B: []float64{0}}, 1)
	p.Update(irt.Item{A: 1.5, B: []float64{1}}, 0)
	fmt.Printf("theta %.2f, standard error %.2f\n", p.Mean(), p.SD())
	fmt.Printf("above 0 with probability %.2f\n", p.Probability(0, 7))
	// Output:
	// theta 0.23, standard error 0.74
	// above 0 with probability 0.62
}

func ExampleEAP() {
	items := []irt.Item{
		{ID: "one", A: 1, B: []float64{-1}},
		{ID: "two", A: 1.4, B: []float64{0}},
		{ID: "three", Model: irt.GRM, A: 1.2, B: []float64{0, 1}},
	}
	theta, se := irt.EAP(items, []int{1, 0, irt.Missing}, irt.StandardGrid())
	fmt.Printf("%.2f %.2f\n", theta, se)
	// Output: -0.26 0.80
}
