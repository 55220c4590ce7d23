package fit_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/fit"
	"suyang/irt/simulate"
)

// bank makes items of a model with difficulties from -1.5 to 1.5.
func bank(n int, model irt.Model, steps int) []irt.Item {
	var items []irt.Item
	for j := range n {
		it := irt.Item{ID: fmt.Sprint("i", j+1), Model: model, A: 0.8 + 0.1*float64(j%7)}
		if model == irt.Rasch || model == irt.PCM || model == irt.RSM {
			it.A = 1
		}
		for v := range steps {
			it.B = append(it.B, -1.5+3*float64(j)/float64(n-1)+0.9*(float64(v)-float64(steps-1)/2))
		}
		items = append(items, it)
	}
	return items
}

func draw(items []irt.Item, n int, seed uint64) irt.Responses {
	return simulate.Responses(items, simulate.Simulees(n, 0, 1, seed), seed)
}

// Where the model holds and its parameters are estimated, M2 and C2 have the
// chi-square distribution: their mean is the degrees of freedom.
func TestOverallFitIsChiSquareWhereTheModelHolds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		model irt.Model
		steps int
	}{
		{"2pl", irt.TwoPL, 1}, {"rasch", irt.Rasch, 1}, {"gpcm", irt.GPCM, 2}, {"grm", irt.GRM, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			const samples = 40
			items := bank(8, c.model, c.steps)
			var m2, c2, df2, dfC, sx2, dfS float64
			for seed := range uint64(samples) {
				responses := draw(items, 1000, seed+1)
				categories := make([]int, len(items))
				for j := range categories {
					categories[j] = c.steps + 1
				}
				result, err := calibrate.Run(context.Background(), calibrate.Data{Responses: responses, Categories: categories}, calibrate.Options{Model: c.model, Tol: 1e-5})
				require.NoError(t, err)
				m := fit.Model{Groups: []fit.Group{{Latent: irt.Normal{Mean: []float64{0}, Covariance: [][]float64{{result.Groups[0].SD * result.Groups[0].SD}}}}}}
				for _, e := range result.Items {
					m.Groups[0].Items = append(m.Groups[0].Items, e.MultiItem)
				}
				r := run(t, fit.Data{Responses: responses}, m)
				require.Equal(t, result.Parameters, r.Parameters)
				m2, df2 = m2+float64(r.M2.Statistic), float64(r.M2.DF)
				for _, it := range r.Items {
					sx2, dfS = sx2+float64(it.SX2.Statistic), dfS+float64(it.SX2.DF)
				}
				if r.C2 != nil {
					c2, dfC = c2+float64(r.C2.Statistic), float64(r.C2.DF)
				}
			}
			require.InDelta(t, df2, m2/samples, 4*math.Sqrt(2*df2/samples))
			require.InDelta(t, dfC, c2/samples, 4*math.Sqrt(2*dfC/samples)+1e-9)
			require.InEpsilon(t, 1, sx2/dfS, 4*math.Sqrt(2/dfS)+0.05, "S-X2 is so only nearly")
		})
	}
}

// Reliability is the squared correlation of scores with what they measure.
// Of tosses of coins, which hang together by chance only, no model explains
// anything that independent items do not.
func TestNoComparisonWithIndependentItemsThatFit(t *testing.T) {
	t.Parallel()
	coins, items := bank(6, irt.TwoPL, 1), bank(6, irt.TwoPL, 1)
	for j := range items {
		coins[j].A, coins[j].B = 1e-3, []float64{0}
		items[j].A, items[j].B = 0.1, []float64{0}
	}
	report, err := fit.Run(context.Background(), fit.Data{Responses: draw(coins, 1000, 1)}, fit.OneGroup(items, 0, 1), fit.Options{})
	require.NoError(t, err)
	require.Greater(t, float64(report.M2.P), 0.01)
	require.False(t, report.M2.CFI.Defined())
	require.False(t, report.M2.TLI.Defined())
}

