package fit_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/fit"
)

// All statistics of 5,000 persons and 60 items; the cost of more persons is
// linear, that of M2 grows with the sixth power of the items.
func BenchmarkRun(b *testing.B) {
	items := bank(60, irt.TwoPL, 1)
	d := fit.Data{Responses: draw(items, 5000, 1)}
	for b.Loop() {
		_, err := fit.Run(context.Background(), d, fit.OneGroup(items, 0, 1), fit.Options{})
		require.NoError(b, err)
	}
}
