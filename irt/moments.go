package irt

// Moments tabulates the functions whose expectations are the first and second
// moments of the traits: theta_d for each trait, then theta_d theta_e for
// d <= e in the order of rows. It is functions x nodes.
func (s Space) Moments() [][]float64 {
	basis := append([][]float64{}, s.Theta...)
	for d := range s.Theta {
		for e := d; e < s.Traits(); e++ {
			product := make([]float64, s.Nodes())
			for q := range product {
				product[q] = s.Theta[d][q] * s.Theta[e][q]
			}
			basis = append(basis, product)
		}
	}
	return basis
}

// NormalOfMoments is the distribution with the moments of which sums are given:
// the sum of the weights, then the weighted sum of each function of
// Space.Moments.
func NormalOfMoments(traits int, sums []float64) Normal {
	n := StandardNormal(traits)
	total, first, second := sums[0], sums[1:1+traits], sums[1+traits:]
	at := 0
	for d := range traits {
		n.Mean[d] = first[d] / total
		for e := d; e < traits; e++ {
			covariance := second[at]/total - first[d]/total*first[e]/total
			n.Covariance[d][e], n.Covariance[e][d] = covariance, covariance
			at++
		}
	}
	return n
}

// Distribution gives the mean and covariance of the traits under weights of the
// nodes, which need not sum to 1.
func (s Space) Distribution(weights []float64) Normal {
	traits := s.Traits()
	sums := make([]float64, 1, 1+traits+traits*(traits+1)/2)
	for _, w := range weights {
		sums[0] += w
	}
	for _, f := range s.Moments() {
		sum := 0.0
		for q, w := range weights {
			sum += w * f[q]
		}
		sums = append(sums, sum)
	}
	return NormalOfMoments(traits, sums)
}