func TestReliability(t *testing.T) {
	t.Parallel()
	items := bank(20, irt.GPCM, 2)
	theta := simulate.Simulees(10000, 0, 1, 6)
	responses := simulate.Responses(items, theta, 6)
	r := run(t, fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1))
	observed, expected, wle, eap := make([]float64, len(theta)), make([]float64, len(theta)), make([]float64, len(theta)), make([]float64, len(theta))
	for i := range theta {
		for j, cell := range responses.Row(i) {
			observed[i] += float64(cell)
			expected[i] += items[j].ExpectedScore(theta[i])
		}
		wle[i], eap[i] = float64(r.People[i].WLE), float64(r.People[i].Theta)
	}
	square := func(x, y []float64) float64 { c := stat.Correlation(x, y, nil); return c * c }
	got := r.Groups[0].Reliability
	require.InDelta(t, square(observed, expected), float64(got.Omega), 0.01)
	require.InDelta(t, square(observed, expected), float64(got.Alpha), 0.01)
	require.InDelta(t, square(eap, theta), float64(got.EAP[0]), 0.01)
	require.InDelta(t, square(wle, theta), float64(got.WLE), 0.01)
	require.InDelta(t, square(eap, theta), float64(got.Marginal), 0.01)
}

func TestBins(t *testing.T) {
	t.Parallel()
	items := bank(5, irt.TwoPL, 1)
	r := run(t, fit.Data{Responses: draw(items, 1003, 1)}, fit.OneGroup(items, 0, 1))
	var sizes []float64
	before := math.Inf(-1)
	for _, b := range r.Items[0].Bins {
		sizes = append(sizes, b.N)
		require.Less(t, before, b.Theta)
		before = b.Theta
		require.InDelta(t, b.Expected[1], items[0].Probabilities(nil, b.Theta)[1], 1e-12)
	}
	for _, f := range r.Flags {
		require.NotContains(t, f.Statistic, "fit", "no false alarm in a short test")
	}
	require.Equal(t, []float64{101, 100, 100, 100, 100, 100, 100, 100, 100, 102}, sizes)
}

// Shares by posterior lie on the curves of a model that fits, even in a short
// test, and together are all who answered; they leave them where it does not.
func TestObservedCurve(t *testing.T) {
	t.Parallel()
	items := bank(5, irt.GPCM, 1)
	responses := draw(items, 20000, 3)
	r := run(t, fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1))
	for j, it := range r.Items {
		persons := 0.0
		for _, b := range it.Curve {
			persons += b.N
			if b.N > 1000 {
				require.InDeltaSlice(t, items[j].Probabilities(nil, b.Theta), b.Observed, 0.03)
				require.InDeltaSlice(t, b.Expected, b.Observed, 0.03)
			}
		}
		require.InDelta(t, 20000, persons, 40)
	}
	items[0].B[0]++
	wrong := run(t, fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1))
	largest := 0.0
	for _, b := range wrong.Items[0].Curve {
		largest = max(largest, math.Abs(b.Observed[0]-b.Expected[0]))
	}
	require.Greater(t, largest, 0.1)
}

// Booklets: of 12 items every person gets two of three blocks of four.
func TestBooklets(t *testing.T) {
	t.Parallel()
	items := bank(12, irt.TwoPL, 1)
	full := draw(items, 30000, 5)
	r := run(t, fit.Data{Responses: booklets(full)}, fit.OneGroup(items, 0, 1))
	require.Zero(t, r.Complete)
	notes := map[string]string{}
	for _, n := range r.Notes {
		notes[n.Statistic] = n.Message
	}
	require.Contains(t, notes["s_x2"], "nobody answered all items")
	require.Contains(t, notes["m2, c2"], "missing completely at random")
	for j, it := range r.Items {
		require.False(t, it.SX2.Statistic.Defined(), it.ID)
		require.InDelta(t, 1, float64(it.InfitMarginal), 0.03, it.ID)
		require.InDelta(t, 1, float64(it.OutfitMarginal), 0.05, it.ID)
		require.Less(t, float64(it.RMSD), 0.02, it.ID)
		require.InDelta(t, 20000, float64(it.N), 10, j)
	}
	// 12 means and 66 products less 24 parameters; the true values lose 24 more.
	require.Equal(t, 54, r.M2.DF)
	require.InDelta(t, 54, float64(r.M2.Statistic), 4*math.Sqrt(2*54))
	complete := run(t, fit.Data{Responses: full}, fit.OneGroup(items, 0, 1))
	require.InDelta(t, float64(complete.Groups[0].Reliability.Alpha), float64(r.Groups[0].Reliability.Alpha), 0.01)
	require.True(t, complete.Groups[0].Reliability.AlphaLow.Defined())
	require.False(t, r.Groups[0].Reliability.AlphaLow.Defined())
}

