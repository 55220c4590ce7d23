package calibrate_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/simulate"
)

// The diagonal of the matrix holds the squared standard errors of the items, in
// the order told.
func TestItemCovarianceHasTheStandardErrors(t *testing.T) {
	t.Parallel()
	for _, model := range []irt.Model{irt.Rasch, irt.OnePL, irt.ThreePL, irt.FourPL, irt.RSM, irt.GRM, irt.NRM} {
		t.Run(model.String(), func(t *testing.T) {
			t.Parallel()
			items := simulate.Bank(8, model, 3, 5)
			d := calibrate.Data{Responses: simulate.Responses(items, simulate.Simulees(3000, 0, 1, 5), 5)}
			for _, it := range items {
				d.Categories = append(d.Categories, it.Categories())
			}
			r, err := calibrate.Run(context.Background(), d, calibrate.Options{Model: model, SE: calibrate.CrossProduct})
			require.NoError(t, err)
			require.NotNil(t, r.Covariance)
			v := r.ItemCovariance()
			at := 0
			check := func(se float64) {
				t.Helper()
				if math.IsNaN(se) {
					se = 0
				}
				require.InDelta(t, se, math.Sqrt(v.At(at, at)), 1e-9)
				at++
			}
			for _, e := range r.Items {
				check(e.SE.A[0])
				for _, se := range e.SE.D {
					check(se)
				}
				switch e.Model {
				case irt.ThreePL:
					check(e.SE.C)
				case irt.FourPL:
					check(e.SE.C)
					check(e.SE.U)
				case irt.NRM:
					for _, se := range e.SE.Scores[1 : len(e.SE.Scores)-1] {
						check(se)
					}
				}
			}
			require.Equal(t, v.SymmetricDim(), at)
		})
	}
}

func TestNoItemCovarianceWithoutStandardErrors(t *testing.T) {
	t.Parallel()
	require.Nil(t, (&calibrate.Result{}).ItemCovariance())
}
