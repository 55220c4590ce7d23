package calibrate

import "math"

// system is a symmetric system of linear equations, matrix x = right, solved by
// elimination without pivoting. Unknowns that it does not determine are 0.
type system struct {
	n      int
	matrix []float64 // n x n
	right  []float64
}

func newSystem(n int) system {
	return system{n: n, matrix: make([]float64, n*n), right: make([]float64, n)}
}

// definite is the share of a diagonal element that must be left when its turn
// comes, so that its unknown counts as determined.
const definite = 1e-12

// eliminate takes the first unknowns out of the equations that follow theirs.
func (s *system) eliminate(first int) {
	diagonal := make([]float64, first)
	for p := range diagonal {
		diagonal[p] = s.matrix[p*s.n+p]
	}
	for p := range first {
		row := s.matrix[p*s.n : (p+1)*s.n]
		if !(row[p] > definite*diagonal[p]) {
			row[p] = math.Inf(1)
			continue
		}
		for r := p + 1; r < s.n; r++ {
			below := s.matrix[r*s.n : (r+1)*s.n]
			factor := below[p] / row[p]
			if factor == 0 {
				continue
			}
			for c := p; c < s.n; c++ {
				below[c] -= factor * row[c]
			}
			s.right[r] -= factor * s.right[p]
		}
	}
}

// carry adds what is left of the equations after the first ones to a system
// where their unknowns have the places given.
func (s *system) carry(first int, to system, places []int) {
	for i, r := range places {
		to.right[r] += s.right[first+i]
		for j, c := range places {
			to.matrix[r*to.n+c] += s.matrix[(first+i)*s.n+first+j]
		}
	}
}

// substitute replaces the first elements of the right side by the unknowns, the
// last of them first; those that follow must be unknowns already. It passes each
// to within, which may change it: those before are then what they are given that.
func (s *system) substitute(first int, within func(unknown int, x float64) float64) {
	for p := first - 1; p >= 0; p-- {
		row := s.matrix[p*s.n : (p+1)*s.n]
		x := s.right[p]
		for c := p + 1; c < s.n; c++ {
			x -= row[c] * s.right[c]
		}
		s.right[p] = within(p, x/row[p])
	}
}