func booklets(full irt.Responses) irt.Responses {
	r := irt.Responses{Items: full.Items, Cells: append([]uint8{}, full.Cells...)}
	for i := range r.Persons() {
		for j := range r.Row(i) {
			if j/4 == i%3 {
				r.Row(i)[j] = irt.MissingCell
			}
		}
	}
	return r
}

// Blocks that are never given together leave correlations with sums undefined.
func TestPairsThatNobodyAnswered(t *testing.T) {
	t.Parallel()
	items := bank(6, irt.TwoPL, 1)
	responses := draw(items, 2000, 3)
	for i := range responses.Persons() {
		for j := range 3 {
			responses.Row(i)[j+3*(i%2)] = irt.MissingCell
		}
	}
	r := run(t, fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1))
	require.Len(t, r.Pairs, 6)
	require.False(t, r.Items[0].ItemRest.Defined())
	require.False(t, r.Groups[0].Reliability.Alpha.Defined())
	require.False(t, r.Groups[0].SRMSR.Defined())
	require.Nil(t, r.M2, "6 means and 6 products are as many as parameters")
	require.Contains(t, fmt.Sprint(r.Notes), "pairs of items that nobody answered both")
	_, err := json.Marshal(r)
	require.NoError(t, err)
}

// Cronbach's alpha and item statistics by definition, on four persons.
func TestClassicalStatisticsByHand(t *testing.T) {
	t.Parallel()
	responses := irt.Responses{Items: []string{"i1", "i2", "i3"}, Cells: []uint8{
		0, 0, 0,
		1, 0, 1,
		1, 1, 0,
		1, 1, 2,
	}}
	items := []irt.Item{
		{ID: "i1", A: 1, B: []float64{-1}}, {ID: "i2", A: 1, B: []float64{0}}, {ID: "i3", Model: irt.GPCM, A: 1, B: []float64{-0.5, 0.5}},
	}
	r := run(t, fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1))
	// Variances (divisor n) 3/16, 1/4, 11/16; sums 0, 2, 2, 4 with variance 2.
	require.InDelta(t, 1.5*(1-(0.1875+0.25+0.6875)/2), float64(r.Groups[0].Reliability.Alpha), 1e-12)
	require.InDelta(t, 0.75, float64(r.Items[0].P), 1e-12)
	require.InDelta(t, 0.375, float64(r.Items[2].P), 1e-12)
	require.InDelta(t, 0.75, float64(r.Items[2].Mean), 1e-12)
	// Item 1 and the sum: covariance 1/2; item 1 and the rest 0, 1, 1, 3.
	require.InDelta(t, 0.5/math.Sqrt(0.1875*2), float64(r.Items[0].ItemTotal), 1e-12)
	require.InDelta(t, 0.3125/math.Sqrt(0.1875*1.1875), float64(r.Items[0].ItemRest), 1e-12)
}

// The persons of one group find an item easier: its curve there departs
// from the common one, in that group only.
func TestDeviationOfAGroup(t *testing.T) {
	t.Parallel()
	items := bank(10, irt.TwoPL, 1)
	shifted := append([]irt.Item{}, items...)
	shifted[4].B = []float64{shifted[4].B[0] - 1.2}
	first, second := draw(items, 4000, 1), draw(shifted, 4000, 2)
	m := fit.OneGroup(items, 0, 1)
	m.Groups = append(m.Groups, m.Groups[0])
	m.Groups[0].Name, m.Groups[1].Name = "north", "south"
	groups := make([]int, 8000)
	for i := range 4000 {
		groups[4000+i] = 1
	}
	r := run(t, fit.Data{Responses: irt.Responses{Items: first.Items, Cells: append(first.Cells, second.Cells...)}, Groups: groups}, m)
	require.Less(t, float64(r.Groups[0].RMSD[4]), 0.03)
	require.Greater(t, float64(r.Groups[1].RMSD[4]), 0.12)
	require.Equal(t, r.Groups[1].RMSD[4], r.Items[4].RMSD)
	var flagged []string
	for _, f := range r.Flags {
		if f.Statistic == "rmsd" && f.Item != "" {
			flagged = append(flagged, f.Item+" "+f.Message[len(f.Message)-len("in group south (RMSD 0.00)"):][:len("in group south")])
		}
	}
	require.Equal(t, []string{"i5 in group south"}, flagged)
}

