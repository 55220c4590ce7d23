package dif_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt/calibrate"
	"suyang/irt/dif"
	"suyang/irt/files"
)

// australiaJapan reads the First International Mathematics Study, 14 items of
// two categories, with the countries as groups; 2 is the focal group.
func australiaJapan(t *testing.T) calibrate.Data {
	t.Helper()
	r, closer, err := files.Open(reference.Path(t, "irt/data/fims_ausjpn.csv"), files.Columns{Group: "GROUP_country"})
	require.NoError(t, err)
	defer closer.Close()
	table, err := files.ReadTable(r)
	require.NoError(t, err)
	return table.Data()
}

func readReference(t *testing.T, name string, v any) {
	t.Helper()
	content, err := os.ReadFile(reference.Path(t, "irt/ref/"+name+".json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, v))
}

func search(t *testing.T, d calibrate.Data, o dif.Options) *dif.Result {
	t.Helper()
	r, err := dif.Run(t.Context(), d, o)
	require.NoError(t, err)
	return r
}

// oneByOne are the results of difR 5.1, an entry per item: difMH with and
// without correction for continuity, difLogistic, difStd, and breslowday.test.
type oneByOne struct {
	MH struct {
		MH, P, AlphaMH, VarLambda, DeltaMH []float64
	} `json:"MH_corrected_nopurify"`
	Both            logisticTable `json:"logistic_both"`
	Uniform         logisticTable `json:"logistic_udif"`
	NonUniform      logisticTable `json:"logistic_nudif"`
	Standardization struct{ PDIF []float64 }
	BreslowDay      struct{ Values [][]float64 }
}

type logisticTable struct {
	Stat, P, DeltaR2 []float64
	// Coef has intercept, score, group, product.
	Coef struct{ Values [][]float64 }
}

func TestMantelHaenszelAgreesWithDifR(t *testing.T) {
	t.Parallel()
	var want oneByOne
	readReference(t, "fims_ausjpn.DIF_MH", &want)
	got := search(t, australiaJapan(t), dif.Options{Adjust: dif.None})
	require.Equal(t, "1", got.Reference)
	for j, it := range got.Items {
		effect := it.Comparisons[0].MantelHaenszel
		require.InDelta(t, want.MH.MH[j], it.Test.Statistic, 5e-5, it.ID)
		require.InDelta(t, want.MH.P[j], it.Test.P, 1e-8, it.ID)
		require.InDelta(t, want.MH.AlphaMH[j], effect.Odds.Ratio, 5e-5, it.ID)
		require.InDelta(t, want.MH.DeltaMH[j], effect.Odds.Delta, 5e-5, it.ID)
		require.InDelta(t, math.Sqrt(want.MH.VarLambda[j]), effect.Odds.LogSE, 5e-5, it.ID)
		require.InDelta(t, want.Standardization.PDIF[j], effect.SMD, 5e-5, it.ID)
		require.InDelta(t, want.BreslowDay.Values[j][0], effect.Odds.BreslowDay.Statistic, 5e-4, it.ID)
		require.InDelta(t, want.BreslowDay.Values[j][1], effect.Odds.BreslowDay.DF, 0, it.ID)
	}
}

func TestLogisticAgreesWithDifR(t *testing.T) {
	t.Parallel()
	var want oneByOne
	readReference(t, "fims_ausjpn.DIF_MH", &want)
	data := australiaJapan(t)
	got := search(t, data, dif.Options{Method: dif.Logistic})
	for j, it := range got.Items {
		require.InDelta(t, want.Both.Stat[j], it.Logistic.Both.Statistic, 5e-3, it.ID)
		require.InDelta(t, want.Uniform.Stat[j], it.Logistic.Uniform.Statistic, 5e-3, it.ID)
		require.InDelta(t, want.NonUniform.Stat[j], it.Logistic.NonUniform.Statistic, 5e-3, it.ID)
		require.InDelta(t, want.Both.P[j], it.Test.P, 1e-8, it.ID)
		effect := it.Comparisons[0].Logistic
		require.InDelta(t, want.Uniform.Coef.Values[j][2], effect.Group, 5e-5, it.ID)
		if product := want.Both.Coef.Values[j][3]; product != 0 {
			require.InDelta(t, product, effect.Interaction, 5e-5, it.ID)
		}
		// difR underflows on 6,371 persons: exp(log-likelihood) is 0, so that its
		// Nagelkerke index lacks the division by the largest value (Cox and Snell)
		// and is 0 where the regression gains much.
		if want.Both.DeltaR2[j] > 0 {
			require.InDelta(t, want.Both.DeltaR2[j], it.Logistic.DeltaR2*largestR2(data, j), 5e-6, it.ID)
		}
	}
}

// largestR2 is the largest Cox-Snell index of an item of two categories.
func largestR2(d calibrate.Data, item int) float64 {
	right, persons := 0.0, float64(d.Persons())
	for i := range d.Persons() {
		right += float64(d.Row(i)[item])
	}
	p := right / persons
	return 1 - math.Exp(2*(p*math.Log(p)+(1-p)*math.Log(1-p)))
}

// likelihoodRatios are the results of mirt 1.45.1: multipleGroup at a tolerance
// of 1e-7 and DIF by the schemes "drop", and "add" with the first four items
// as anchors.
type likelihoodRatios struct {
	LR       []likelihoodRatio
	Anchored struct {
		Anchors []string
		LR      []likelihoodRatio
	}
}

type likelihoodRatio struct {
	Item string
	X2   float64
	DF   int
}

func TestLikelihoodRatioAgreesWithMirt(t *testing.T) {
	t.Parallel()
	var want likelihoodRatios
	readReference(t, "fims_ausjpn.DIF_LR", &want)
	data := australiaJapan(t)
	for _, c := range []struct {
		name    string
		anchors []string
		ratios  []likelihoodRatio
	}{
		{"drop from the scalar model", nil, want.LR},
		{"add to the anchored model", want.Anchored.Anchors, want.Anchored.LR},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := search(t, data, dif.Options{Method: dif.LikelihoodRatio, Anchors: c.anchors})
			tests := make(map[string]*dif.Test)
			for _, it := range got.Items {
				tests[it.ID] = it.Test
			}
			for _, r := range c.ratios {
				require.InDelta(t, r.X2, tests[r.Item].Statistic, 5e-3, r.Item)
				require.Equal(t, r.DF, tests[r.Item].DF)
			}
			for _, name := range c.anchors {
				require.Nil(t, tests[name])
			}
		})
	}
}
