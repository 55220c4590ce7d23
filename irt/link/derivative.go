package link

import (
	"math"

	"suyang/irt"
)

// derivatives are those of the category probabilities by theta. probability
// holds the probabilities there; dst has room for one number per category.
func derivatives(dst []float64, it irt.Item, theta float64, probability []float64) {
	switch {
	case it.Model == irt.GRM:
		above := 0.0
		for k := range dst {
			below := 0.0
			if k < len(it.B) {
				below = logisticSlope(it.A, theta-it.B[k])
			}
			dst[k] = above - below
			above = below
		}
	case it.Model.PartialCredit():
		mean := 0.0
		for k, p := range probability {
			mean += it.Score(k) * p
		}
		for k, p := range probability {
			dst[k] = it.A * p * (it.Score(k) - mean)
		}
	default:
		dst[1] = (it.Upper() - it.C) * logisticSlope(it.A, theta-it.B[0])
		dst[0] = -dst[1]
	}
}

// logisticSlope is the derivative of logistic(a x) by x.
func logisticSlope(a, x float64) float64 {
	c := math.Cosh(a * x / 2)
	return a / (4 * c * c)
}
