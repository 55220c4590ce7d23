package fit_test

import (
	"context"
	"fmt"

	"suyang/irt"
	"suyang/irt/fit"
	"suyang/irt/simulate"
)

// Item 3 was keyed wrongly: its answers are reversed.
func ExampleRun() {
	var items []irt.Item
	for j := range 12 {
		items = append(items, irt.Item{ID: fmt.Sprintf("item %d", j+1), Model: irt.TwoPL, A: 1.2, B: []float64{-1.5 + 0.25*float64(j)}})
	}
	responses := simulate.Responses(items, simulate.Simulees(2000, 0, 1, 1), 1)
	for i := range responses.Persons() {
		responses.Row(i)[2] = 1 - responses.Row(i)[2]
	}
	report, err := fit.Run(context.Background(), fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1), fit.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Flags {
		if f.Item == "item 3" && f.Second == "" {
			fmt.Printf("%s: %s\n", f.Statistic, f.Message)
		}
	}
	// Output:
	// item_rest: persons who do well on the other items do worse on this one (-0.38): check the key
	// infit_marginal: responses are noisier than the model says (infit 2.56): other things than the trait matter, or the slope is lower
	// s_x2: the share of answers at each sum score departs from the curve (S-X2 7143.4, 8 degrees of freedom)
	// rmsd: the observed curve departs from the model's (RMSD 0.50)
}
