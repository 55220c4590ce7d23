package files_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/files"
)

func TestNewItemsCanBeRead(t *testing.T) {
	t.Parallel()
	items := []irt.Item{
		{ID: "x", Model: irt.GPCM, A: 1.2, B: []float64{-0.5, 0.7}},
		{ID: "y", Model: irt.ThreePL, A: 0.8, B: []float64{1}, C: 0.2},
	}
	var text bytes.Buffer
	require.NoError(t, files.NewItems(items).Write(&text))
	c, err := files.ReadCalibration(&text, "items.json")
	require.NoError(t, err)
	require.Equal(t, irt.GPCM, c.Model)
	for i, it := range c.ResponseModels() {
		require.InDeltaSlice(t, items[i].Probabilities(nil, 0.4), it.Probabilities(nil, 0.4), 1e-12)
	}
}
