package irt_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
)

func cellsOf(persons [][]int) (cells []uint8) {
	for _, row := range persons {
		for _, r := range row {
			cells = append(cells, uint8(r)) // Missing wraps to MissingCell
		}
	}
	return cells
}

// plane is a test of two traits, with all kinds of items.
func plane() []irt.MultiItem {
	return []irt.MultiItem{
		{ID: "p", A: []float64{1.2, 0}, D: []float64{0.5}},
		{ID: "q", Model: irt.FourPL, A: []float64{0, 1.5}, D: []float64{-0.3}, C: 0.1, U: 0.95},
		{ID: "r", Model: irt.GRM, A: []float64{0.8, 0.9}, D: []float64{1, -1}},
		{ID: "s", Model: irt.NRM, A: []float64{-0.4, 0.7}, D: []float64{0.4, 0.2}, Scores: []float64{0, 1.3, 2}},
	}
}

func correlatedPlane() irt.Normal {
	return irt.Normal{Mean: []float64{0.2, -0.1}, Covariance: [][]float64{{1, 0.4}, {0.4, 0.7}}}
}

// logPosterior is computed without tables.
func logPosterior(items []irt.MultiItem, responses []int, n irt.Normal, x, y float64) float64 {
	v := n.Covariance
	det := v[0][0]*v[1][1] - v[0][1]*v[0][1]
	dx, dy := x-n.Mean[0], y-n.Mean[1]
	sum := -(v[1][1]*dx*dx - 2*v[0][1]*dx*dy + v[0][0]*dy*dy) / (2 * det)
	for j, it := range items {
		sum += it.Composite().LogLikelihood(responses[j], it.Along([]float64{x, y}))
	}
	return sum
}

// summed gives posterior means and standard deviations by direct sums.
func summed(items []irt.MultiItem, responses []int, n irt.Normal) (mean, sd [2]float64) {
	total, step := 0.0, 0.05
	var square [2]float64
	for x := -6.0; x <= 6; x += step {
		for y := -6.0; y <= 6; y += step {
			w := math.Exp(logPosterior(items, responses, n, x, y))
			total += w
			for d, v := range [2]float64{x, y} {
				mean[d] += w * v
				square[d] += w * v * v
			}
		}
	}
	for d := range mean {
		mean[d] /= total
		sd[d] = math.Sqrt(square[d]/total - mean[d]*mean[d])
	}
	return mean, sd
}

func TestTwoTraitsAgreeWithDirectSums(t *testing.T) {
	t.Parallel()
	items, n := plane(), correlatedPlane()
	persons := [][]int{{1, 1, 2, 2}, {0, 1, 1, irt.Missing}, {irt.Missing, irt.Missing, irt.Missing, irt.Missing}}
	for name, c := range map[string]struct {
		space     irt.Space
		tolerance float64
	}{
		"grid":                            {irt.ProductSpace(2, 31, -6, 6), 1e-4},
		"points, with an error of theirs": {irt.QuasiSpace(5000, n), 5e-3},
	} {
		s := irt.NewMultiScorer(items, c.space, n)
		theta, se := make([]float64, 6), make([]float64, 6)
		s.Score(irt.ByEAP, theta, se, irt.Persons{Cells: cellsOf(persons)})
		for i, responses := range persons {
			mean, sd := summed(items, responses, n)
			require.InDeltaSlice(t, mean[:], theta[2*i:2*i+2], c.tolerance, name)
			require.InDeltaSlice(t, sd[:], se[2*i:2*i+2], c.tolerance, name)
		}
	}
}

func TestModeOfTwoTraitsIsTheTop(t *testing.T) {
	t.Parallel()
	items, n := plane(), correlatedPlane()
	persons := [][]int{{1, 1, 2, 2}, {0, 0, 0, 0}, {0, 1, 1, irt.Missing}}
	s := irt.NewMultiScorer(items, irt.ProductSpace(2, 31, -6, 6), n)
	theta, se := make([]float64, 6), make([]float64, 6)
	s.Score(irt.ByMAP, theta, se, irt.Persons{Cells: cellsOf(persons)})
	for i, responses := range persons {
		x, y := theta[2*i], theta[2*i+1]
		at := func(dx, dy float64) float64 { return logPosterior(items, responses, n, x+dx, y+dy) }
		const h = 1e-3
		require.InDelta(t, 0, (at(h, 0)-at(-h, 0))/(2*h), 1e-5)
		require.InDelta(t, 0, (at(0, h)-at(0, -h))/(2*h), 1e-5)
		xx, yy := -(at(h, 0)-2*at(0, 0)+at(-h, 0))/(h*h), -(at(0, h)-2*at(0, 0)+at(0, -h))/(h*h)
		xy := -(at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4 * h * h)
		det := xx*yy - xy*xy
		require.InDelta(t, math.Sqrt(yy/det), se[2*i], 1e-4)
		require.InDelta(t, math.Sqrt(xx/det), se[2*i+1], 1e-4)
	}
}

func TestPlausibleValuesOfTwoTraits(t *testing.T) {
	t.Parallel()
	items, n := plane(), correlatedPlane()
	responses, draws := []int{1, 1, 2, 2}, 4000
	s := irt.NewMultiScorer(items, irt.ProductSpace(2, 31, -6, 6), n)
	values := make([]float64, 2*draws)
	s.PlausibleValues(values, draws, 7, irt.Persons{Cells: cellsOf([][]int{responses})})
	mean, sd := summed(items, responses, n)
	for d := range 2 {
		sum, square := 0.0, 0.0
		for m := range draws {
			sum += values[2*m+d]
			square += values[2*m+d] * values[2*m+d]
		}
		average := sum / float64(draws)
		require.InDelta(t, mean[d], average, 4*sd[d]/math.Sqrt(float64(draws)))
		require.InEpsilon(t, sd[d], math.Sqrt(square/float64(draws)-average*average), 0.05)
	}
}

// Items of one trait each, under independent priors, are scored as one by one;
// means of persons move the prior.
func TestSeveralTraitsScoredOneByOne(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 1))
	items := []irt.MultiItem{{A: []float64{1.1, 0}, D: []float64{0.2}}, {A: []float64{0, 0.9}, D: []float64{-0.4}}, {A: []float64{1.6, 0}, D: []float64{-1}}}
	s := irt.NewMultiScorer(items, irt.ProductSpace(2, 61, -6, 6), irt.StandardNormal(2))
	means := []float64{0.5, -0.3, rng.NormFloat64(), rng.NormFloat64()}
	persons := [][]int{{1, 0, 0}, {0, 1, 1}}
	theta, se := make([]float64, 4), make([]float64, 4)
	s.Score(irt.ByEAP, theta, se, irt.Persons{Cells: cellsOf(persons), Means: means})
	for i, r := range persons {
		first, firstSE := irt.EAP([]irt.Item{{A: 1.1, B: []float64{-0.2 / 1.1}}, {A: 1.6, B: []float64{1 / 1.6}}}, []int{r[0], r[2]}, irt.NormalGrid(61, -6, 6, means[2*i], 1))
		require.InDelta(t, first, theta[2*i], 1e-9)
		require.InDelta(t, firstSE, se[2*i], 1e-9)
	}
}