// Two copies of an item hang together beyond the trait.
func TestFlagsADependentPair(t *testing.T) {
	t.Parallel()
	items := bank(10, irt.TwoPL, 1)
	responses := draw(items, 3000, 4)
	for i := range responses.Persons() {
		if i%4 > 0 {
			responses.Row(i)[6] = responses.Row(i)[5]
		}
	}
	r := run(t, fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1))
	require.Contains(t, fmt.Sprint(r.Flags), "{i6 i7 q3")
	for _, f := range r.Flags {
		if f.Second != "" {
			require.Equal(t, "i6 i7", f.Item+" "+f.Second)
		}
	}
}

// lz* is standard normal where the model holds, and low for persons who solve
// the hard half of the items only.
func TestPersonFit(t *testing.T) {
	t.Parallel()
	for _, model := range []irt.Model{irt.TwoPL, irt.GPCM} {
		t.Run(model.String(), func(t *testing.T) {
			t.Parallel()
			steps := 1
			if model == irt.GPCM {
				steps = 2
			}
			items := bank(40, model, steps)
			responses := draw(items, 4000, 8)
			for i := range 200 {
				for j := range responses.Row(i) {
					responses.Row(i)[j] = uint8(steps * (j / 20))
				}
			}
			r := run(t, fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1))
			var sum, square, low float64
			for i, p := range r.People {
				if i < 200 {
					if p.LzStar < -1.645 {
						low++
					}
					continue
				}
				sum += float64(p.LzStar)
				square += float64(p.LzStar * p.LzStar)
			}
			n := float64(len(r.People) - 200)
			require.InDelta(t, 0, sum/n, 0.12)
			require.InDelta(t, 1, square/n-sum*sum/n/n, 0.12)
			require.EqualValues(t, 200, low)
		})
	}
}

func TestParametersOfADesign(t *testing.T) {
	t.Parallel()
	scalar := func(m fit.Model, mean, variance float64) fit.Model {
		second := m.Groups[0]
		second.Latent = irt.Normal{Mean: []float64{mean}, Covariance: [][]float64{{variance}}}
		m.Groups = append(m.Groups, second)
		return m
	}
	configural := scalar(fit.OneGroup(bank(4, irt.TwoPL, 1), 0, 1), 0, 1)
	other := bank(4, irt.TwoPL, 1)
	for j := range other {
		other[j].A += 0.1
		other[j].B[0] += 0.1
	}
	configural.Groups[1].Items = fit.OneGroup(other, 0, 1).Groups[0].Items
	held := fit.OneGroup(bank(4, irt.TwoPL, 1), 0.3, 1.1)
	held.Held = []string{"i1", "i2"}
	onePL := bank(4, irt.OnePL, 1)
	for j := range onePL {
		onePL[j].A = 1.3
	}
	for _, c := range []struct {
		name  string
		model fit.Model
		want  int
	}{
		{"2pl: slopes and difficulties", fit.OneGroup(bank(4, irt.TwoPL, 1), 0, 1), 8},
		{"rasch: difficulties and the variance", fit.OneGroup(bank(4, irt.Rasch, 1), 0, 1.4), 5},
		{"1pl: difficulties and one slope", fit.OneGroup(onePL, 0, 1), 5},
		{"rating scale: locations, two steps of three and the variance", fit.OneGroup(bank(4, irt.RSM, 3), 0, 1.2), 7},
		{"gpcm", fit.OneGroup(bank(4, irt.GPCM, 3), 0, 1), 16},
		{"3pl", fit.OneGroup(bank(4, irt.ThreePL, 1), 0, 1), 12},
		{"4pl", fit.OneGroup(bank(4, irt.FourPL, 1), 0, 1), 16},
		{"nominal: two scores of four are free", fit.OneGroup(bank(4, irt.NRM, 3), 0, 1), 24},
		{"scalar: mean and variance of the second group", scalar(fit.OneGroup(bank(4, irt.TwoPL, 1), 0, 1), 0.5, 1.3), 10},
		{"configural: everything twice", configural, 16},
		{"two items held: the others, mean and variance", held, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var r irt.Responses
			for _, it := range c.model.Groups[0].Items {
				r.Items = append(r.Items, it.ID)
			}
			r.Cells = make([]uint8, 50*len(r.Items))
			for i := range r.Cells {
				r.Cells[i] = uint8(i * i / 3 % 2)
			}
			require.Equal(t, c.want, run(t, fit.Data{Responses: r}, c.model).Parameters)
		})
	}
}

