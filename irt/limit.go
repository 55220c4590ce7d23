package irt

import "math"

// limit is the logarithm of the probability of a category as theta goes to
// infinity with the sign.
func (it *Item) limit(category int, sign float64) float64 {
	switch it.Model {
	case GRM:
		certain := 0
		if it.A*sign > 0 {
			certain = len(it.B)
		}
		return logIf(category == certain)
	case GPCM, PCM, RSM, NRM:
		return it.partialCreditLimit(category, sign)
	default:
		right := it.C
		if it.A*sign > 0 {
			right = it.Upper()
		}
		if category == 0 {
			return math.Log(1 - right)
		}
		return math.Log(right)
	}
}

func logIf(certain bool) float64 {
	if certain {
		return 0
	}
	return math.Inf(-1)
}

// partialCreditLimit shares the probability among the categories of the extreme
// score, in proportion to the exponentials of their intercepts.
func (it *Item) partialCreditLimit(category int, sign float64) float64 {
	extreme := math.Inf(-1)
	for k := range it.Categories() {
		extreme = max(extreme, it.A*sign*it.Score(k))
	}
	if it.A*sign*it.Score(category) != extreme {
		return math.Inf(-1)
	}
	sum, intercept, own := 0.0, 0.0, 0.0
	for k := range it.Categories() {
		if k > 0 {
			intercept -= it.A * it.B[k-1]
		}
		if k == category {
			own = intercept
		}
		if it.A*sign*it.Score(k) == extreme {
			sum += math.Exp(intercept)
		}
	}
	return own - math.Log(sum)
}
