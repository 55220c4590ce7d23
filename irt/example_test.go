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

func ExampleWLE() {
	items := []irt.Item{
		{ID: "one", A: 1, B: []float64{-1}},
		{ID: "two", A: 1.4, B: []float64{0}},
		{ID: "three", Model: irt.GRM, A: 1.2, B: []float64{0, 1}},
	}
	theta, se := irt.ML(items, []int{1, 1, 2})
	fmt.Printf("%.2f %.2f\n", theta, se)
	theta, se = irt.WLE(items, []int{1, 1, 2})
	fmt.Printf("%.2f %.2f\n", theta, se)
	// Output:
	// +Inf NaN
	// 1.97 1.33
}

func ExampleScorer() {
	items := []irt.Item{{A: 1, B: []float64{-1}}, {A: 1.4, B: []float64{0}}, {A: 1.2, B: []float64{0.5}}}
	persons := irt.Persons{Cells: []uint8{
		1, 1, 0,
		1, 0, irt.MissingCell,
	}}
	scorer := irt.NewScorer(items, irt.StandardGrid())
	theta, se := make([]float64, 2), make([]float64, 2)
	scorer.Score(irt.ByMAP, theta, se, persons)
	fmt.Printf("%.2f %.2f\n", theta, se)

	const draws, seed = 1000, 7
	values := make([]float64, 2*draws)
	scorer.PlausibleValues(values, draws, seed, persons)
	below := 0
	for _, v := range values[:draws] {
		if v < 0 {
			below++
		}
	}
	fmt.Printf("the first person is below 0 with a probability of about %.1f\n", float64(below)/draws)
	// Output:
	// [0.27 -0.25] [0.71 0.77]
	// the first person is below 0 with a probability of about 0.3
}

func ExampleSumScores() {
	items := []irt.Item{{A: 1, B: []float64{-1}}, {A: 1.4, B: []float64{0}}, {Model: irt.GRM, A: 1.2, B: []float64{0, 1}}}
	for _, row := range irt.SumScores(items, nil, irt.StandardGrid()) {
		fmt.Printf("%d points: %5.2f\n", row.Sum, row.Theta)
	}
	// Output:
	// 0 points: -1.09
	// 1 points: -0.49
	// 2 points:  0.08
	// 3 points:  0.46
	// 4 points:  1.05
}
