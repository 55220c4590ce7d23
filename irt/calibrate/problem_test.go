package calibrate_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
)

func TestNamesWhatIsWrongWithAnItem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		response func(d calibrate.Data) func(person int) uint8
		kind     calibrate.Kind
		left     int // items calibrated of 8
	}{
		"nobody answered": {
			func(calibrate.Data) func(int) uint8 { return func(int) uint8 { return irt.MissingCell } },
			calibrate.NoResponses, 7,
		},
		"all the same": {
			func(calibrate.Data) func(int) uint8 { return func(int) uint8 { return 1 } },
			calibrate.Constant, 7,
		},
		"key reversed": {
			func(d calibrate.Data) func(int) uint8 {
				return func(i int) uint8 { return 1 - d.Row(i)[7] }
			},
			calibrate.NegativeSlope, 8,
		},
		"coin tosses": {
			func(calibrate.Data) func(int) uint8 { return func(i int) uint8 { return uint8(i / 3 % 2) } },
			calibrate.FlatSlope, 8,
		},
		"copy of another item": {
			func(d calibrate.Data) func(int) uint8 { return func(i int) uint8 { return d.Row(i)[6] } },
			calibrate.SteepSlope, 8,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := simulated(binary(8), 3000, 4)
			set(d, 7, c.response(d))
			got, err := calibrate.Run(context.Background(), d, calibrate.Options{})
			require.NoError(t, err)
			require.Len(t, got.Items, c.left)
			require.NotEmpty(t, got.Problems)
			found := got.Problems[len(got.Problems)-1]
			require.Equal(t, c.kind, found.Kind)
			require.Equal(t, "b07", found.Item)
			require.Contains(t, found.Message, "b07")
		})
	}
}

func TestLeavesOutAnItemWithAnUnobservedCategory(t *testing.T) {
	t.Parallel()
	d := simulated(binary(6), 500, 4)
	d.Categories[2] = 3
	got, err := calibrate.Run(context.Background(), d, calibrate.Options{})
	require.NoError(t, err)
	require.Len(t, got.Items, 5)
	require.Equal(t, calibrate.EmptyCategory, got.Problems[0].Kind)
	require.Contains(t, got.Problems[0].Message, `category 2 of item "b02"`)
}

func TestPersonsWithoutResponsesChangeNothing(t *testing.T) {
	t.Parallel()
	d := simulated(binary(6), 500, 4)
	want, err := calibrate.Run(context.Background(), d, calibrate.Options{})
	require.NoError(t, err)
	for range 30 * len(d.Items) {
		d.Cells = append(d.Cells, irt.MissingCell)
	}
	got, err := calibrate.Run(context.Background(), d, calibrate.Options{})
	require.NoError(t, err)
	require.Equal(t, want.LogLikelihood, got.LogLikelihood)
	require.Equal(t, want.BIC, got.BIC)
	require.Equal(t, 500, got.Persons)
	require.Equal(t, calibrate.EmptyPersons, got.Problems[0].Kind)
	require.Contains(t, got.Problems[0].Message, "30 of 530")
}

func TestSamplingWeightsNeedSandwichErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		weight float64
		se     calibrate.SE
		warns  bool
	}{
		"oakes":          {1.5, calibrate.Oakes, true},
		"cross-products": {1.5, calibrate.CrossProduct, true},
		"sandwich":       {1.5, calibrate.Sandwich, false},
		"none":           {1.5, calibrate.NoSE, false},
		"whole numbers":  {2, calibrate.Oakes, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := simulated(binary(6), 500, 4)
			d.Weights = slices.Repeat([]float64{c.weight}, 500)
			got, err := calibrate.Run(context.Background(), d, calibrate.Options{SE: c.se})
			require.NoError(t, err)
			require.Equal(t, c.warns, slices.ContainsFunc(got.Problems, func(p calibrate.Problem) bool { return p.Kind == calibrate.SamplingWeights }))
		})
	}
}

func TestSaysThatItDidNotConverge(t *testing.T) {
	t.Parallel()
	got, err := calibrate.Run(context.Background(), simulated(binary(6), 500, 4), calibrate.Options{MaxCycles: 2})
	require.NoError(t, err)
	require.False(t, got.Converged)
	require.Contains(t, got.Verdict(), "not converged after 2 cycles")
	require.Equal(t, calibrate.NotConverged, got.Problems[0].Kind)
}

// Copies of an item have slopes without bound; the others are none the worse.
func TestItemsThatRunAwayHaveNoStandardErrors(t *testing.T) {
	t.Parallel()
	d := simulated(binary(8), 3000, 4)
	set(d, 7, func(i int) uint8 { return d.Row(i)[6] })
	for _, se := range []calibrate.SE{calibrate.Oakes, calibrate.Sandwich} {
		got := run(t, d, calibrate.Options{Model: irt.ThreePL, SE: se})
		for i, e := range got.Items {
			away := e.A[0] > 10
			require.Equal(t, i >= 6, away, e.ID)
			require.Equal(t, away, math.IsNaN(e.SE.A[0]), e.ID)
			require.Equal(t, away, math.IsNaN(e.SE.B[0]), e.ID)
		}
	}
}

