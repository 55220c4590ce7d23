package calibrate

import (
	"fmt"

	"suyang/irt"
)

// nominal: P(k) proportional to exp(s_k z + d_k) with s_0 = 0, s_m = m and
// d_0 = 0; the shape is d_1 .. d_m, s_1 .. s_{m-1}.
type nominal struct{ m int }

func (nominal) model() irt.Model { return irt.NRM }
func (c nominal) steps() int     { return c.m }
func (c nominal) size() int      { return 2*c.m - 1 }

func (c nominal) names() []string {
	names := stepNames(c.m)
	for k := 1; k < c.m; k++ {
		names = append(names, fmt.Sprintf("s%d", k))
	}
	return names
}

// score is that of category k.
func (c nominal) score(shape []float64, k int) float64 {
	switch k {
	case 0:
		return 0
	case c.m:
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
		for i := 1; i < c.m; i++ {
			row[c.m+i-1] = z * row[i-1]
		}
	}
}

func (nominal) admissible([]float64) bool { return true }

func (c nominal) start(share []float64) []float64 {
	shape := baselineLogits(share)
	for k := 1; k < c.m; k++ {
		shape = append(shape, float64(k))
	}
	return shape
}
