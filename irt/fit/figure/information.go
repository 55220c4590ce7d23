package figure

import (
	"math"

	"suyang/irt"
)

// TestInformation draws the information of a test over theta and, on an axis to
// the right, the standard error 1 / sqrt(information).
func TestInformation(items []irt.Item) []byte {
	information := func(theta float64) float64 { return irt.TestInformation(items, theta) }
	se := func(theta float64) float64 { return 1 / math.Sqrt(information(theta)) }
	most, worst := 0.0, 0.0
	for i := range 81 {
		theta := -4 + float64(i)/10
		most = max(most, information(theta))
		worst = max(worst, se(theta))
	}
	p := newPlot("Test information", "The information of the test, and the standard error of a score, over theta",
		[2]float64{-4, 4}, [2]float64{0, 1.1 * most}, "theta", "information (solid)")
	right := scale{0, min(worst, 2), bottomEdge, topEdge}
	p.function(information, p.y, 0)
	p.function(se, right, 1)
	p.line(rightEdge, topEdge, rightEdge, bottomEdge, "axis")
	for _, v := range right.ticks(6) {
		p.text(rightEdge+8, right.at(v)+4, "start", "", number(v))
	}
	p.upright(plotWidth-12, (topEdge+bottomEdge)/2, "standard error (dashed)")
	return p.document()
}
