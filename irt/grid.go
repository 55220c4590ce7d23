package irt

import "math"

// Grid is a discrete distribution of theta: Weights[q] is the probability of
// Nodes[q]. Nodes ascend, weights sum to 1.
type Grid struct {
	Nodes   []float64
	Weights []float64
	// Mean and SD are those of the normal distribution that the weights follow;
	// SD is 0 where they follow no normal distribution.
	Mean, SD float64
}

// NormalGrid spaces n >= 2 nodes equally on [lo, hi] and weights them by the
// normal density with the given mean and standard deviation, normalised to sum
// to 1.
func NormalGrid(n int, lo, hi, mean, sd float64) Grid {
	g := Grid{Nodes: make([]float64, n), Weights: make([]float64, n), Mean: mean, SD: sd}
	for q := range n {
		g.Nodes[q] = lo + (hi-lo)*float64(q)/float64(n-1)
	}
	normalWeights(g.Weights, g.Nodes, mean, sd)
	return g
}

// normalWeights fills dst with the density at the nodes, scaled to sum to 1.
func normalWeights(dst, nodes []float64, mean, sd float64) {
	sum := 0.0
	for q, theta := range nodes {
		z := (theta - mean) / sd
		dst[q] = math.Exp(-z * z / 2)
		sum += dst[q]
	}
	for q := range dst {
		dst[q] /= sum
	}
}

// StandardGrid is the standard normal distribution on 61 nodes from -6 to 6.
func StandardGrid() Grid { return NormalGrid(61, -6, 6, 0, 1) }
