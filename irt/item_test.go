package irt_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		item    irt.Item
		message string
	}{
		"2PL":                     {irt.Item{A: 1, B: []float64{0}}, ""},
		"3PL":                     {irt.Item{Model: irt.ThreePL, A: 1, B: []float64{0}, C: 0.2}, ""},
		"GRM":                     {irt.Item{Model: irt.GRM, A: 1, B: []float64{-1, 0, 1}}, ""},
		"GRM of negative slope":   {irt.Item{Model: irt.GRM, A: -1, B: []float64{1, 0, -1}}, ""},
		"GPCM out of order":       {irt.Item{Model: irt.GPCM, A: 1, B: []float64{1, -1}}, ""},
		"unknown model":           {irt.Item{Model: 99, A: 1, B: []float64{0}}, `item "x": unknown model(99)`},
		"zero slope":              {irt.Item{B: []float64{0}}, `item "x": discrimination 0 must be finite and not zero`},
		"slope is not a number":   {irt.Item{A: math.NaN(), B: []float64{0}}, "discrimination NaN"},
		"no difficulty":           {irt.Item{A: 1}, "no difficulty or threshold given"},
		"two difficulties":        {irt.Item{A: 1, B: []float64{0, 1}}, "2 difficulties, 2pl takes one"},
		"65 categories":           {irt.Item{Model: irt.GPCM, A: 1, B: make([]float64, 64)}, "65 categories, at most 64"},
		"guessing under 2PL":      {irt.Item{A: 1, B: []float64{0}, C: 0.2}, "guessing 0.2 must be 0 under 2pl"},
		"guessing of 1":           {irt.Item{Model: irt.ThreePL, A: 1, B: []float64{0}, C: 1}, "guessing 1 must be in [0, 1)"},
		"negative guessing":       {irt.Item{Model: irt.ThreePL, A: 1, B: []float64{0}, C: -0.1}, "guessing -0.1 must be in [0, 1)"},
		"infinite threshold":      {irt.Item{Model: irt.GPCM, A: 1, B: []float64{0, math.Inf(1)}}, "threshold 2 is +Inf"},
		"4PL":                     {irt.Item{Model: irt.FourPL, A: 1, B: []float64{0}, C: 0.2, U: 0.9}, ""},
		"4PL upside down":         {irt.Item{Model: irt.FourPL, A: 1, B: []float64{0}, C: 0.5, U: 0.4}, "upper asymptote 0.4 must be above the lower, 0.5"},
		"upper under 3PL":         {irt.Item{Model: irt.ThreePL, A: 1, B: []float64{0}, U: 0.9}, "upper asymptote 0.9 must be 1 under 3pl"},
		"NRM":                     {irt.Item{Model: irt.NRM, A: 1, B: []float64{0, 1}, Scores: []float64{0, 1.7, 2}}, ""},
		"NRM lacks a score":       {irt.Item{Model: irt.NRM, A: 1, B: []float64{0, 1}, Scores: []float64{0, 2}}, "2 scores for 3 categories"},
		"NRM starts at 1":         {irt.Item{Model: irt.NRM, A: 1, B: []float64{0}, Scores: []float64{1, 2}}, "the score of the first category is 1, must be 0"},
		"scores under GPCM":       {irt.Item{Model: irt.GPCM, A: 1, B: []float64{0}, Scores: []float64{0, 2}}, "category scores are for nrm, not for gpcm"},
		"GRM out of order":        {irt.Item{Model: irt.GRM, A: 1, B: []float64{0, 1, 1}}, "thresholds 1 and 1 are out of order"},
		"GRM ascending, negative": {irt.Item{Model: irt.GRM, A: -1, B: []float64{0, 1}}, "thresholds 0 and 1 are out of order"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.item.ID = "x"
			err := c.item.Validate()
			if c.message == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestModelNames(t *testing.T) {
	t.Parallel()
	for _, m := range []irt.Model{irt.TwoPL, irt.ThreePL, irt.FourPL, irt.GRM, irt.GPCM, irt.NRM, irt.Rasch, irt.OnePL, irt.PCM, irt.RSM} {
		parsed, err := irt.ParseModel(m.String())
		require.NoError(t, err)
		require.Equal(t, m, parsed)
		text, err := m.MarshalText()
		require.NoError(t, err)
		var read irt.Model
		require.NoError(t, read.UnmarshalText(text))
		require.Equal(t, m, read)
	}
	_, err := irt.ParseModel("5pl")
	require.ErrorContains(t, err, `"5pl": `)
	_, err = irt.Model(10).MarshalText()
	require.Error(t, err)
}

// drawItem draws any valid item.
func drawItem(t *rapid.T) irt.Item {
	it := irt.Item{
		ID:    fmt.Sprintf("i%d", rapid.IntRange(0, 9).Draw(t, "id")),
		Model: irt.Model(rapid.IntRange(0, int(irt.RSM)).Draw(t, "model")),
		A:     rapid.Float64Range(0.1, 3).Draw(t, "a"),
	}
	steps := 1
	if !it.Model.Dichotomous() {
		steps = rapid.IntRange(1, 5).Draw(t, "steps")
	}
	b := -2.0
	for range steps {
		b += rapid.Float64Range(0.05, 2).Draw(t, "gap")
		it.B = append(it.B, b)
	}
	switch it.Model {
	case irt.ThreePL, irt.FourPL:
		it.C = rapid.Float64Range(0, 0.5).Draw(t, "c")
		if it.Model == irt.FourPL {
			it.U = rapid.Float64Range(0.7, 1).Draw(t, "u")
		}
	case irt.NRM:
		it.Scores = []float64{0}
		for range steps {
			it.Scores = append(it.Scores, rapid.Float64Range(-1, 5).Draw(t, "score"))
		}
	}
	return it
}

func TestProbabilitiesAreADistribution(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		it := drawItem(t)
		require.NoError(t, it.Validate())
		theta := rapid.Float64Range(-40, 40).Draw(t, "theta")
		p := it.Probabilities(nil, theta)
		require.Len(t, p, it.Categories())
		sum, mean := 0.0, 0.0
		for k, v := range p {
			require.GreaterOrEqual(t, v, 0.0)
			require.False(t, math.IsInf(it.LogLikelihood(k, theta), 0))
			sum += v
			mean += float64(k) * v
		}
		require.InDelta(t, 1, sum, 1e-12)
		require.InDelta(t, mean, it.ExpectedScore(theta), 1e-12)
	})
}

