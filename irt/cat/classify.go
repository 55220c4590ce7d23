package cat

import "math"

// Class is the number of cuts, in ascending order, that theta reaches.
func Class(theta float64, cuts []float64) int {
	class := 0
	for _, cut := range cuts {
		if theta >= cut {
			class++
		}
	}
	return class
}

// SPRT classifies by Wald's (1947) sequential probability ratio test at each cut
// (Reckase, 1983; for several cuts Spray, 1993): theta lies above where the
// likelihood at cut + Delta exceeds that at cut - Delta by a factor of
// (1-Beta)/Alpha, below where it falls to Beta/(1-Alpha).
type SPRT struct {
	Cuts []float64
	// Delta is the half width of the region of indifference.
	Delta float64
	// Alpha is the nominal rate of persons at cut - Delta found above the cut,
	// Beta that of persons at cut + Delta found below.
	Alpha, Beta float64
}

// Decided tells whether the responses settle the side of each cut.
func (t SPRT) Decided(logLikelihood func(theta float64) float64) bool {
	for _, cut := range t.Cuts {
		if t.side(logLikelihood, cut) == 0 {
			return false
		}
	}
	return true
}

// side is 1 above a cut, -1 below, 0 undecided.
func (t SPRT) side(logLikelihood func(theta float64) float64, cut float64) int {
	ratio := logLikelihood(cut+t.Delta) - logLikelihood(cut-t.Delta)
	switch {
	case ratio >= math.Log((1-t.Beta)/t.Alpha):
		return 1
	case ratio <= math.Log(t.Beta/(1-t.Alpha)):
		return -1
	}
	return 0
}

// Class is the number of cuts, in ascending order, that theta is found to lie
// above; an undecided cut counts where the likelihood is greater above it.
func (t SPRT) Class(logLikelihood func(theta float64) float64) int {
	class := 0
	for _, cut := range t.Cuts {
		if logLikelihood(cut+t.Delta) >= logLikelihood(cut-t.Delta) {
			class++
		}
	}
	return class
}

// Interval classifies by the confidence interval theta +- Z SE: all is settled
// when it holds no cut (Kingsbury and Weiss, 1983).
type Interval struct {
	Cuts []float64
	// Z is the quantile of the normal distribution, 1.96 for 95 %.
	Z float64
}

// Decided tells whether no cut is within the interval.
func (i Interval) Decided(theta, se float64) bool {
	for _, cut := range i.Cuts {
		if math.Abs(theta-cut) <= i.Z*se {
			return false
		}
	}
	return true
}
