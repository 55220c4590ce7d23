package report_test

import (
	"fmt"

	"suyang/assessment/report"
	"suyang/models"
)

func ExampleForPupil() {
	p := report.ForPupil(basis, mixed(1))
	fmt.Printf("%.0f ± %.0f, %s with probability %.2f\n", p.Score.Value, p.Score.SE, p.Level.Level.Name.EN, p.Level.Probability)
	fmt.Println(p.CanDo[0].Text.In(models.En))
	fmt.Println("next:", p.Next.Name.In(models.En))
	// Output:
	// 541 ± 57, Proficient with probability 0.54
	// Can: Cross-checking
	// next: Data
}
