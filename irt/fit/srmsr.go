package fit

import "math"

// srmsr compares the correlations of the items in group g with those that the
// model implies. Means and variances are of all who answered an item, mean
// products of those who answered both. It is undefined where nobody answered a
// pair.
func (a *analysis) srmsr(g int) float64 {
	t := a.tables[g]
	means, squares := make([]float64, a.items()), make([]float64, a.items())
	for j := range means {
		for q, w := range t.weights {
			means[j] += w * t.expected[j][q]
			squares[j] += w * t.square[j][q]
		}
	}
	answers := a.tally.scores[g].answers
	sum, pairs := 0.0, 0.0
	for i := range a.items() {
		for j := i + 1; j < a.items(); j++ {
			product := 0.0
			for q, w := range t.weights {
				product += w * t.expected[i][q] * t.expected[j][q]
			}
			implied := pairMoments{x: means[i], y: means[j], xx: squares[i], yy: squares[j], xy: product}
			observed := pairMoments{xy: a.tally.joint[g].moments(i, j).xy}
			observed.x, observed.xx = rawMoments(answers[i])
			observed.y, observed.yy = rawMoments(answers[j])
			difference := observed.correlation() - implied.correlation()
			sum += difference * difference
			pairs++
		}
	}
	return math.Sqrt(sum / pairs)
}

// rawMoments gives the means of the category and of its square.
func rawMoments(answers []float64) (mean, square float64) {
	mean, variance := meanVariance(answers)
	return mean, variance + mean*mean
}
