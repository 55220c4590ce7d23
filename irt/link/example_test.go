package link_test

import (
	"fmt"

	"suyang/irt"
	"suyang/irt/link"
)

func ExampleRun() {
	thisYear := link.Form{Items: []irt.Item{
		{ID: "a", A: 1.0, B: []float64{-1.2}}, {ID: "b", A: 1.4, B: []float64{0.1}}, {ID: "c", A: 0.8, B: []float64{0.9}}, {ID: "new", A: 1, B: []float64{0}},
	}}
	lastYear := link.Form{Items: []irt.Item{
		{ID: "a", A: 0.9, B: []float64{-0.9}}, {ID: "b", A: 1.2, B: []float64{0.6}}, {ID: "c", A: 0.7, B: []float64{1.4}},
	}}
	l, err := link.Run(thisYear, lastYear, link.Options{Method: link.StockingLord})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("A %.2f, B %.2f, linking error %.2f\n", l.A, l.B, l.LinkingError)
	fmt.Printf("the new item: a %.2f, b %.2f\n", l.Item(thisYear.Items[3]).A, l.Item(thisYear.Items[3]).B[0])
	// Output:
	// A 1.14, B 0.44, linking error 0.03
	// the new item: a 0.88, b 0.44
}
