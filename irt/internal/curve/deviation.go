package curve

import "math"

// Deviation is how far the observed curve of an item is from the expected one,
// as shares of the highest score.
type Deviation struct {
	// RMSD is the root mean square deviation, MD the mean of observed minus
	// expected. Both are NaN without persons.
	RMSD, MD float64
}

// NewDeviation is the measure of fit of the PISA surveys since 2015 (OECD, 2017,
// chapter 9; Khorramdel, Shin and von Davier, 2019):
//
//	RMSD = sqrt( sum_q f_q (o_q - e_q)^2 )      MD = sum_q f_q (o_q - e_q)
//
// counts are the expected persons, categories x nodes: f is their distribution
// over the nodes and o their mean score at each. expected is the mean score at
// each node under the model.
func NewDeviation(counts, expected []float64) Deviation {
	nodes := len(expected)
	top := len(counts)/nodes - 1
	total, square, mean := 0.0, 0.0, 0.0
	for q, e := range expected {
		persons, score := 0.0, 0.0
		for k := range top + 1 {
			persons += counts[k*nodes+q]
			score += float64(k) * counts[k*nodes+q]
		}
		if persons == 0 {
			continue
		}
		deviation := (score/persons - e) / float64(top)
		total += persons
		mean += persons * deviation
		square += persons * deviation * deviation
	}
	return Deviation{RMSD: math.Sqrt(square / total), MD: mean / total}
}
