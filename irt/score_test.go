package irt_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
)

func TestNormalGrid(t *testing.T) {
	t.Parallel()
	g := irt.NormalGrid(61, -6, 6, 0.5, 1.2)
	require.Len(t, g.Nodes, 61)
	require.InDelta(t, -6, g.Nodes[0], 0)
	require.InDelta(t, 6, g.Nodes[60], 1e-12)
	sum, mean, square := 0.0, 0.0, 0.0
	for q, w := range g.Weights {
		sum += w
		mean += w * g.Nodes[q]
		square += w * g.Nodes[q] * g.Nodes[q]
	}
	require.InDelta(t, 1, sum, 1e-12)
	require.InDelta(t, 0.5, mean, 1e-4)
	require.InDelta(t, 1.2, math.Sqrt(square-mean*mean), 1e-3)
}

// lsat7 is the fit of mirt 1.45.1 to section 7 of the Law School Admission Test
// (Bock and Lieberman, 1970).
var lsat7 = []irt.Item{
	{ID: "Item.1", A: 0.987545906863725, B: []float64{-1.87926012839213}},
	{ID: "Item.2", A: 1.08083714352519, B: []float64{-0.747540547980188}},
	{ID: "Item.3", A: 1.70747762707141, B: []float64{-1.05723562862878}},
	{ID: "Item.4", A: 0.764989880619114, B: []float64{-0.635302267576657}},
	{ID: "Item.5", A: 0.735672723983611, B: []float64{-2.52076437154183}},
}

// Scores are those of mirt's fscores(method = "EAP") with 61 nodes.
func TestEAPOfMirt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		responses []int
		theta, se float64
	}{
		{[]int{0, 0, 0, 0, 0}, -1.8697835, 0.6926997},
		{[]int{1, 0, 0, 1, 0}, -1.07411, 0.6651146},
		{[]int{0, 1, 1, 1, 1}, 0.1411496, 0.7410193},
		{[]int{1, 1, 1, 1, 1}, 0.7271848, 0.8009321},
	} {
		theta, se := irt.EAP(lsat7, c.responses, irt.StandardGrid())
		require.InDelta(t, c.theta, theta, 1e-6)
		require.InDelta(t, c.se, se, 1e-6)
	}
}

func TestPosteriorWithoutAnswersIsThePrior(t *testing.T) {
	t.Parallel()
	p := irt.NewPosterior(irt.NormalGrid(121, -6, 6, 0.3, 0.8))
	p.Update(lsat7[0], irt.Missing)
	require.InDelta(t, 0.3, p.Mean(), 1e-9)
	require.InDelta(t, 0.8, p.SD(), 1e-9)
	theta, se := irt.EAP(lsat7, []int{-1, -1, -1, -1, -1}, irt.StandardGrid())
	require.InDelta(t, 0, theta, 1e-9)
	require.InDelta(t, 1, se, 1e-6)
}

func TestPosteriorProbabilities(t *testing.T) {
	t.Parallel()
	p := irt.NewPosterior(irt.StandardGrid())
	require.InDelta(t, 0.6827, p.Probability(-1, 1), 0.002) // one standard deviation of the normal
	require.InDelta(t, 0.5, p.Probability(0, math.Inf(1)), 1e-12)
	p.Update(lsat7[0], 1)
	p.Update(lsat7[2], 0)
	sum := p.Probability(math.Inf(-1), -0.5) + p.Probability(-0.5, 0.5) + p.Probability(0.5, math.Inf(1))
	require.InDelta(t, 1, sum, 1e-12)
	require.Greater(t, p.Probability(-6, 0), 0.8)
}

func TestPosteriorSurvivesManyAnswers(t *testing.T) {
	t.Parallel()
	p := irt.NewPosterior(irt.StandardGrid())
	for i := range 5000 {
		p.Update(irt.Item{A: 2, B: []float64{0}}, i%2)
	}
	require.InDelta(t, 0, p.Mean(), 1e-6)
	require.Less(t, p.SD(), 0.05)
}

func TestScorerAgreesWithEAP(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		items := make([]irt.Item, rapid.IntRange(1, 40).Draw(t, "items"))
		for j := range items {
			items[j] = drawItem(t)
		}
		prior := irt.NormalGrid(61, -6, 6, rapid.Float64Range(-1, 1).Draw(t, "mean"), 1)
		const persons = 5
		var cells []uint8
		var responses [persons][]int
		for i := range responses {
			for _, it := range items {
				k := rapid.IntRange(irt.Missing, it.Categories()-1).Draw(t, "response")
				responses[i] = append(responses[i], k)
				cells = append(cells, uint8(k)) // Missing wraps to MissingCell
			}
		}
		s := irt.NewScorer(items, prior)
		s.Threads = rapid.IntRange(0, 7).Draw(t, "threads")
		theta, se := make([]float64, persons), make([]float64, persons)
		s.EAP(theta, se, cells)
		for i := range responses {
			wantTheta, wantSE := irt.EAP(items, responses[i], prior)
			require.InDelta(t, wantTheta, theta[i], 1e-9)
			require.InDelta(t, wantSE, se[i], 1e-9)
		}
	})
}

func TestResponsesRows(t *testing.T) {
	t.Parallel()
	r := irt.Responses{Items: []string{"a", "b"}, Cells: []uint8{0, 1, irt.MissingCell, 2}}
	require.Equal(t, 2, r.Persons())
	require.Equal(t, []uint8{irt.MissingCell, 2}, r.Row(1))
	require.Zero(t, irt.Responses{}.Persons())
}

func BenchmarkScorer(b *testing.B) {
	items := make([]irt.Item, 60)
	for j := range items {
		items[j] = irt.Item{A: 1, B: []float64{float64(j)/20 - 1.5}}
	}
	const persons = 10000
	cells := make([]uint8, persons*len(items))
	for i := range cells {
		cells[i] = uint8(i / 7 % 2)
	}
	s := irt.NewScorer(items, irt.StandardGrid())
	theta, se := make([]float64, persons), make([]float64, persons)
	for b.Loop() {
		s.EAP(theta, se, cells)
	}
}

func BenchmarkPosteriorUpdate(b *testing.B) {
	p := irt.NewPosterior(irt.StandardGrid())
	for b.Loop() {
		p.Update(lsat7[0], 1)
	}
}
