package link

import (
	"errors"

	"suyang/irt"
)

// ObservedScores equates number-correct scores of one form to those of another
// whose items are on the same scale, by the percentile ranks of the score
// distributions that a population would have on either form: the result holds
// the equivalent of each score from zero. (Kolen and Brennan, 2014, sections 2.5
// and 6.6.)
func ObservedScores(from, to []irt.Item, population irt.Grid) ([]float64, error) {
	if len(from) == 0 || len(to) == 0 {
		return nil, errors.New("a form to equate has no items")
	}
	f, g := marginal(from, population), marginal(to, population)
	equivalents := make([]float64, len(f))
	below := 0.0
	for score, p := range f {
		equivalents[score] = percentile(g, below+p/2)
		below += p
	}
	return equivalents, nil
}

// marginal is the score distribution of a population.
func marginal(items []irt.Item, population irt.Grid) []float64 {
	var distribution []float64
	for _, row := range irt.SumScores(items, nil, population) {
		distribution = append(distribution, row.Probability)
	}
	return distribution
}

// percentile is the score of a percentile rank, each score being spread evenly
// half a point to both sides.
func percentile(distribution []float64, rank float64) float64 {
	below := 0.0
	for score, p := range distribution {
		if rank < below+p {
			return float64(score) - 0.5 + (rank-below)/p
		}
		below += p
	}
	return float64(len(distribution)) - 0.5
}
