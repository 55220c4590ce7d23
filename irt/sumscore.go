package irt

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"suyang/irt/internal/curve"
)

// SumScore is a row of the table that turns sum scores to theta.
type SumScore struct {
	Sum int
	// Theta and SE are the mean and standard deviation of theta among persons
	// with this sum: EAP from the sum alone.
	Theta, SE float64
	// Probability is the share of persons expected to have this sum.
	Probability float64
}

// SumScores gives the table of sum scores on items that are all answered, in
// ascending order (Thissen, Pommerich, Billeaud and Williams, 1995), by the
// recursion of Lord and Wingersky (1984). points[j][k], not negative, is what
// category k of item j adds to the sum; nil: k. Sums that cannot occur are left
// out.
func SumScores(items []Item, points [][]int, prior Grid) []SumScore {
	likelihood := [][]float64{prior.Weights} // of each sum, times the prior
	for j, it := range items {
		value := func(k int) int { return k }
		if points != nil {
			value = func(k int) int { return points[j][k] }
		}
		likelihood = addItem(likelihood, it, value, prior.Nodes)
	}
	var table []SumScore
	for sum, weights := range likelihood {
		if weights == nil {
			continue
		}
		probability := floats.Sum(weights)
		mean, square := floats.Dot(weights, prior.Nodes)/probability, 0.0
		for q, w := range weights {
			square += w * (prior.Nodes[q] - mean) * (prior.Nodes[q] - mean)
		}
		table = append(table, SumScore{Sum: sum, Theta: mean, SE: math.Sqrt(square / probability), Probability: probability})
	}
	return table
}

// addItem gives the likelihood of each sum with one more item.
func addItem(before [][]float64, it Item, value func(int) int, nodes []float64) [][]float64 {
	highest := 0
	for k := range it.Categories() {
		highest = max(highest, value(k))
	}
	after := make([][]float64, len(before)+highest)
	table := curve.Tabulate(it, nodes)
	for sum, weights := range before {
		if weights == nil {
			continue
		}
		for k := range it.Categories() {
			to := sum + value(k)
			if after[to] == nil {
				after[to] = make([]float64, len(nodes))
			}
			for q, w := range weights {
				after[to][q] += w * table[k*len(nodes)+q]
			}
		}
	}
	return after
}
