package fit

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Test is a statistic that is approximately chi-square where the model holds.
type Test struct {
	Statistic Value `json:"statistic"`
	DF        int   `json:"df"`
	P         Value `json:"p"`
	// PAdjusted allows for the number of items tested (Benjamini and Hochberg,
	// 1995).
	PAdjusted Value `json:"p_adjusted"`
	// RMSEA is the root mean square error of approximation (Steiger and Lind,
	// 1980): the misfit per degree of freedom and person.
	RMSEA Value `json:"rmsea"`
	// Persons is the number the statistic rests on, by weight.
	Persons Value `json:"n"`
}

// newTest refers a statistic on n persons to the chi-square distribution. It is
// undefined without degrees of freedom.
func newTest(statistic float64, df int, n float64) Test {
	t := Test{Statistic: Value(statistic), DF: max(df, 0), P: Value(undefined), PAdjusted: Value(undefined), RMSEA: Value(undefined), Persons: Value(n)}
	if df > 0 {
		t.P = Value(chiSquareTail(statistic, float64(df)))
		t.RMSEA = Value(rmsea(statistic, df, n))
	}
	return t
}

func rmsea(statistic float64, df int, n float64) float64 {
	return math.Sqrt(max(0, statistic/float64(df)-1) / (n - 1))
}

// chiSquareTail is the probability of more than x.
func chiSquareTail(x, df float64) float64 {
	if math.IsNaN(x) {
		return undefined
	}
	return mathext.GammaIncRegComp(df/2, max(0, x)/2)
}

// noncentralChiSquare is the probability of at most x under the noncentral
// chi-square distribution: a mixture of central ones with Poisson weights,
// summed from the largest weight outwards.
func noncentralChiSquare(x, df, lambda float64) float64 {
	if lambda == 0 {
		return mathext.GammaIncReg(df/2, x/2)
	}
	mode := math.Floor(lambda / 2)
	sum := 0.0
	for _, step := range []float64{1, -1} {
		j := mode
		if step < 0 {
			j--
		}
		for ; j >= 0; j += step {
			logGamma, _ := math.Lgamma(j + 1)
			weight := math.Exp(j*math.Log(lambda/2) - lambda/2 - logGamma)
			term := weight * mathext.GammaIncReg(df/2+j, x/2)
			sum += term
			if !(term >= 1e-14) { // or is not a number
				break
			}
		}
	}
	return sum
}

// noncentrality is the lambda under which at most x has probability p, or 0
// where no lambda makes it as small.
func noncentrality(x, df, p float64) float64 {
	if noncentralChiSquare(x, df, 0) <= p {
		return 0
	}
	lo, hi := 0.0, max(1, x)
	for noncentralChiSquare(x, df, hi) > p {
		lo, hi = hi, 2*hi
	}
	for range 60 {
		middle := (lo + hi) / 2
		if noncentralChiSquare(x, df, middle) > p {
			lo = middle
		} else {
			hi = middle
		}
	}
	return (lo + hi) / 2
}
