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
