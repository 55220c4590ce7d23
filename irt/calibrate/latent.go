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

// logCoverage is the logarithm of the share of a normal distribution that
// equally spaced nodes cover, by the rectangle rule.
func logCoverage(nodes []float64, mean, sd float64) float64 {
	sum := 0.0
	for _, theta := range nodes {
		z := (theta - mean) / sd
		sum += math.Exp(-z * z / 2)
	}
	return math.Log(sum * (nodes[1] - nodes[0]) / (sd * math.Sqrt(2*math.Pi)))
}
