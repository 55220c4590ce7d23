package delivery_test

import (
	"fmt"

	"suyang/models"
)

// A sitting: the item that waits is answered, and the next one is presented.
func Example() {
	r := rules(bank(40))
	trail := create(r, 1)
	if err := r.Begin(trail, noon); err != nil {
		fmt.Println(err)
	}
	for n := 1; trail.Session.State.Open(); n++ {
		current := trail.Responses[len(trail.Responses)-1]
		it, _ := r.Item(current)
		if err := r.Answer(trail, submit(it, it.Max()), at(n)); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(trail.Session.State, trail.Session.StopReason, trail.Score.Items, trail.Score.Level)
	fmt.Println(models.CodeOf(r.Resume(trail, at(99))))
	// Output:
	// finished length 8 good
	// conflict
}
