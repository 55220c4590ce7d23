package irt_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
)

func TestItemOfOneTraitInBothForms(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		it := drawItem(t)
		m := it.Multi()
		require.NoError(t, m.Validate())
		back := m.Item()
		require.InDeltaSlice(t, it.B, back.B, 1e-9)
		theta := rapid.Float64Range(-4, 4).Draw(t, "theta")
		require.InDeltaSlice(t, it.Probabilities(nil, theta), m.Composite().Probabilities(nil, m.Along([]float64{theta})), 1e-9)
		require.InDeltaSlice(t, it.B, m.MDIFF(), 1e-9)
	})
}

func TestMultidimensionalDiscriminationAndDifficulty(t *testing.T) {
	t.Parallel()
	m := irt.MultiItem{ID: "x", A: []float64{0.6, 0.8}, D: []float64{-0.5}}
	require.InDelta(t, 1, m.MDISC(), 1e-15)
	require.InDeltaSlice(t, []float64{0.5}, m.MDIFF(), 1e-15)
	require.InDelta(t, 1.4, m.Along([]float64{1, 1}), 1e-15)
	require.Panics(t, func() { m.Item() })
	m.A = []float64{0, 0}
	require.ErrorContains(t, m.Validate(), `item "x": no slope differs from zero`)
}
