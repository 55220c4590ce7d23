package calibrate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt/calibrate"
	"suyang/irt/files"
)

// exploratory is what mirt 1.45.1 says of an exploratory model, rotated by
// oblimin as GPArotation does.
type exploratory struct {
	LogLik  float64 `json:"logLik"`
	Npar    int     `json:"npar_estimated"`
	Rotated struct {
		RotF, Fcor struct{ Values [][]float64 }
		H2         []float64
	}
}

// The reference is a fit to a tolerance of 1e-4 on 31 x 31 nodes.
func TestTwoTraitsOfSAT12AgreeWithMirt(t *testing.T) {
	t.Parallel()
	var want exploratory
	readReference(t, "sat12.EFA2", &want)
	d := readData(t, reference.Path(t, "irt/data/sat12.csv"), files.Columns{})
	r := run(t, d.Data(), calibrate.Options{Dimensions: []string{"F1", "F2"}})
	require.Equal(t, want.Npar, r.Parameters)
	require.Greater(t, r.LogLikelihood, want.LogLik-0.01)

	l, err := r.Rotate(calibrate.Oblimin)
	require.NoError(t, err)
	// Loadings agree as well as a fit to 1e-4 determines them. That of mirt, with
	// the slope of item 32 on the second factor held at zero, is 0.05 below the
	// highest likelihood: the item hardly measures anything, so that EM turns the
	// factors to its zero but slowly.
	for i, row := range want.Rotated.RotF.Values {
		tolerance := 0.01
		if i == 31 {
			tolerance = 0.05
		}
		require.InDeltaSlice(t, row, l.Pattern[i], tolerance, "item %d", i+1)
		require.InDelta(t, want.Rotated.H2[i], l.Communalities[i], 0.01, "item %d", i+1)
	}
	require.InDelta(t, want.Rotated.Fcor.Values[0][1], l.Correlations[0][1], 0.01)
}
