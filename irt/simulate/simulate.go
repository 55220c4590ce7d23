package simulate

import (
	"math/rand/v2"

	"suyang/irt"
)

// source gives every use of a seed a stream of its own.
func source(seed, stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }

const (
	simuleeStream = iota + 1
	responseStream
)

// Simulees draws n values of theta from a normal distribution.
func Simulees(n int, mean, sd float64, seed uint64) []float64 {
	rng := source(seed, simuleeStream)
	theta := make([]float64, n)
	for i := range theta {
		theta[i] = mean + sd*rng.NormFloat64()
	}
	return theta
}

// Responses draws the response of a simulee at each theta to each item. No
// response is missing. The items must be valid.
func Responses(items []irt.Item, theta []float64, seed uint64) irt.Responses {
	rng := source(seed, responseStream)
	r := irt.Responses{Cells: make([]uint8, 0, len(theta)*len(items))}
	for _, it := range items {
		r.Items = append(r.Items, it.ID)
	}
	probabilities := make([]float64, 0, irt.MaxCategories)
	for _, t := range theta {
		for _, it := range items {
			probabilities = it.Probabilities(probabilities, t)
			r.Cells = append(r.Cells, draw(probabilities, rng.Float64()))
		}
	}
	return r
}

// draw finds the category whose share of [0, 1) holds u.
func draw(probabilities []float64, u float64) uint8 {
	last := len(probabilities) - 1
	for k, p := range probabilities[:last] {
		if u < p {
			return uint8(k)
		}
		u -= p
	}
	return uint8(last)
}
