package irt_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
)

// The table is that of mirt's fscores(method = "EAPsum") at the parameters of
// lsat7; the shares are its expected frequencies among 1000 persons.
func TestSumScoresOfLSAT7(t *testing.T) {
	t.Parallel()
	want := [][3]float64{
		{-1.8697835, 0.6926997, 10.08986},
		{-1.4318646, 0.6838656, 44.65899},
		{-0.9488539, 0.6942285, 109.77300},
		{-0.4131964, 0.7210959, 207.73827},
		{0.1517329, 0.7587717, 319.18596},
		{0.7271848, 0.8009321, 308.55392},
	}
	got := irt.SumScores(lsat7, nil, irt.NormalGrid(121, -6, 6, 0, 1))
	require.Len(t, got, len(want))
	for s, row := range want {
		require.Equal(t, s, got[s].Sum)
		require.InDelta(t, row[0], got[s].Theta, 1e-5)
		require.InDelta(t, row[1], got[s].SE, 1e-5)
		require.InDelta(t, row[2]/1000, got[s].Probability, 1e-5)
	}
}

// A sum of points that no answers add up to has no row; with one item the sum
// says what the answer does.
func TestSumScoresOfOneItem(t *testing.T) {
	t.Parallel()
	it := irt.Item{Model: irt.GPCM, A: 1.2, B: []float64{-0.5, 0.7}}
	table := irt.SumScores([]irt.Item{it}, [][]int{{1, 2, 5}}, irt.StandardGrid())
	require.Len(t, table, 3)
	for k, sum := range []int{1, 2, 5} {
		theta, se := irt.EAP([]irt.Item{it}, []int{k}, irt.StandardGrid())
		require.Equal(t, sum, table[k].Sum)
		require.InDelta(t, theta, table[k].Theta, 1e-12)
		require.InDelta(t, se, table[k].SE, 1e-9)
	}
}

// The shares are what adding up all response patterns gives.
func TestSumScoresAddUpResponsePatterns(t *testing.T) {
	t.Parallel()
	items := []irt.Item{
		{ID: "a", Model: irt.ThreePL, A: 1.4, B: []float64{0.3}, C: 0.2},
		{ID: "b", Model: irt.GRM, A: 0.8, B: []float64{-1, 0.2, 1.1}},
		{ID: "c", Model: irt.GPCM, A: 1.1, B: []float64{0.4, -0.3}},
		{ID: "d", Model: irt.NRM, A: 0.9, B: []float64{0.1, -0.2}, Scores: []float64{0, 1.3, 2}},
	}
	prior := irt.NormalGrid(9, -3, 3, 0.2, 1.1)
	want := make([]float64, 1+1+3+2+2)
	var visit func(j, sum int, p, theta float64)
	visit = func(j, sum int, p, theta float64) {
		if j == len(items) {
			want[sum] += p
			return
		}
		for k, v := range items[j].Probabilities(nil, theta) {
			visit(j+1, sum+k, p*v, theta)
		}
	}
	for q, theta := range prior.Nodes {
		visit(0, 0, prior.Weights[q], theta)
	}
	got := irt.SumScores(items, nil, prior)
	require.Len(t, got, len(want))
	for sum, share := range want {
		require.InDelta(t, share, got[sum].Probability, 1e-12)
	}
}
