package link_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/link"
)

func TestEquatingAFormToItself(t *testing.T) {
	t.Parallel()
	items, _ := noisy(6)
	table, err := link.TrueScores(items, items)
	require.NoError(t, err)
	observed, err := link.ObservedScores(items, items, irt.StandardGrid())
	require.NoError(t, err)
	require.Len(t, table, 17)
	require.Len(t, observed, 17)
	for score, e := range table {
		require.InDelta(t, score, e.Equivalent, 1e-9)
		require.InDelta(t, score, observed[score], 1e-9)
	}
}

// A form of which each item is easier by 0.5 is passed with a higher score.
func TestEquatingToAnEasierForm(t *testing.T) {
	t.Parallel()
	items, _ := noisy(7)
	easier := link.Transformation{A: 1, B: -0.5}.Items(items)
	table, err := link.TrueScores(items, easier)
	require.NoError(t, err)
	observed, err := link.ObservedScores(items, easier, irt.StandardGrid())
	require.NoError(t, err)
	require.Equal(t, link.TrueScore{Theta: math.Inf(-1)}, table[0])
	require.Equal(t, link.TrueScore{Score: 16, Theta: math.Inf(1), Equivalent: 16}, table[16])
	for score := 1; score < 16; score++ {
		require.Greater(t, table[score].Equivalent, table[score-1].Equivalent)
		require.Greater(t, observed[score], observed[score-1])
		if score > 4 { // further down the two differ by what guessing does
			require.InDelta(t, table[score].Equivalent, observed[score], 0.3)
		}
	}
	require.Greater(t, table[8].Equivalent, 8.5)
	// At the theta of a score, the score is expected.
	expected := 0.0
	for _, it := range items {
		expected += it.ExpectedScore(table[8].Theta)
	}
	require.InDelta(t, 8, expected, 1e-9)
}

// Scores below the sum of the guessing parameters are interpolated: 1.2 on this
// form, 0.6 on the other.
func TestEquatingBelowGuessing(t *testing.T) {
	t.Parallel()
	form := func(c float64) (items []irt.Item) {
		for _, b := range []float64{-1, -0.5, 0, 0.5, 1, 1.5} {
			items = append(items, irt.Item{ID: "x", Model: irt.ThreePL, A: 1, B: []float64{b}, C: c})
		}
		return items
	}
	table, err := link.TrueScores(form(0.2), form(0.1))
	require.NoError(t, err)
	require.InDelta(t, 0.5, table[1].Equivalent, 1e-9)
	require.True(t, math.IsInf(table[1].Theta, -1))
	require.False(t, math.IsInf(table[2].Theta, -1))
}

func TestFormsThatCannotBeEquated(t *testing.T) {
	t.Parallel()
	items := []irt.Item{{ID: "a", A: 1, B: []float64{0}}, {ID: "turned", A: -1, B: []float64{0}}}
	_, err := link.TrueScores(items, items)
	require.ErrorContains(t, err, `item "turned" has a negative slope`)
	_, err = link.TrueScores(nil, items)
	require.ErrorContains(t, err, "no items")
	_, err = link.ObservedScores(items, nil, irt.StandardGrid())
	require.ErrorContains(t, err, "no items")
}
