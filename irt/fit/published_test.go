package fit_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"

	"suyang/irt"
	"suyang/irt/files"
	"suyang/irt/fit"
)

// section7 are the 2PL items that mirt 1.45.1 estimates from section 7 of the
// LSAT (Bock and Lieberman, 1970): mirt(data, 1, quadpts = 61, TOL = 1e-8).
func section7() fit.Model {
	g := fit.Group{Latent: irt.StandardNormal(1)}
	for j, id := range []string{"Item.1", "Item.2", "Item.3", "Item.4", "Item.5"} {
		g.Items = append(g.Items, irt.MultiItem{
			ID: id,
			A:  []float64{[]float64{0.987545906863725, 1.08083714352519, 1.70747762707141, 0.764989880619114, 0.735672723983611}[j]},
			D:  []float64{[]float64{1.85585564772584, 0.807969590548158, 1.80520618242641, 0.48599980583052, 1.85445759173302}[j]},
		})
	}
	return fit.Model{Groups: []fit.Group{g}}
}

// patterns reads the pattern counts of section 7 as persons with weights.
func patterns(t *testing.T) fit.Data {
	t.Helper()
	table := readData(t, "../calibrate/testdata/lsat7.csv", files.Columns{Weight: "WEIGHT_persons"})
	return fit.Data{Responses: table.Responses, Weights: table.Weights}
}

// The expected values are those of M2, itemfit, residuals, personfit,
// marginal_rxx and empirical_rxx of mirt 1.45.1.
func TestPublishedPatternCounts(t *testing.T) {
	t.Parallel()
	r := run(t, patterns(t), section7())
	require.EqualValues(t, 1000, r.Weight)
	require.InDelta(t, 11.9384123661784, float64(r.M2.Statistic), 1e-3)
	require.Equal(t, 5, r.M2.DF)
	require.InDelta(t, 0.0356414881506009, float64(r.M2.P), 1e-4)
	require.InDelta(t, 0.0372702501303714, float64(r.M2.RMSEA), 1e-5)
	require.InDelta(t, 0.00895474278066722, float64(r.M2.RMSEALow), 1e-4)
	require.InDelta(t, 0.0649674179046674, float64(r.M2.RMSEAHigh), 1e-4)
	require.InDelta(t, 0.96846331836452, float64(r.M2.CFI), 1e-4)
	require.InDelta(t, 0.936926636729041, float64(r.M2.TLI), 1e-4)
	require.InDelta(t, 0.0319629152675787, float64(r.Groups[0].SRMSR), 1e-5)
	require.InDelta(t, 0.441819013740277, float64(r.Groups[0].Reliability.Marginal), 1e-4)
	require.InDelta(t, 0.452304979017325, float64(r.Groups[0].Reliability.EAP[0]), 1e-4)

	for j, want := range []float64{4.75054021085236, 14.45345279381, 1.27265990, 5.23648234643904} {
		require.InDelta(t, want, float64(r.Items[j].SX2.Statistic), 1e-3, j)
		require.Equal(t, 2, r.Items[j].SX2.DF, j)
	}
	require.InDelta(t, 0.000726896543285207, float64(r.Items[1].SX2.P), 1e-5)
	require.InDelta(t, 0.0789490934480013, float64(r.Items[1].SX2.RMSEA), 1e-4)

	first := r.Pairs[0]
	require.InDelta(t, 0.451011329696894, float64(first.LDX2), 1e-3)
	require.InDelta(t, -0.0212370273272154, float64(first.V), 1e-4)
	require.InDelta(t, -0.134483648343596, float64(first.Q3), 1e-4)

	// The first pattern is that of persons who answer no item correctly.
	nobody := r.People[0]
	require.InDelta(t, -1.86978348044183, float64(nobody.Theta), 1e-4)
	require.InDelta(t, 0.785379268638974, float64(nobody.Infit), 1e-4)
	require.InDelta(t, -0.559918580622678, float64(nobody.OutfitZ), 1e-4)
	require.InDelta(t, 0.579914418516707, float64(nobody.Zh), 1e-4)
}

// Item statistics by definition, from the sum scores of the persons one by one.
func TestClassicalStatisticsOfSection7(t *testing.T) {
	t.Parallel()
	d := patterns(t)
	r := run(t, d, section7())
	item, score := make([]float64, d.Persons()), make([]float64, d.Persons())
	for j, it := range r.Items {
		for i := range item {
			item[i] = float64(d.Row(i)[j])
			score[i] = 0
			for _, cell := range d.Row(i) {
				score[i] += float64(cell)
			}
		}
		require.InDelta(t, stat.Mean(item, d.Weights), float64(it.Mean), 1e-12, it.ID)
		require.InDelta(t, stat.Correlation(item, score, d.Weights), float64(it.ItemTotal), 1e-12, it.ID)
		for i := range item {
			score[i] -= item[i]
		}
		require.InDelta(t, stat.Correlation(item, score, d.Weights), float64(it.ItemRest), 1e-12, it.ID)
	}
	// The interval of Bonett (2002): ln(1 - alpha) has the variance 2k / ((k - 1) (n - 2)).
	alpha, half := float64(r.Groups[0].Reliability.Alpha), 1.96*math.Sqrt(2*5/(4*998.0))
	require.InDelta(t, 1-(1-alpha)*math.Exp(half), float64(r.Groups[0].Reliability.AlphaLow), 2e-3)
	require.InDelta(t, 1-(1-alpha)*math.Exp(-half), float64(r.Groups[0].Reliability.AlphaHigh), 2e-3)
}
