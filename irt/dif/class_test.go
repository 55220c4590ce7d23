package dif_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/dif"
)

// Two strata with the same 2 x 2 table have an odds ratio, and a standard
// error, that follow from its cells.
func TestClassesOfTheETS(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		table [][]float64 // reference and focal group; wrong, right
		delta float64
		class dif.Class
	}{
		{"small and significant", [][]float64{{4000, 6000}, {4500, 5500}}, -0.48, dif.Negligible},
		{"large but not significant", [][]float64{{4, 8}, {6, 5}}, -2.06, dif.Negligible},
		{"moderate", [][]float64{{400, 600}, {520, 480}}, -1.14, dif.Moderate},
		{"large, not surely above 1", [][]float64{{40, 60}, {58, 42}}, -1.71, dif.Moderate},
		{"large", [][]float64{{400, 600}, {580, 420}}, -1.71, dif.Large},
		{"large, easier", [][]float64{{580, 420}, {400, 600}}, 1.71, dif.Large},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			it := published(t, matchedData([]string{"r", "f"}, 2, 2, byTables([][][]float64{c.table, c.table})), dif.MantelHaenszel)
			require.InDelta(t, c.delta, it.Comparisons[0].MantelHaenszel.Odds.Delta, 5e-3)
			require.Equal(t, c.class, it.Class)
			require.Equal(t, c.class, it.Comparisons[0].Class)
		})
	}
	for _, c := range []struct {
		name  string
		focal []float64 // of 300 persons, against 100 in each category
		class dif.Class
	}{
		{"the same mean", []float64{110, 80, 110}, dif.Negligible},
		{"small", []float64{112, 100, 88}, dif.Negligible},
		{"moderate", []float64{125, 100, 75}, dif.Moderate},
		{"large", []float64{140, 100, 60}, dif.Large},
	} {
		t.Run("three categories, "+c.name, func(t *testing.T) {
			t.Parallel()
			table := [][]float64{{100, 100, 100}, c.focal}
			it := published(t, matchedData([]string{"r", "f"}, 2, 3, byTables([][][]float64{table, table})), dif.MantelHaenszel)
			require.Nil(t, it.Comparisons[0].MantelHaenszel.Odds)
			require.Equal(t, c.class, it.Class)
		})
	}
}

// The gain in R2 decides, by the bounds of either class.
func TestClassesOfTheLogisticRegression(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		right       float64 // percent in the focal group, 60 in the other
		jodoinGierl dif.Class
		zumboThomas dif.Class
	}{
		{"negligible", 52, dif.Negligible, dif.Negligible},
		{"moderate", 39, dif.Moderate, dif.Negligible},
		{"large", 30, dif.Large, dif.Negligible},
		{"moderate for both", 20, dif.Large, dif.Moderate},
		{"large for both", 4, dif.Large, dif.Large},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			table := [][]float64{{400, 600}, {1000 - 10*c.right, 10 * c.right}}
			it := published(t, matchedData([]string{"r", "f"}, 2, 2, byTables([][][]float64{table, table})), dif.Logistic)
			require.Equal(t, c.jodoinGierl, it.Logistic.JodoinGierl, "%v", it.Logistic.DeltaR2)
			require.Equal(t, c.zumboThomas, it.Logistic.ZumboThomas, "%v", it.Logistic.DeltaR2)
			require.Equal(t, c.jodoinGierl, it.Class)
			require.InDelta(t, it.Logistic.R2[2]-it.Logistic.R2[0], it.Logistic.DeltaR2, 1e-12)
			require.InDelta(t, 0, it.Logistic.R2[0], 1e-9, "the level tells nothing")
		})
	}
}
