package calibrate_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/calibrate"
)

// Without a slope there is no difficulty that a prior could be of.
func TestPriorsOfDifficultiesPassOverItemsWithoutSlope(t *testing.T) {
	t.Parallel()
	d := simulated(binary(6), 300, 1)
	got := run(t, d, calibrate.Options{
		Priors: calibrate.Priors{B: calibrate.Normal{SD: 1}}, SE: calibrate.Oakes,
		Items: map[string]calibrate.ItemOptions{"b01": {Held: map[string]float64{"a1": 0}}},
	})
	require.True(t, got.Converged)
	require.NotNil(t, got.Items[1].SE)
}
