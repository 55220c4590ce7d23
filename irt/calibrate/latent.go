package calibrate

import "math"

// moments are the mean and standard deviation of counts over nodes.
func moments(nodes, counts []float64) (mean, sd float64) {
	total, sum, square := 0.0, 0.0, 0.0
	for q, n := range counts {
		total += n
		sum += n * nodes[q]
	}
	mean = sum / total
	for q, n := range counts {
		square += n * (nodes[q] - mean) * (nodes[q] - mean)
	}
	return mean, math.Sqrt(square / total)
}

// latentGradient is the derivative of the normal log-likelihood of counts over
// nodes by mean and standard deviation.
func latentGradient(nodes, counts []float64, mean, sd float64) (byMean, bySD float64) {
	for q, n := range counts {
		z := (nodes[q] - mean) / sd
		byMean += n * z / sd
		bySD += n * (z*z - 1) / sd
	}
	return byMean, bySD
}
