package irt

// Information is the Fisher information of the item at theta,
//
//	I(theta) = sum over k of P'_k(theta)^2 / P_k(theta)
//
// after Samejima (1969); for the closed forms used here, Birnbaum (1968) for
// the logistic models and Muraki (1993) for partial credit.
func (it Item) Information(theta float64) float64 {
	switch it.Model {
	case GRM:
		return it.gradedInformation(theta)
	case GPCM, PCM, RSM, NRM:
		return it.partialCreditInformation(theta)
	default:
		return it.logisticInformation(theta)
	}
}

// logisticInformation divides by the probabilities of both answers one after
// the other, since their product underflows first.
func (it Item) logisticInformation(theta float64) float64 {
	z := it.A * (theta - it.B[0])
	p, q, spread := logistic(z), logistic(-z), it.Upper()-it.C
	slope := it.A * spread
	return slope * p / (it.C + spread*p) * slope * q / (1 - it.Upper() + spread*q) * p * q
}

// gradedInformation uses that a category between the cumulative probabilities
// u and v has slope P' = a P (1 - u - v).
func (it Item) gradedInformation(theta float64) float64 {
	var buffer [MaxCategories]float64
	above, sum := 1.0, 0.0
	for k, p := range it.Probabilities(buffer[:0], theta) {
		below := 0.0
		if k < len(it.B) {
			below = logistic(it.A * (theta - it.B[k]))
		}
		sum += p * (1 - above - below) * (1 - above - below)
		above = below
	}
	return it.A * it.A * sum
}

// partialCreditInformation is a^2 times the variance of the category's score,
// summed from deviations: the difference of moments would lose its digits where
// one category is all but certain.
func (it Item) partialCreditInformation(theta float64) float64 {
	var buffer [MaxCategories]float64
	probabilities := it.Probabilities(buffer[:0], theta)
	mean, variance := 0.0, 0.0
	for k, p := range probabilities {
		mean += it.Score(k) * p
	}
	for k, p := range probabilities {
		deviation := it.Score(k) - mean
		variance += p * deviation * deviation
	}
	return it.A * it.A * variance
}

// TestInformation is the sum of the items' information at theta. The standard
// error of a maximum likelihood score is 1/sqrt of it.
func TestInformation(items []Item, theta float64) float64 {
	sum := 0.0
	for _, it := range items {
		sum += it.Information(theta)
	}
	return sum
}