func TestNamesWhatIsWrongWithGroups(t *testing.T) {
	t.Parallel()
	items := binary(12)
	disjoint := twoGroups(items, items, 500)
	for i := range disjoint.Persons() {
		for j := range items {
			if (j < 6) == (disjoint.Groups[i] == 1) {
				disjoint.Row(i)[j] = irt.MissingCell
			}
		}
	}
	noise := simulated(binary(6), 2000, 4)
	for i := range noise.Persons() {
		row := noise.Row(i)
		for j := range row {
			row[j] = uint8(((i >> (j / 2)) ^ j) & 1) // pairs of opposites
		}
	}
	for name, c := range map[string]struct {
		data    calibrate.Data
		options calibrate.Options
		kind    calibrate.Kind
		message string
	}{
		"no common items":     {disjoint, calibrate.Options{}, calibrate.Unlinked, `group "second" has no items in common with group "first"`},
		"nothing in common":   {noise, calibrate.Options{Model: irt.Rasch}, calibrate.NoVariance, "the variance of the trait runs to zero in the population"},
		"beyond the nodes":    {twoGroups(items, items, 500), calibrate.Options{Range: 2, Quadrature: 31}, calibrate.Uncovered, `the nodes from -2 to 2 cover 96.1 % of the distribution of group "first"`},
		"between the nodes":   {twoGroups(items, items, 500), calibrate.Options{Quadrature: 7}, calibrate.Coarse, `the nodes are 2 apart and the standard deviation of group "first" is 1`},
		"3PL of few persons":  {simulated(items, 200, 1), calibrate.Options{Model: irt.ThreePL}, calibrate.FewResponses, "12 of 12 items have few responses for their model; item \"b00\" has 200, and 3pl needs 500"},
		"category of a group": {constantInSecond(), calibrate.Options{Invariance: calibrate.Metric}, calibrate.Constant, `in group "second" all responses to item "b03" are the same`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := calibrate.Run(context.Background(), c.data, c.options)
			require.NoError(t, err)
			at := slices.IndexFunc(got.Problems, func(p calibrate.Problem) bool { return p.Kind == c.kind })
			require.GreaterOrEqual(t, at, 0, "%v", got.Problems)
			require.Contains(t, got.Problems[at].Message, c.message)
		})
	}
}

// constantInSecond has an item that all of the second group answer right.
func constantInSecond() calibrate.Data {
	d := twoGroups(binary(6), binary(6), 500)
	set(d, 3, func(i int) uint8 { return max(d.Row(i)[3], uint8(d.Groups[i])) })
	return d
}

// Two dichotomous items have three degrees of freedom for four parameters.
func TestSaysThatAModelIsNotIdentified(t *testing.T) {
	t.Parallel()
	for _, se := range []calibrate.SE{calibrate.Oakes, calibrate.CrossProduct} {
		got, err := calibrate.Run(context.Background(), simulated(binary(2), 2000, 4), calibrate.Options{SE: se})
		require.NoError(t, err)
		require.Equal(t, calibrate.NotIdentified, got.Problems[len(got.Problems)-1].Kind)
		require.Nil(t, got.Items[0].SE)
	}
}

