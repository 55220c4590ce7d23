package adaptive_test

import (
	"context"
	"fmt"

	"suyang/irt"
	"suyang/irt/cat"
	"suyang/irt/simulate"
	"suyang/irt/simulate/adaptive"
)

// How many items does a standard error of 0.3 take?
func Example() {
	design := adaptive.Design{
		Pool:     cat.NewPool(simulate.Bank(300, irt.TwoPL, 2, 1), irt.StandardGrid()),
		Selector: cat.Selector{Randomesque: 5},
		Stop:     cat.Stop{SE: 0.3, MaxItems: 40},
		Seed:     1,
	}
	sessions, err := design.Run(context.Background(), simulate.Simulees(500, 0, 1, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	report := design.Summarize(sessions)
	fmt.Printf("%.0f items on average, most exposed item in %.0f %% of sessions\n", report.Length.Mean, 100*report.Exposure.Max)
	// Output:
	// 23 items on average, most exposed item in 82 % of sessions
}
