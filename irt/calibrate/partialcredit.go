package calibrate

import (
	"math"

	"suyang/irt"
)

// partialCredit: P(k) proportional to exp(k z + d_k), d_0 = 0; the shape is
// d_1 .. d_m. Under RSM the intercepts depend on fewer parameters.
type partialCredit struct {
	of irt.Model
	m  int
}

func (c partialCredit) model() irt.Model { return c.of }
func (c partialCredit) steps() int       { return c.m }
func (c partialCredit) size() int        { return c.m }
func (c partialCredit) names() []string  { return stepNames(c.m) }

func (c partialCredit) evaluate(z float64, shape, p, dz, s []float64) {
	p[0] = 0
	for k, d := range shape {
		p[k+1] = float64(k+1)*z + d
	}
	softmax(p)
	mean := 0.0
	for k, v := range p {
		mean += float64(k) * v
	}
	for k := range p {
		dz[k] = float64(k) - mean
	}
	byIntercepts(p, s, c.m)
}

func (partialCredit) admissible([]float64) bool { return true }

func (c partialCredit) start(share []float64) []float64 { return baselineLogits(share) }

// softmax turns exponents to probabilities.
func softmax(p []float64) {
	top := p[0]
	for _, z := range p {
		top = max(top, z)
	}
	sum := 0.0
	for k, z := range p {
		p[k] = math.Exp(z - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
}

// byIntercepts differentiates logarithms of softmax probabilities by the
// exponents of all categories but the first; rows of s are stride apart.
func byIntercepts(p, s []float64, stride int) {
	for k := range p {
		row := s[k*stride:]
		for i := 1; i < len(p); i++ {
			row[i-1] = -p[i]
		}
		if k > 0 {
			row[k-1]++
		}
	}
}

// baselineLogits are the exponents that give the shares.
func baselineLogits(share []float64) []float64 {
	d := make([]float64, len(share)-1)
	for k := range d {
		d[k] = math.Log(share[k+1] / share[0])
	}
	return d
}
