package irt

import "math/rand/v2"

// stream gives every person random numbers of their own under a seed.
type stream struct {
	source rand.PCG
	rng    *rand.Rand
}

// start begins the numbers of a person.
func (s *stream) start(seed uint64, person int) {
	if s.rng == nil {
		s.rng = rand.New(&s.source)
	}
	s.source.Seed(seed, scatter(uint64(person)))
}

// Float64 is a number in [0, 1).
func (s *stream) Float64() float64 { return s.rng.Float64() }

// scatter makes neighbouring numbers differ in about half of their bits
// (the finalizer of SplitMix64: Steele, Lea and Flood, 2014).
func scatter(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
