package calibrate_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
)

func TestTraitsThatItemsCannotDetermineAreToldApart(t *testing.T) {
	t.Parallel()
	d := simulatedMulti(blocks(2, 5), irt.StandardNormal(2), 300, 1)
	loads := func(traits ...[]int) map[string]calibrate.ItemOptions {
		items := make(map[string]calibrate.ItemOptions)
		for i, name := range d.Items {
			items[name] = calibrate.ItemOptions{Loads: traits[i]}
		}
		return items
	}
	a, b, both := []int{0}, []int{1}, []int{0, 1}
	correlated := [][2]int{{0, 1}}
	for name, c := range map[string]struct {
		options calibrate.Options
		says    string
	}{
		"a trait without items": {calibrate.Options{Items: loads(a, a, a, a, a, a, a, a, a, a)}, `no item measures dimension "second"`},
		"the same items":        {calibrate.Options{Covariances: correlated, Items: loads(both, both, both, both, both, both, both, both, both, both)}, "measured by the same items"},
		"one item":              {calibrate.Options{Covariances: correlated, Items: loads(a, a, a, a, a, a, a, a, a, b)}, `dimension "second" is measured by 1 item only`},
		"two items, alone":      {calibrate.Options{Items: loads(a, a, a, a, a, a, a, a, b, b)}, "correlates with no other"},
		"bifactor, two items":   {calibrate.Options{Bifactor: calibrate.SpecificSlopes, Items: loads(a, a, a, a, a, a, a, a, b, b)}, "correlates with no other"},
		"bifactor, all items":   {calibrate.Options{Bifactor: calibrate.Testlet, Items: loads(b, b, b, b, b, b, b, b, b, b)}, "measured by the same items"},

		"two items, correlated":  {calibrate.Options{Covariances: correlated, Items: loads(a, a, a, a, a, a, a, a, b, b)}, ""},
		"two items, equal":       {calibrate.Options{Model: irt.OnePL, Items: loads(a, a, a, a, a, a, a, a, b, b)}, ""},
		"two items of a testlet": {calibrate.Options{Bifactor: calibrate.Testlet, Items: loads(a, a, a, a, a, a, a, a, b, b)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.options.Dimensions, c.options.MaxCycles = []string{"first", "second"}, 3
			_, err := calibrate.Run(context.Background(), d, c.options)
			if c.says == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.says)
		})
	}
}

func TestScalesNeedAnOriginAndAUnit(t *testing.T) {
	t.Parallel()
	d := twoGroups(binary(6), binary(6), 300)
	first := d.Items[0]
	held := func(name string, value float64) map[string]calibrate.ItemOptions {
		return map[string]calibrate.ItemOptions{first: {Held: map[string]float64{name: value}}}
	}
	const mean, variance, both = "the mean of the trait cannot", "the variance of the trait cannot", calibrate.FreeMeanVariance
	for name, c := range map[string]struct {
		options calibrate.Options
		says    string
	}{
		"a unit of no group":       {calibrate.Options{ReferenceLatent: calibrate.FreeVariance}, variance},
		"a common slope":           {calibrate.Options{Model: irt.OnePL, ReferenceLatent: calibrate.FreeVariance}, variance},
		"an origin of no group":    {calibrate.Options{Model: irt.Rasch, ReferenceLatent: both}, mean},
		"nothing in common":        {calibrate.Options{Invariance: calibrate.Configural, Latent: calibrate.FreeVariance}, variance},
		"no intercepts in common":  {calibrate.Options{Invariance: calibrate.Metric, Latent: both}, mean},
		"priors of asymptotes":     {calibrate.Options{Model: irt.ThreePL, ReferenceLatent: calibrate.FreeVariance}, variance},
		"a slope held":             {calibrate.Options{ReferenceLatent: calibrate.FreeVariance, Items: held("a1", 1)}, ""},
		"an intercept held":        {calibrate.Options{Model: irt.Rasch, ReferenceLatent: both, Items: held("d1", 0)}, ""},
		"a prior of slopes":        {calibrate.Options{ReferenceLatent: calibrate.FreeVariance, Priors: calibrate.Priors{A: calibrate.LogNormal{SD: 0.5}}}, ""},
		"the other group is fixed": {calibrate.Options{Latent: calibrate.FixedLatent, ReferenceLatent: both}, ""},
		"items in common":          {calibrate.Options{Latent: both}, ""},
		"an item in common":        {calibrate.Options{Invariance: calibrate.Configural, Latent: both, Items: map[string]calibrate.ItemOptions{first: {Invariance: new(calibrate.Scalar)}}}, ""},
		"slopes in common":         {calibrate.Options{Invariance: calibrate.Metric, Latent: calibrate.FreeVariance}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.options.MaxCycles = 3
			_, err := calibrate.Run(context.Background(), d, c.options)
			if c.says == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.says)
		})
	}
}

func TestBifactorOptionsAreChecked(t *testing.T) {
	t.Parallel()
	d := simulatedMulti(testlets(2, 5), irt.StandardNormal(3), 100, 1)
	for name, c := range map[string]struct {
		change func(o *calibrate.Options)
		says   string
	}{
		"unknown":     {func(o *calibrate.Options) { o.Bifactor = "trifactor" }, `unknown bifactor model "trifactor"`},
		"one trait":   {func(o *calibrate.Options) { o.Dimensions, o.Items = nil, nil }, "1 traits"},
		"covariances": {func(o *calibrate.Options) { o.Covariances = [][2]int{{0, 1}} }, "uncorrelated"},
		"points":      {func(o *calibrate.Options) { o.Points = 100 }, "grid"},
		"two specifics, fixed": {func(o *calibrate.Options) {
			o.Fixed = []irt.MultiItem{{ID: "i2", Model: irt.TwoPL, A: []float64{0, 1, 1}, D: []float64{0}}}
		}, `item "i2"`},
		"two specifics":     {func(o *calibrate.Options) { o.Items["i1"] = calibrate.ItemOptions{Loads: []int{1, 2}} }, `item "i1"`},
		"points, one trait": {func(o *calibrate.Options) { *o = calibrate.Options{Points: 100} }, "one has a grid"},
		"too many points":   {func(o *calibrate.Options) { o.Bifactor, o.Points = "", 1e6 }, "quasi-Monte-Carlo"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := bifactor(testlets(2, 5), calibrate.SpecificSlopes)
			c.change(&o)
			_, err := calibrate.Run(context.Background(), d, o)
			require.ErrorContains(t, err, c.says)
		})
	}
}

func TestOnlyExploratoryModelsAreRotated(t *testing.T) {
	t.Parallel()
	items := blocks(2, 5)
	d := simulatedMulti(items, equicorrelated(2, 0.4), 500, 1)
	r := run(t, d, confirmatory(items, true))
	_, err := r.Rotate(calibrate.Oblimin)
	require.ErrorContains(t, err, "exploratory")

	r = run(t, d, calibrate.Options{Dimensions: []string{"first", "second"}})
	_, err = r.Rotate("promax")
	require.ErrorContains(t, err, `unknown rotation "promax"`)
	l, err := r.Rotate(calibrate.Varimax)
	require.NoError(t, err)
	require.Equal(t, [][]float64{{1, 0}, {0, 1}}, l.Correlations)
	for i, row := range l.Pattern {
		require.InDelta(t, row[0]*row[0]+row[1]*row[1], l.Communalities[i], 1e-9)
	}
}
