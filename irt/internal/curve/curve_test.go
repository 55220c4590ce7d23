package curve_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/internal/curve"
)

func TestTabulate(t *testing.T) {
	t.Parallel()
	it := irt.Item{Model: irt.GRM, A: 1.2, B: []float64{-0.5, 1}}
	nodes := []float64{-1, 0, 2, 3}
	table := curve.Tabulate(it, nodes)
	require.Len(t, table, 3*len(nodes))
	for q, theta := range nodes {
		for k, p := range it.Probabilities(nil, theta) {
			require.InDelta(t, p, table[k*len(nodes)+q], 1e-15)
		}
	}
}

func TestDeviation(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name             string
		counts, expected []float64
		rmsd, md         float64
	}{
		// 10 persons at the first node, half of whom score: 0.1 above what is
		// expected; 30 at the second: 0.1 below.
		{"two categories", []float64{5, 12, 5, 18}, []float64{0.4, 0.7}, 0.1, -0.05},
		// Mean scores of 1 and 2 of 2 where 0.5 and 2 are expected.
		{"three categories", []float64{1, 0, 2, 0, 1, 4}, []float64{0.5, 2}, math.Sqrt(0.5 * 0.0625), 0.125},
		{"a node without persons", []float64{5, 0, 5, 0}, []float64{0.4, 0.7}, 0.1, 0.1},
		{"nobody", []float64{0, 0, 0, 0}, []float64{0.4, 0.7}, math.NaN(), math.NaN()},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := curve.NewDeviation(c.counts, c.expected)
			if math.IsNaN(c.rmsd) {
				require.True(t, math.IsNaN(d.RMSD) && math.IsNaN(d.MD))
				return
			}
			require.InDelta(t, c.rmsd, d.RMSD, 1e-12)
			require.InDelta(t, c.md, d.MD, 1e-12)
		})
	}
}
