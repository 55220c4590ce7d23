package questionnaire

import (
	"math"

	"suyang/models"
)

// Index scores an index scale for each person of a sample: the mean of the
// standardised answers to its questions, each with the same weight, brought to
// mean 50 and standard deviation 10 over the sample.
//
//	z_pj = (x_pj - mean_j) / sd_j        over those who answered j with a value
//	I_p  = mean over j of z_pj           over the questions p answered so
//	T_p  = 50 + 10 (I_p - mean(I)) / sd(I)
//
// A person with fewer answers than the scale's minimum gets NaN, and so does
// everybody when the sample does not differ. Questions that all answered alike
// tell nothing and are left out.
func Index(q models.Questionnaire, scale models.Scale, sample []models.Answers) []float64 {
	sum, n := make([]float64, len(sample)), make([]int, len(sample))
	for _, x := range q.Of(scale.Code) {
		values := make([]float64, len(sample))
		for p, a := range sample {
			values[p] = value(x, a)
		}
		mean, sd := moments(values)
		for p, v := range values {
			if sd > 0 && !math.IsNaN(v) {
				sum[p] += (v - mean) / sd
				n[p]++
			}
		}
	}
	index := make([]float64, len(sample))
	for p := range index {
		index[p] = math.NaN()
		if n[p] > 0 && n[p] >= scale.Minimum {
			index[p] = sum[p] / float64(n[p])
		}
	}
	mean, sd := moments(index)
	for p := range index {
		index[p] = MetricMean + MetricSD*(index[p]-mean)/sd // NaN when sd is 0
	}
	return index
}

// moments are the mean and the standard deviation (with n-1) of the values that
// are numbers; NaN and 0 where there are fewer than two.
func moments(values []float64) (mean, sd float64) {
	n, sum := 0, 0.0
	for _, v := range values {
		if !math.IsNaN(v) {
			n, sum = n+1, sum+v
		}
	}
	if n < 2 {
		return math.NaN(), 0
	}
	mean = sum / float64(n)
	squares := 0.0
	for _, v := range values {
		if !math.IsNaN(v) {
			squares += (v - mean) * (v - mean)
		}
	}
	return mean, math.Sqrt(squares / float64(n-1))
}
