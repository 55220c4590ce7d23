package irt

import "math"

// Probabilities gives the probability of each category at theta. It reuses dst
// when its capacity suffices and returns a slice of length Categories() that
// sums to 1.
func (it Item) Probabilities(dst []float64, theta float64) []float64 {
	switch it.Model {
	case GRM:
		return it.graded(dst[:0], theta)
	case GPCM, PCM, RSM, NRM:
		return it.partialCredit(dst[:0], theta)
	default:
		z, u := it.A*(theta-it.B[0]), it.Upper()
		return append(dst[:0], 1-u+(u-it.C)*logistic(-z), it.C+(u-it.C)*logistic(z))
	}
}

// graded computes the difference of neighbouring cumulative curves x > y as
//
//	logistic(x) - logistic(y) = logistic(x) logistic(-y) (1 - exp(y-x))
//
// which keeps its relative accuracy far from the thresholds.
func (it Item) graded(dst []float64, theta float64) []float64 {
	above := math.Inf(1)
	for _, b := range it.B {
		z := it.A * (theta - b)
		dst = append(dst, -logistic(above)*logistic(-z)*math.Expm1(z-above))
		above = z
	}
	return append(dst, logistic(above))
}

func (it Item) partialCredit(dst []float64, theta float64) []float64 {
	intercept, top := 0.0, 0.0
	dst = append(dst, 0)
	for k, b := range it.B {
		intercept -= it.A * b
		z := it.A*it.Score(k+1)*theta + intercept
		top = max(top, z)
		dst = append(dst, z)
	}
	sum := 0.0
	for k, z := range dst {
		dst[k] = math.Exp(z - top)
		sum += dst[k]
	}
	for k := range dst {
		dst[k] /= sum
	}
	return dst
}

// ExpectedScore is the mean category at theta, in [0, Categories()-1].
func (it Item) ExpectedScore(theta float64) float64 {
	var buffer [MaxCategories]float64
	mean := 0.0
	for k, p := range it.Probabilities(buffer[:0], theta) {
		mean += float64(k) * p
	}
	return mean
}

// LogLikelihood is the logarithm of the probability of a category at theta. It
// is 0 for Missing and stays finite where the probability underflows.
func (it Item) LogLikelihood(category int, theta float64) float64 {
	if category == Missing {
		return 0
	}
	var buffer [MaxCategories]float64
	p := it.Probabilities(buffer[:0], theta)[category]
	return math.Log(max(p, math.SmallestNonzeroFloat64))
}

func logistic(x float64) float64 {
	if x >= 0 {
		return 1 / (1 + math.Exp(-x))
	}
	e := math.Exp(x)
	return e / (1 + e)
}
