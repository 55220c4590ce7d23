package irt

// expansion is the probability of a category at theta with the first three
// derivatives of its logarithm by theta.
type expansion struct {
	p                    float64
	first, second, third float64
}

// expand gives the expansion of each category, reusing dst.
func (it Item) expand(dst []expansion, theta float64) []expansion {
	switch it.Model {
	case GRM:
		return it.expandGraded(dst[:0], theta)
	case GPCM, PCM, RSM, NRM:
		return it.expandPartialCredit(dst[:0], theta)
	default:
		return it.expandLogistic(dst[:0], theta)
	}
}

// expandLogistic uses that P_1 = c + (u-c) p has the derivatives (u-c) a pq,
// (u-c) a^2 pq (q-p) and (u-c) a^3 pq (1-6pq), and P_0 the same negated.
func (it Item) expandLogistic(dst []expansion, theta float64) []expansion {
	z, u := it.A*(theta-it.B[0]), it.Upper()
	p := logistic(z)
	q := 1 - p
	if z > 0 {
		q = logistic(-z)
	}
	spread, bend, jerk := u-it.C, it.A*it.A*(q-p), it.A*it.A*it.A*(1-6*p*q)
	relative := func(probability, ratio float64) expansion {
		first := it.A * ratio
		second := bend*ratio - first*first
		return expansion{probability, first, second, jerk*ratio - 3*first*second - first*first*first}
	}
	wrong, right := 1-u+spread*q, it.C+spread*p
	return append(dst, relative(wrong, -spread*q/wrong*p), relative(right, spread*p/right*q))
}

// expandGraded uses that a category between the cumulative probabilities v and w
// has the logarithmic slope a (1 - v - w).
func (it Item) expandGraded(dst []expansion, theta float64) []expansion {
	a := it.A
	var buffer [MaxCategories]float64
	above, notAbove := 1.0, 0.0
	for k, p := range it.graded(buffer[:0], theta) {
		below, notBelow := 0.0, 1.0
		if k < len(it.B) {
			z := a * (theta - it.B[k])
			below, notBelow = logistic(z), logistic(-z)
		}
		v, w := above*notAbove, below*notBelow
		dst = append(dst, expansion{p, a * (notAbove - below), -a * a * (v + w), -a * a * a * (v*(notAbove-above) + w*(notBelow-below))})
		above, notAbove = below, notBelow
	}
	return dst
}

// expandPartialCredit uses that the derivatives of the logarithm of the sum of
// the exponentials are the cumulants of the score, times powers of a.
func (it Item) expandPartialCredit(dst []expansion, theta float64) []expansion {
	var buffer [MaxCategories]float64
	probabilities := it.partialCredit(buffer[:0], theta)
	mean := 0.0
	for k, p := range probabilities {
		mean += p * it.Score(k)
	}
	second, third := 0.0, 0.0
	for k, p := range probabilities {
		deviation := it.Score(k) - mean
		second += p * deviation * deviation
		third += p * deviation * deviation * deviation
	}
	a := it.A
	for k, p := range probabilities {
		dst = append(dst, expansion{p, a * (it.Score(k) - mean), -a * a * second, -a * a * a * third})
	}
	return dst
}

// expandInformation gives the Fisher information sum of P_k s_k^2, with s_k the
// derivative of log P_k, and its first two derivatives.
func expandInformation(categories []expansion) (value, first, second float64) {
	for _, x := range categories {
		s, t, u := x.first, x.second, x.third
		value += x.p * s * s
		first += x.p * s * (s*s + 2*t)
		second += x.p * (s*s*(s*s+5*t) + 2*t*t + 2*s*u)
	}
	return value, first, second
}
