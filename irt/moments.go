package irt

import "gonum.org/v1/gonum/mat"

// Distribution gives the mean and covariance of the traits under weights of the
// nodes, which need not sum to 1.
func (s Space) Distribution(weights []float64) Normal {
	n, covariance := StandardNormal(s.Traits()), mat.NewSymDense(s.Traits(), nil)
	s.moments(n.Mean, covariance, weights, 0)
	for d, row := range n.Covariance {
		for e := range row {
			row[e] = covariance.At(d, e)
		}
	}
	return n
}

// moments fills mean and covariance under weights of the nodes from first on.
func (s Space) moments(mean []float64, covariance *mat.SymDense, weights []float64, first int) {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	for d, theta := range s.Theta {
		sum := 0.0
		for q, w := range weights {
			sum += w * theta[first+q]
		}
		mean[d] = sum / total
	}
	for d, theta := range s.Theta {
		for e, other := range s.Theta[:d+1] {
			sum := 0.0
			for q, w := range weights {
				sum += w * (theta[first+q] - mean[d]) * (other[first+q] - mean[e])
			}
			covariance.SetSym(d, e, sum/total)
		}
	}
}
