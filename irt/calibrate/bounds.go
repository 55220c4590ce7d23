package calibrate

import "strings"

// logitBound bounds the logits of asymptotes: beyond it nothing changes.
const logitBound = 12

// limited gives the bounds of slopes and of the logits of asymptotes among the
// free parameters of a cell. Steps of logits come last in a system, and those of
// slopes next to last, so that the other steps are those given theirs.
func (c *cell) limited() (bounds map[int]float64, rank map[int]int) {
	bounds, rank = make(map[int]float64), make(map[int]int)
	for i, l := range c.local {
		if len(l.terms) != 1 || l.terms[0].factor != 1 {
			continue
		}
		index := l.terms[0].index
		if i < len(c.loads) {
			bounds[index], rank[index] = maxSlope, 1
		} else if strings.HasPrefix(c.names()[i-len(c.loads)], "logit") {
			bounds[index], rank[index] = logitBound, 2
		}
	}
	return bounds, rank
}

// within shortens the step of a parameter that has bounds.
func (b *block) within(index int, x, step float64) float64 {
	bound, bounded := b.bounds[index]
	if !bounded {
		return step
	}
	step = min(max(step, -longestStep), longestStep)
	return min(max(x+step, -bound), bound) - x
}
