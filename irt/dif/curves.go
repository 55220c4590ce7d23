package dif

import (
	"math"

	"suyang/irt"
)

// newCurveEffect compares two curves over the distribution of the focal group.
// The nodes of the grid are equally spaced.
func newCurveEffect(reference, focal irt.MultiItem, grid irt.Grid) CurveEffect {
	e := CurveEffect{
		ReferenceSlope: reference.A[0], ReferenceIntercepts: reference.D,
		FocalSlope: focal.A[0], FocalIntercepts: focal.D,
	}
	step := grid.Nodes[1] - grid.Nodes[0]
	first, second := reference.Item(), focal.Item()
	var expected, square [2]float64
	for q, theta := range grid.Nodes {
		weight, width := grid.Weights[q], step
		if q == 0 || q == len(grid.Nodes)-1 {
			width /= 2 // trapezoidal rule
		}
		scores := [2]float64{first.ExpectedScore(theta), second.ExpectedScore(theta)}
		difference := scores[1] - scores[0]
		e.SignedArea += width * difference
		e.UnsignedArea += width * math.Abs(difference)
		e.Signed += weight * difference
		e.Unsigned += weight * math.Abs(difference)
		if math.Abs(difference) > math.Abs(e.Largest) {
			e.Largest, e.LargestAt = difference, theta
		}
		for g, score := range scores {
			expected[g] += weight * score
			square[g] += weight * score * score
		}
	}
	variance := (square[0] - expected[0]*expected[0] + square[1] - expected[1]*expected[1]) / 2
	e.Standardized = e.Signed / math.Sqrt(variance)
	return e
}

// direction is crossing where differences of either sign make up a quarter of
// the unsigned difference or more.
func (e CurveEffect) direction() Direction {
	if math.Abs(e.Signed) < e.Unsigned/2 {
		return Crossing
	}
	return direction(e.Signed)
}
