package link

import "suyang/irt"

// derivatives are those of the category probabilities by theta. probability
// holds the probabilities there; dst has room for one number per category. They
// are exact to rounding of probabilities, not of their logarithms.
func derivatives(dst []float64, it irt.Item, probability []float64) {
	switch {
	case it.Model == irt.GRM:
		above, slope := 1.0, 0.0
		for k, p := range probability {
			below := above - p
			next := it.A * below * (1 - below)
			dst[k] = slope - next
			above, slope = below, next
		}
	case it.Model.PartialCredit():
		mean := 0.0
		for k, p := range probability {
			mean += it.Score(k) * p
		}
		for k, p := range probability {
			dst[k] = it.A * p * (it.Score(k) - mean)
		}
	default:
		spread := it.Upper() - it.C
		p := (probability[1] - it.C) / spread
		dst[1] = it.A * spread * p * (1 - p)
		dst[0] = -dst[1]
	}
}