func TestRefusesWhatDoesNotBelongTogether(t *testing.T) {
	t.Parallel()
	items := bank(2, irt.TwoPL, 1)
	good := fit.Data{Responses: irt.Responses{Items: []string{"i1", "i2"}, Cells: []uint8{0, 1, 1, 0}}}
	with := func(change func(*fit.Data)) fit.Data {
		d := good
		change(&d)
		return d
	}
	for _, c := range []struct {
		name, message string
		data          fit.Data
		model         fit.Model
	}{
		{"no persons", "no responses", fit.Data{Responses: irt.Responses{Items: good.Items}}, fit.OneGroup(items, 0, 1)},
		{"other items", `column 1 of the responses is "x", item 1 of the model "i1"`, with(func(d *fit.Data) { d.Items = []string{"x", "i2"} }), fit.OneGroup(items, 0, 1)},
		{"a column too few", "the responses have 1 items, the model 2", fit.Data{Responses: irt.Responses{Items: good.Items[:1], Cells: good.Cells}}, fit.OneGroup(items, 0, 1)},
		{"a column too many", "the responses have 2 items, the model 1", good, fit.OneGroup(items[:1], 0, 1)},
		{"a category too many", `person 2 answered category 3 of item "i1", which has 2`, with(func(d *fit.Data) { d.Cells = []uint8{0, 1, 3, 0} }), fit.OneGroup(items, 0, 1)},
		{"negative weight", "weight -1 of person 2", with(func(d *fit.Data) { d.Weights = []float64{1, -1} }), fit.OneGroup(items, 0, 1)},
		{"unknown group", "person 1 is in group 1 of 1", with(func(d *fit.Data) { d.Groups = []int{1, 0} }), fit.OneGroup(items, 0, 1)},
		{"half a row", "not a whole number of rows", with(func(d *fit.Data) { d.Cells = d.Cells[:3] }), fit.OneGroup(items, 0, 1)},
		{"no items", "no groups or no items", good, fit.Model{}},
		{"no variance", "not positive definite", good, fit.OneGroup(items, 0, 0)},
		{"slope of zero", `item "i1"`, good, fit.OneGroup([]irt.Item{{ID: "i1", B: []float64{0}}, items[1]}, 0, 1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := fit.Run(context.Background(), c.data, c.model, fit.Options{})
			require.ErrorContains(t, err, c.message)
		})
	}
}

// Several threads find what one finds.
func TestThreads(t *testing.T) {
	t.Parallel()
	items := bank(9, irt.GRM, 2)
	d := fit.Data{Responses: booklets(draw(items, 777, 2))}
	one, err := fit.Run(context.Background(), d, fit.OneGroup(items, 0, 1), fit.Options{Threads: 1})
	require.NoError(t, err)
	many, err := fit.Run(context.Background(), d, fit.OneGroup(items, 0, 1), fit.Options{Threads: 5})
	require.NoError(t, err)
	require.InDelta(t, float64(one.M2.Statistic), float64(many.M2.Statistic), 1e-6)
	for j := range one.Items {
		require.InDelta(t, float64(one.Items[j].Outfit), float64(many.Items[j].Outfit), 1e-9)
		require.InDelta(t, float64(one.Items[j].RMSD), float64(many.Items[j].RMSD), 1e-9)
	}
	for p := range one.Pairs {
		require.InDelta(t, float64(one.Pairs[p].Q3), float64(many.Pairs[p].Q3), 1e-9)
	}
}

