package dif_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/dif"
)

// Under no DIF an estimate over its standard error has mean square 1.
func TestStandardErrors(t *testing.T) {
	t.Parallel()
	squares := map[string]float64{}
	items := 0
	for seed := range uint64(20) {
		d := draw(100+seed, sampled{rasch(20), 500, 0, 1}, sampled{rasch(20), 500, 0, 1})
		classical, regressed := search(t, d, dif.Options{}), search(t, d, dif.Options{Method: dif.Logistic})
		for j := range d.Items {
			m, l := classical.Items[j].Comparisons[0].MantelHaenszel, regressed.Items[j].Comparisons[0].Logistic
			items++
			for name, z := range map[string]float64{
				"SMD": m.SMD / m.SMDSE, "delta": m.Odds.Delta / m.Odds.DeltaSE, "log odds": math.Log(m.Odds.Ratio) / m.Odds.LogSE,
				"group": l.Group / l.GroupSE, "interaction": l.Interaction / l.InteractionSE,
			} {
				squares[name] += z * z
			}
		}
	}
	require.Len(t, squares, 5)
	for name, sum := range squares {
		require.InDelta(t, 1, sum/float64(items), 3*math.Sqrt(2/float64(items)), name)
	}
}

// Adjusted p values are not below the plain ones, Holm's not below those of
// Benjamini and Hochberg.
func TestAdjustments(t *testing.T) {
	t.Parallel()
	d := draw(200, sampled{rasch(12), 400, 0, 1}, sampled{shifted(rasch(12), 3, 0.8), 400, 0, 1})
	none := search(t, d, dif.Options{Adjust: dif.None})
	share := search(t, d, dif.Options{})
	holm := search(t, d, dif.Options{Adjust: dif.Holm})
	for j, it := range none.Items {
		require.InDelta(t, it.Test.P, it.Adjusted, 0)
		require.LessOrEqual(t, it.Adjusted, share.Items[j].Adjusted)
		require.LessOrEqual(t, share.Items[j].Adjusted, holm.Items[j].Adjusted)
	}
	require.True(t, holm.Items[3].Flagged)
}

func TestThreadsDoNotMatter(t *testing.T) {
	t.Parallel()
	d := byBooklets(draw(300, sampled{rasch(12), 400, 0, 1}, sampled{shifted(rasch(12), 3, 0.4), 400, 0, 1}))
	for _, method := range []dif.Method{dif.MantelHaenszel, dif.Logistic} {
		one, four := search(t, d, dif.Options{Method: method, Threads: 1}), search(t, d, dif.Options{Method: method, Threads: 4})
		for j, it := range one.Items {
			require.InDelta(t, it.Test.Statistic, four.Items[j].Test.Statistic, 1e-6)
		}
	}
}
