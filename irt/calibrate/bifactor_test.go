package calibrate_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
)

// testlets makes items of which all measure the first trait and each one of the
// others; as many in turn.
func testlets(specifics, perSpecific int) []irt.MultiItem {
	items := blocks(specifics, perSpecific)
	for i := range items {
		specific := i / perSpecific
		items[i].A = make([]float64, 1+specifics)
		items[i].A[0] = 0.9 + 0.2*float64(i%4)
		items[i].A[1+specific] = 0.6 + 0.2*float64(i%3)
	}
	return items
}

// bifactor are options under which items measure what they do in truth.
func bifactor(items []irt.MultiItem, of calibrate.Bifactor) calibrate.Options {
	o := confirmatory(items, false)
	o.Bifactor = of
	return o
}

// The full product of three traits is the same integral.
func TestBifactorEqualsThreeUncorrelatedTraits(t *testing.T) {
	t.Parallel()
	items := testlets(2, 5)
	items[9].A[2] = 0 // measures the general trait only
	d := simulatedMulti(items, irt.StandardNormal(3), 2000, 1)
	for i := range d.Cells {
		if i%7 == 0 {
			d.Cells[i] = irt.MissingCell
		}
	}
	for i := range d.Persons() {
		d.Weights = append(d.Weights, 0.5+float64(i%3))
		d.Clusters = append(d.Clusters, i/20)
	}
	for _, se := range []calibrate.SE{calibrate.Oakes, calibrate.CrossProduct, calibrate.Sandwich} {
		t.Run(string(se), func(t *testing.T) {
			t.Parallel()
			full, reduced := confirmatory(items, false), bifactor(items, calibrate.SpecificSlopes)
			full.Quadrature, reduced.Quadrature = 15, 15
			full.Tol, reduced.Tol = 1e-7, 1e-7
			full.SE, reduced.SE = se, se
			want, got := run(t, d, full), run(t, d, reduced)
			require.InDelta(t, want.LogLikelihood, got.LogLikelihood, 1e-6)
			for i, e := range want.Items {
				require.InDeltaSlice(t, e.A, got.Items[i].A, 1e-4, e.ID)
				require.InDeltaSlice(t, e.D, got.Items[i].D, 1e-4, e.ID)
				// The full product rounds posteriors, see lookup.Engine.Missing.
				require.InEpsilon(t, e.SE.A[0], got.Items[i].SE.A[0], 0.002, e.ID)
				require.InEpsilon(t, e.SE.D[0], got.Items[i].SE.D[0], 0.002, e.ID)
			}
		})
	}
}

// Eight traits, which no product of nodes could serve.
func TestBifactorIsRecovered(t *testing.T) {
	t.Parallel()
	items := testlets(7, 5)
	r := run(t, simulatedMulti(items, irt.StandardNormal(8), 3000, 2), bifactor(items, calibrate.SpecificSlopes))
	require.Equal(t, 3*35, r.Parameters)
	bias, rmse := recovery(items, r)
	require.InDelta(t, 0, bias, 0.03)
	require.Less(t, rmse, 0.15)
}

// rasch makes the slopes 1 on both traits.
func rasch(items []irt.MultiItem) []irt.MultiItem {
	for i := range items {
		items[i].Model = irt.Rasch
		for d, a := range items[i].A {
			if a != 0 {
				items[i].A[d] = 1
			}
		}
	}
	return items
}

// equalSlopes makes those on the specific trait those on the general one.
func equalSlopes(items []irt.MultiItem) []irt.MultiItem {
	for i := range items {
		for d, a := range items[i].A {
			if a != 0 {
				items[i].A[d] = items[i].A[0]
			}
		}
	}
	return items
}

func TestTestletVariancesAreRecovered(t *testing.T) {
	t.Parallel()
	truth := irt.StandardNormal(4)
	truth.Covariance[1][1], truth.Covariance[2][2], truth.Covariance[3][3] = 0.3, 0.7, 1.2
	for name, c := range map[string]struct {
		items      []irt.MultiItem
		model      irt.Model
		parameters int
	}{
		"Rasch": {rasch(testlets(3, 8)), irt.Rasch, 24 + 4},
		"2PL":   {equalSlopes(testlets(3, 8)), irt.TwoPL, 48 + 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := bifactor(c.items, calibrate.Testlet)
			o.Model = c.model
			r := run(t, simulatedMulti(c.items, truth, 3000, 4), o)
			require.Equal(t, c.parameters, r.Parameters)
			for d := 1; d < 4; d++ {
				require.InDelta(t, truth.Covariance[d][d], r.Groups[0].Covariance[d][d], 0.2)
			}
			for _, e := range r.Items {
				for d, a := range e.A {
					if a != 0 {
						require.Equal(t, e.A[0], e.A[d], "%s, trait %d", e.ID, d)
					}
				}
			}
		})
	}
}