func TestChoices(t *testing.T) {
	t.Parallel()
	r := irt.Responses{Items: []string{"x"}, Cells: []uint8{0, 0, 1, 1, irt.MissingCell}}
	choices, err := fit.Choices(r, []int{3}, []float64{-1, -1, 1, 1, 9}, nil)
	require.NoError(t, err)
	require.InDelta(t, 0.5, float64(choices[0][1].Share), 1e-12)
	require.InDelta(t, 1, float64(choices[0][1].PointBiserial), 1e-12)
	require.InDelta(t, -1, float64(choices[0][0].MeanTheta), 1e-12)
	require.Zero(t, float64(choices[0][2].N))
	_, err = fit.Choices(r, []int{3}, []float64{1}, nil)
	require.ErrorContains(t, err, "1 values of theta for 5 persons")
	_, err = fit.Choices(r, []int{1}, make([]float64, 5), nil)
	require.ErrorContains(t, err, `person 3 answered category 1 of item "x", which has 1`)
}

func TestValue(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal([]fit.Value{1.5, fit.Value(math.NaN())})
	require.NoError(t, err)
	require.JSONEq(t, `[1.5, null]`, string(text))
	var values []fit.Value
	require.NoError(t, json.Unmarshal(text, &values))
	require.True(t, values[0].Defined())
	require.False(t, values[1].Defined())
}

// A person of weight 0 is fitted like anybody and counts for nothing.
func TestWeightOfZero(t *testing.T) {
	t.Parallel()
	items := bank(6, irt.TwoPL, 1)
	responses := draw(items, 400, 9)
	weights := make([]float64, 400)
	for i := range 300 {
		weights[i] = 1
	}
	all, some := run(t, fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1)), run(t, fit.Data{Responses: responses, Weights: weights}, fit.OneGroup(items, 0, 1))
	require.Equal(t, all.People, some.People)
	require.Equal(t, 300, some.Persons)
	responses.Cells = responses.Cells[:300*6]
	alone := run(t, fit.Data{Responses: responses}, fit.OneGroup(items, 0, 1))
	require.InDelta(t, float64(alone.M2.Statistic), float64(some.M2.Statistic), 1e-9)
	for j, it := range alone.Items {
		require.InDelta(t, float64(it.Outfit), float64(some.Items[j].Outfit), 1e-9)
		require.InDelta(t, float64(it.RMSD), float64(some.Items[j].RMSD), 1e-9)
		require.InDelta(t, float64(it.SX2.Statistic), float64(some.Items[j].SX2.Statistic), 1e-9)
	}
}

// What cannot be computed is undefined, never a failure, and goes into JSON.
func TestDegenerateData(t *testing.T) {
	t.Parallel()
	items := bank(3, irt.TwoPL, 1)
	two := fit.OneGroup(items, 0, 1)
	two.Groups = append(two.Groups, two.Groups[0])
	miss := uint8(irt.MissingCell)
	steep := fit.OneGroup([]irt.Item{{ID: "i1", A: 400, B: []float64{0}}, items[1], items[2]}, 0, 1)
	for _, c := range []struct {
		name  string
		model fit.Model
		cells []uint8
	}{
		{"one person", fit.OneGroup(items, 0, 1), []uint8{0, 1, 1}},
		{"a person without responses", fit.OneGroup(items, 0, 1), []uint8{0, 1, 1, miss, miss, miss, 1, 0, 0}},
		{"nobody responded", fit.OneGroup(items, 0, 1), []uint8{miss, miss, miss}},
		{"an item without responses", fit.OneGroup(items, 0, 1), []uint8{0, miss, 1, 1, miss, 0}},
		{"all the same", fit.OneGroup(items, 0, 1), []uint8{1, 1, 1, 1, 1, 1, 1, 1, 1}},
		{"a group without persons", two, []uint8{0, 1, 1, 1, 0, 0}},
		{"a step instead of a curve", steep, []uint8{0, 1, 1, 1, 0, 0}},
		{"one item", fit.OneGroup(items[:1], 0, 1), []uint8{0, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			responses := irt.Responses{Cells: c.cells}
			for _, it := range c.model.Groups[0].Items {
				responses.Items = append(responses.Items, it.ID)
			}
			r := run(t, fit.Data{Responses: responses}, c.model)
			require.Nil(t, r.M2)
			require.Len(t, r.People, responses.Persons())
			_, err := json.Marshal(r)
			require.NoError(t, err)
		})
	}
}
