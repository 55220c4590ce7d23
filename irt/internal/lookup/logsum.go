package lookup

import "math"

// logSum adds up logarithms, one for the product of several numbers.
type logSum struct{ sum, product float64 }

func newLogSum() logSum { return logSum{product: 1} }

// add adds weight x (log(x) + scale), with x between smallest and about 1.
func (s *logSum) add(x, scale, weight float64) {
	s.sum += weight * scale
	if weight != 1 {
		s.sum += weight * math.Log(x)
		return
	}
	// The product stays a normal number, as smallest x smallestProduct does.
	if s.product *= x; s.product < smallestProduct {
		s.sum, s.product = s.sum+math.Log(s.product), 1
	}
}

const smallestProduct = 1e-50

func (s *logSum) value() float64 { return s.sum + math.Log(s.product) }