func TestRejects(t *testing.T) {
	t.Parallel()
	good := func() calibrate.Data { return simulated(binary(4), 50, 1) }
	for name, c := range map[string]struct {
		change  func(d *calibrate.Data, o *calibrate.Options)
		message string
	}{
		"no items":            {func(d *calibrate.Data, _ *calibrate.Options) { *d = calibrate.Data{} }, "no responses"},
		"half a row":          {func(d *calibrate.Data, _ *calibrate.Options) { d.Cells = d.Cells[1:] }, "not a whole number of rows"},
		"categories short":    {func(d *calibrate.Data, _ *calibrate.Options) { d.Categories = d.Categories[1:] }, "3 numbers of categories for 4 items"},
		"too many categories": {func(d *calibrate.Data, _ *calibrate.Options) { d.Categories[1] = 65 }, `"b01" has 65 categories, at most 64`},
		"negative categories": {func(d *calibrate.Data, _ *calibrate.Options) {
			set(*d, 1, func(int) uint8 { return irt.MissingCell })
			d.Categories[1] = -1
		}, `"b01" has -1 categories`},
		"unknown category": {func(d *calibrate.Data, _ *calibrate.Options) { d.Row(6)[2] = 2 }, `person 7 answered category 2 of item "b02", which has 2`},
		"weights short":    {func(d *calibrate.Data, _ *calibrate.Options) { d.Weights = []float64{1} }, "1 weights for 50 persons"},
		"negative weight": {func(d *calibrate.Data, _ *calibrate.Options) {
			d.Weights = make([]float64, 50)
			d.Weights[8] = -1
		}, "weight -1 of person 9"},
		"weight is not a number": {func(d *calibrate.Data, _ *calibrate.Options) {
			d.Weights = make([]float64, 50)
			d.Weights[8] = math.NaN()
		}, "weight NaN of person 9"},
		"groups short":           {func(d *calibrate.Data, _ *calibrate.Options) { d.Groups = []int{0} }, "1 group memberships for 50 persons"},
		"unknown group":          {func(d *calibrate.Data, _ *calibrate.Options) { d.Groups = make([]int, 50) }, "person 1 is in group 0 of 0"},
		"groups without members": {func(d *calibrate.Data, _ *calibrate.Options) { d.GroupNames = []string{"a", "b"} }, "2 groups and nobody in them"},
		"empty group": {func(d *calibrate.Data, _ *calibrate.Options) {
			d.Groups, d.GroupNames = make([]int, 50), []string{"here", "nowhere"}
		}, `group "nowhere" has no responses`},
		"nothing varies": {func(d *calibrate.Data, _ *calibrate.Options) { clear(d.Cells) }, "0 of 4 items can be calibrated, at least 2 are needed; all responses to item \"b00\" are the same"},
		"and so on":      {func(d *calibrate.Data, _ *calibrate.Options) { clear(d.Cells) }, "item \"b02\" are the same; it was left out; and so on, 1 more"},
		"tolerance":      {func(_ *calibrate.Data, o *calibrate.Options) { o.Tol = -1 }, "tolerance -1 must be positive"},
		"cycles":         {func(_ *calibrate.Data, o *calibrate.Options) { o.MaxCycles = -1 }, "-1 cycles"},
		"nodes":          {func(_ *calibrate.Data, o *calibrate.Options) { o.Quadrature = 4 }, "4 quadrature nodes"},
		"range":          {func(_ *calibrate.Data, o *calibrate.Options) { o.Range = math.Inf(1) }, "range +Inf"},
		"errors":         {func(_ *calibrate.Data, o *calibrate.Options) { o.SE = "jackknife" }, `unknown standard errors "jackknife": use oakes, xpd, sandwich or none`},
		"threads":        {func(_ *calibrate.Data, o *calibrate.Options) { o.Threads = -1 }, "-1 threads"},
		"model":          {func(_ *calibrate.Data, o *calibrate.Options) { o.Model = 99 }, "model(99) cannot be calibrated"},
		"invariance":     {func(_ *calibrate.Data, o *calibrate.Options) { o.Invariance = 9 }, "unknown invariance(9)"},
		"prior of several traits": {func(_ *calibrate.Data, o *calibrate.Options) {
			o.Dimensions, o.Priors.B = []string{"x", "y"}, calibrate.Normal{SD: 1}
		}, `item "b01" measures several traits, so that it has no difficulty to have a prior`},
		"prior":        {func(_ *calibrate.Data, o *calibrate.Options) { o.Priors.A = calibrate.Normal{} }, "standard deviation 0 of a prior must be positive"},
		"no such item": {func(_ *calibrate.Data, o *calibrate.Options) { o.Items = map[string]calibrate.ItemOptions{"x": {}} }, `there is no item "x"`},
		"no such trait": {func(_ *calibrate.Data, o *calibrate.Options) {
			o.Items = map[string]calibrate.ItemOptions{"b01": {Loads: []int{1}}}
		}, `item "b01": traits [1] must differ and be among the 1`},
		"no such group": {func(_ *calibrate.Data, o *calibrate.Options) { o.ReferenceGroup = "x" }, `the reference group "x" is not among the groups`},
		"no parameter": {func(_ *calibrate.Data, o *calibrate.Options) {
			o.Items = map[string]calibrate.ItemOptions{"b01": {Held: map[string]float64{"c": 0.2}}}
		}, `item "b01" has no parameter "c" to hold; it has a1, d1`},
		"no covariates": {func(_ *calibrate.Data, o *calibrate.Options) { o.Regression = true }, "a latent regression needs covariates"},
		"fixed twice":   {func(_ *calibrate.Data, o *calibrate.Options) { o.Fixed = make([]irt.MultiItem, 2) }, `item "" is fixed twice`},
		"fixed item": {func(_ *calibrate.Data, o *calibrate.Options) {
			o.Fixed = []irt.MultiItem{{ID: "b01", A: []float64{1}, D: []float64{1, 0}, Model: irt.GRM}}
		}, `fixed item "b01" has 3 categories, the data 2`},
		"covariates":     {func(d *calibrate.Data, _ *calibrate.Options) { d.CovariateNames = []string{"x"} }, "1 covariates without values"},
		"clusters short": {func(d *calibrate.Data, _ *calibrate.Options) { d.Clusters = []int{1} }, "1 cluster memberships for 50 persons"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, o := good(), calibrate.Options{}
			c.change(&d, &o)
			_, err := calibrate.Run(context.Background(), d, o)
			require.ErrorContains(t, err, c.message)
		})
	}
}
