package calibrate_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
)

func graded(n int) []irt.Item {
	items := binary(n)
	for i := range items {
		b := items[i].B[0]
		items[i].Model, items[i].B = irt.GRM, []float64{b - 1, b - 0.3, b + 0.3, b + 1}
	}
	return items
}

func BenchmarkRun(b *testing.B) {
	for _, c := range []struct {
		name    string
		items   []irt.Item
		options calibrate.Options
	}{
		{"10000x60 2PL", binary(60), calibrate.Options{}},
		{"10000x60 2PL Oakes", binary(60), calibrate.Options{SE: calibrate.Oakes}},
		{"10000x60 3PL", binary(60), calibrate.Options{Model: irt.ThreePL}},
		{"10000x40 GRM", graded(40), calibrate.Options{Model: irt.GRM}},
	} {
		b.Run(c.name, func(b *testing.B) {
			d := simulated(c.items, 10000, 1)
			for b.Loop() {
				_, err := calibrate.Run(context.Background(), d, c.options)
				require.NoError(b, err)
			}
		})
	}
}
