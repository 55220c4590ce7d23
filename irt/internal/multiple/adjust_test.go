package multiple_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/internal/multiple"
)

func TestAdjusted(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	for _, c := range []struct {
		name                    string
		p, holm, falseDiscovery []float64
	}{
		// The 15 p values of Benjamini and Hochberg (1995, section 4.1); they
		// reject four hypotheses at 0.05, Holm's method three.
		{
			"myocardial infarction",
			[]float64{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000},
			[]float64{0.0015, 0.0056, 0.0247, 0.1140, 0.2211, 0.2780, 0.2780, 0.2780, 0.3213, 1, 1, 1, 1, 1, 1},
			[]float64{0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857142857142857, 0.063857142857142857, 0.0645, 0.0765, 0.486, 0.58118181818181819, 0.714875, 0.75323076923076923, 0.81321428571428571, 1},
		},
		{"out of order", []float64{0.04, 0.01, 0.03}, []float64{0.06, 0.03, 0.06}, []float64{0.04, 0.03, 0.04}},
		{"a test not made does not count", []float64{0.02, nan, 0.04}, []float64{0.04, nan, 0.04}, []float64{0.04, nan, 0.04}},
		{"none", []float64{}, []float64{}, []float64{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.InDeltaSlice(t, c.holm, multiple.Holm(c.p), 1e-12)
			require.InDeltaSlice(t, c.falseDiscovery, multiple.BenjaminiHochberg(c.p), 1e-12)
		})
	}
}
