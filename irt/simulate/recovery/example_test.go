package recovery_test

import (
	"context"
	"fmt"

	"suyang/irt"
	"suyang/irt/simulate/recovery"
)

// How well do 1,000 persons determine Rasch difficulties?
func Example() {
	report, err := recovery.Run(context.Background(), recovery.Design{
		Model: irt.Rasch, Persons: 1000, Items: 10, Replications: 20, Seed: 1,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range report.Parameters {
		fmt.Printf("%s: root mean square error %.2f, standard error %.2f\n", p.Name, p.RMSE, p.SE)
	}
	// Output:
	// b: root mean square error 0.07, standard error 0.08
	// sd: root mean square error 0.03, standard error 0.04
}
