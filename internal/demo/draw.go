package demo

import (
	"math"
	"math/rand/v2"
	"time"

	"suyang/assessment/item"
	"suyang/models"
)

// drawPoints draws the points a pupil of ability theta earns.
func drawPoints(rng *rand.Rand, it models.Item, theta float64) int {
	u := rng.Float64()
	for points, p := range item.IRT(it).Probabilities(nil, theta) {
		if u < p {
			return points
		}
		u -= p
	}
	return it.Max()
}

// spreadOfTime is the standard deviation of the logarithm of working times.
const spreadOfTime = 0.4

// longestTime keeps those who are at the test now from answering in the future.
const longestTime = 2 * time.Minute

// workingTime draws how long a pupil works at an item: log-normal (van der
// Linden, 2006) around four fifths of the time its author allows for.
func workingTime(rng *rand.Rand, it models.Item) time.Duration {
	seconds := 0.8 * float64(it.Seconds) * math.Exp(spreadOfTime*rng.NormFloat64())
	return min(time.Duration(seconds*float64(time.Second)), longestTime)
}
