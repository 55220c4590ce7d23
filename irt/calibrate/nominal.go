package calibrate

import (
	"fmt"
	"math"

	"suyang/irt"
)

// nominal: P(k) proportional to exp(s_k z + d_k) with s_0 = 0 and d_0 = 0; the
// shape is d_1 .. d_m, s_1 .. s_m. The last score is m, and no parameter, unless
// the slope is taken into the scores: where the first and the last category
// hardly differ, that keeps a slope near zero and scores without bound apart.
type nominal struct {
	m         int
	slopeless bool
}

func (nominal) model() irt.Model { return irt.NRM }
func (c nominal) steps() int     { return c.m }

// size is the number of intercepts and scores.
func (c nominal) size() int {
	if c.slopeless {
		return 2 * c.m
	}
	return 2*c.m - 1
}

func (c nominal) names() []string {
	names, of := stepNames(c.m), "s"
	if c.slopeless {
		of = "a s"
	}
	for k := 1; k <= c.size()-c.m; k++ {
		names = append(names, fmt.Sprintf("%s%d", of, k))
	}
	return names
}

// score is that of category k.
func (c nominal) score(shape []float64, k int) float64 {
	switch {
	case k == 0:
		return 0
	case k == c.m && !c.slopeless:
		return float64(c.m)
	}
	return shape[c.m+k-1]
}

func (c nominal) evaluate(z float64, shape, p, dz, s []float64) {
	p[0] = 0
	for k := 1; k <= c.m; k++ {
		p[k] = c.score(shape, k)*z + shape[k-1]
	}
	softmax(p)
	mean := 0.0
	for k, v := range p {
		mean += c.score(shape, k) * v
	}
	for k := range p {
		dz[k] = c.score(shape, k) - mean
	}
	byIntercepts(p, s, c.size())
	for k := range p {
		row := s[k*c.size():]
		for i := 1; i <= c.size()-c.m; i++ {
			row[c.m+i-1] = z * row[i-1]
		}
	}
}

func (c nominal) admissible(shape []float64) bool {
	for k := range c.m + 1 {
		if !(math.Abs(c.score(shape, k)) <= maxSlope*float64(c.m)) {
			return false
		}
	}
	return true
}

func (c nominal) start(share []float64) []float64 {
	shape := baselineLogits(share)
	for k := 1; k <= c.size()-c.m; k++ {
		shape = append(shape, float64(k))
	}
	return shape
}
