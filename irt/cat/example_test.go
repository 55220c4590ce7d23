package cat_test

import (
	"fmt"
	"math"
	"slices"

	"suyang/irt"
	"suyang/irt/cat"
)

// A session asks, scores and stops.
func Example() {
	pool := cat.NewPool([]irt.Item{
		{ID: "easy", A: 1, B: []float64{-0.9}},
		{ID: "hard", A: 1, B: []float64{1}},
	}, irt.StandardGrid())
	posterior := slices.Clone(pool.Prior.Weights)
	stop := cat.Stop{SE: 0.8, MaxItems: 2}
	state := cat.State{Posterior: posterior}
	for {
		j, err := cat.Selector{Criterion: cat.MPWI}.Next(pool, state, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("give", pool.Items[j].ID)
		pool.Update(posterior, j, 1) // a right answer
		theta, se := pool.Moments(posterior)
		state.Theta, state.Given = theta, append(state.Given, j)
		if reason := stop.Done(cat.Progress{Items: len(state.Given), SE: se}); reason != cat.Continue {
			fmt.Printf("%s: theta %.2f, standard error %.2f\n", reason, theta, se)
			return
		}
	}
	// Output:
	// give easy
	// give hard
	// full: theta 0.75, standard error 0.86
}

// Constraints that cannot be met are found before any test is given.
func ExampleNewShadow() {
	_, err := cat.NewShadow(4, cat.Blueprint{Length: 2, Constraints: []cat.Constraint{
		{Name: "reading", Items: []int{0, 1}, Min: 2, Max: math.Inf(1)},
		{Name: "items 1 and 2 are enemies", Items: []int{0, 1}, Max: 1},
	}})
	fmt.Println(err)
	// Output:
	// no test of 2 items from the pool meets: "reading" (at least 2), "items 1 and 2 are enemies" (at most 1); loosen one of them
}
