package calibrate_test

import (
	"context"
	"math"
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

func TestSaysThatItDidNotConverge(t *testing.T) {
	t.Parallel()
	got, err := calibrate.Run(context.Background(), simulated(binary(6), 500, 4), calibrate.Options{MaxCycles: 2})
	require.NoError(t, err)
	require.False(t, got.Converged)
	require.Contains(t, got.Verdict(), "not converged after 2 cycles")
	require.Equal(t, calibrate.NotConverged, got.Problems[0].Kind)
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
		"unknown category":    {func(d *calibrate.Data, _ *calibrate.Options) { d.Row(6)[2] = 2 }, `person 7 answered category 2 of item "b02", which has 2`},
		"weights short":       {func(d *calibrate.Data, _ *calibrate.Options) { d.Weights = []float64{1} }, "1 weights for 50 persons"},
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
		"tolerance":      {func(_ *calibrate.Data, o *calibrate.Options) { o.Tol = -1 }, "tolerance -1 must be positive"},
		"cycles":         {func(_ *calibrate.Data, o *calibrate.Options) { o.MaxCycles = -1 }, "-1 cycles"},
		"nodes":          {func(_ *calibrate.Data, o *calibrate.Options) { o.Quadrature = 4 }, "4 quadrature nodes"},
		"range":          {func(_ *calibrate.Data, o *calibrate.Options) { o.Range = math.Inf(1) }, "range +Inf"},
		"errors":         {func(_ *calibrate.Data, o *calibrate.Options) { o.SE = "jackknife" }, `unknown standard errors "jackknife": use oakes, xpd, sandwich or none`},
		"threads":        {func(_ *calibrate.Data, o *calibrate.Options) { o.Threads = -1 }, "-1 threads"},
		"model":          {func(_ *calibrate.Data, o *calibrate.Options) { o.Model = 99 }, "model(99) cannot be calibrated"},
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