// The information is the sum of squared slopes over probabilities.
func TestInformationIsThatOfTheProbabilities(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		it := drawItem(t)
		theta := rapid.Float64Range(-4, 4).Draw(t, "theta")
		const h = 1e-5
		up, down, p := it.Probabilities(nil, theta+h), it.Probabilities(nil, theta-h), it.Probabilities(nil, theta)
		want := 0.0
		for k := range p {
			slope := (up[k] - down[k]) / (2 * h)
			want += slope * slope / p[k]
		}
		require.InDelta(t, want, it.Information(theta), 1e-6)
	})
}

// With two categories the polytomous models are the two-parameter model.
func TestModelsAgreeOnTwoCategories(t *testing.T) {
	t.Parallel()
	for _, theta := range []float64{-3, -0.4, 0, 2.5} {
		want := irt.Item{A: 1.3, B: []float64{0.4}}
		for _, it := range []irt.Item{
			{Model: irt.GRM, A: 1.3, B: []float64{0.4}},
			{Model: irt.GPCM, A: 1.3, B: []float64{0.4}},
			{Model: irt.ThreePL, A: 1.3, B: []float64{0.4}},
		} {
			require.InDeltaSlice(t, want.Probabilities(nil, theta), it.Probabilities(nil, theta), 1e-14)
			require.InDelta(t, want.Information(theta), it.Information(theta), 1e-14)
		}
	}
}

// Probabilities and information at theta = -2, -1, 0, 1, 2 as mirt 1.45.1 gives
// them for the items of its Science data, to the precision of the parameters.
func TestProbabilitiesOfMirt(t *testing.T) {
	t.Parallel()
	comfort := irt.Item{Model: irt.GRM, A: 1.04064158442086, B: []float64{-4.67281117390784, -2.53609335148024, 1.40822419071333}}
	require.InDeltaSlice(t, []float64{0.0583354874605024, 0.305702401563864, 0.607950910167593, 0.02801120080804}, comfort.Probabilities(nil, -2), 1e-12)
	for i, want := range []float64{0.269473597983727, 0.203471163912351, 0.208832566847424, 0.268224391959597, 0.247751733647696} {
		require.InDelta(t, want, comfort.Information(float64(i-2)), 1e-10)
	}
}

// testing.AllocsPerRun forbids parallel tests.
func TestProbabilitiesReuseMemory(t *testing.T) { //nolint:paralleltest // see above
	it := irt.Item{Model: irt.GPCM, A: 1, B: []float64{-1, 0, 1}}
	buffer := make([]float64, 0, 8)
	require.Zero(t, testing.AllocsPerRun(10, func() { buffer = it.Probabilities(buffer, 0.3) }))
}

func TestInterceptsAndThresholdsAreInverse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		it := drawItem(t)
		require.InDeltaSlice(t, it.B, irt.Thresholds(it.Model, it.A, it.Intercepts()), 1e-9)
	})
}

func TestInterceptsOfEachModel(t *testing.T) {
	t.Parallel()
	require.Equal(t, []float64{1, -2}, irt.Item{Model: irt.GRM, A: 2, B: []float64{-0.5, 1}}.Intercepts())
	require.Equal(t, []float64{1, -1}, irt.Item{Model: irt.GPCM, A: 2, B: []float64{-0.5, 1}}.Intercepts())
}

func TestTestInformationIsASum(t *testing.T) {
	t.Parallel()
	a, b := irt.Item{A: 1, B: []float64{0}}, irt.Item{A: 2, B: []float64{1}}
	require.InDelta(t, a.Information(0.3)+b.Information(0.3), irt.TestInformation([]irt.Item{a, b}, 0.3), 1e-15)
	require.InDelta(t, 0.25, a.Information(0), 1e-15)
}
