package cat

import "math"

// Content balances the content of a test: the next item comes from the area
// whose share of the items given is furthest below its target (Kingsbury and
// Zara, 1989), as long as the area has items.
type Content struct {
	// Area holds the content area of each item of the pool.
	Area []string
	// Target is the wanted share of each area. An area without one is drawn on
	// when nothing else is left.
	Target map[string]float64
}

// restrict keeps the items of the areas that lag most.
func (c Content) restrict(open, given []int) []int {
	count := make(map[string]float64)
	for _, j := range given {
		count[c.Area[j]]++
	}
	total := max(float64(len(given)), 1)
	deficit := func(j int) float64 {
		target := c.Target[c.Area[j]]
		if target == 0 {
			return math.Inf(-1)
		}
		return target - count[c.Area[j]]/total
	}
	largest := math.Inf(-1)
	for _, j := range open {
		largest = max(largest, deficit(j))
	}
	return prefer(open, func(j int) bool { return deficit(j) >= largest })
}
