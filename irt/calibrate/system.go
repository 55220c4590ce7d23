package calibrate

// system is a symmetric system of linear equations, matrix x = right, solved by
// elimination without pivoting: it must be positive definite.
type system struct {
	n      int
	matrix []float64 // n x n
	right  []float64
}

func newSystem(n int) system {
	return system{n: n, matrix: make([]float64, n*n), right: make([]float64, n)}
}

// definite is the share of a diagonal element that must be left when its turn
// comes, so that the matrix counts as positive definite.
const definite = 1e-12

// eliminate takes the first unknowns out of the equations that follow theirs. It
// fails where the matrix is not positive definite.
func (s *system) eliminate(first int) bool {
	for p := range first {
		row := s.matrix[p*s.n : (p+1)*s.n]
		pivot := row[p]
		if !(pivot > 0) {
			return false
		}
		for r := p + 1; r < s.n; r++ {
			below := s.matrix[r*s.n : (r+1)*s.n]
			factor := below[p] / pivot
			if factor == 0 {
				continue
			}
			diagonal := below[r]
			for c := p; c < s.n; c++ {
				below[c] -= factor * row[c]
			}
			if r < first && !(below[r] > definite*diagonal) {
				return false
			}
			s.right[r] -= factor * s.right[p]
		}
	}
	return true
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

// substitute replaces the first elements of the right side by the unknowns;
// those that follow must be unknowns already.
func (s *system) substitute(first int) {
	for p := first - 1; p >= 0; p-- {
		row := s.matrix[p*s.n : (p+1)*s.n]
		for c := p + 1; c < s.n; c++ {
			s.right[p] -= row[c] * s.right[c]
		}
		s.right[p] /= row[p]
	}
}