// The standard deviation of 0.15 is below half the distance of 31 nodes at rest.
func TestSmallTestletVariancesAreIntegrated(t *testing.T) {
	t.Parallel()
	items, truth := rasch(testlets(2, 8)), irt.StandardNormal(3)
	truth.Covariance[1][1], truth.Covariance[2][2] = 0.02, 0.8
	d, o := simulatedMulti(items, truth, 1000, 6), bifactor(items, calibrate.Testlet)
	o.Model, o.Tol = irt.Rasch, 1e-5
	usual := run(t, d, o)
	require.Less(t, usual.Groups[0].Covariance[1][1], 0.05)
	o.Quadrature = 45
	fine := run(t, d, o)
	require.InDelta(t, fine.LogLikelihood, usual.LogLikelihood, 1e-3)
	require.InDelta(t, fine.Groups[0].Covariance[1][1], usual.Groups[0].Covariance[1][1], 1e-3)
}

// In the second group the general trait has another mean and variance, and the
// specific traits have other variances.
func TestBifactorOfGroupsIsRecovered(t *testing.T) {
	t.Parallel()
	items := testlets(2, 8)
	other := irt.StandardNormal(3)
	other.Mean[0], other.Covariance[0][0], other.Covariance[2][2] = -0.6, 1.4, 0.5
	d := simulatedMulti(items, irt.StandardNormal(3), 2500, 7)
	d.Cells = append(d.Cells, simulatedMulti(items, other, 2500, 8).Cells...)
	d.GroupNames, d.Groups = []string{"one", "two"}, make([]int, 5000)
	for i := 2500; i < 5000; i++ {
		d.Groups[i] = 1
	}
	r := run(t, d, bifactor(items, calibrate.SpecificSlopes))
	require.Equal(t, 3*16+1+3, r.Parameters)
	require.InDeltaSlice(t, other.Mean, r.Groups[1].Means, 0.1)
	requireCovariance(t, other, r.Groups[1], 0.25)
	requireCovariance(t, irt.StandardNormal(3), r.Groups[0], 0)
}

// pisaUnits are the items of pisa_read by the text they belong to: the name
// without the number of the question.
func pisaUnits(items []string) (units []string, unit map[string]int) {
	unit = make(map[string]int)
	for _, name := range items {
		if of := name[:4]; len(units) == 0 || units[len(units)-1] != of {
			units = append(units, of)
		}
		unit[name] = len(units)
	}
	return units, unit
}

// Reading items of a text depend on each other: the testlet model explains the
// answers better than one trait.
func TestTextsOfPISAReadingAreTestlets(t *testing.T) {
	t.Parallel()
	d := readData(t, reference.Path(t, "irt/data/pisa_read.csv"), files.Columns{}).Data()
	units, unit := pisaUnits(d.Items)
	require.Equal(t, []string{"R432", "R456", "R460", "R466"}, units)
	o := calibrate.Options{Model: irt.Rasch, Bifactor: calibrate.Testlet, Dimensions: append([]string{"reading"}, units...), Items: make(map[string]calibrate.ItemOptions)}
	for name, u := range unit {
		o.Items[name] = calibrate.ItemOptions{Loads: []int{0, u}}
	}
	one, several := run(t, d, calibrate.Options{Model: irt.Rasch, Quadrature: 31}), run(t, d, o)
	require.Equal(t, one.Parameters+4, several.Parameters)
	// A likelihood ratio of 15.7 for four variances; most of it for the second text.
	require.Greater(t, several.LogLikelihood, one.LogLikelihood+7.5)
	require.Less(t, several.AIC, one.AIC)
	require.InDelta(t, 1.17, math.Sqrt(several.Groups[0].Covariance[2][2]), 0.01)
}
