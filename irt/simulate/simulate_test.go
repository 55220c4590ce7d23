package simulate_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/simulate"
)

var items = []irt.Item{
	{ID: "a", A: 1.2, B: []float64{0.3}},
	{ID: "b", Model: irt.ThreePL, A: 1, B: []float64{1}, C: 0.2},
	{ID: "c", Model: irt.GRM, A: 1.5, B: []float64{-1, 0.5}},
	{ID: "d", Model: irt.GPCM, A: 0.8, B: []float64{0.5, -0.5, 0}},
}

func TestSimuleesAreNormal(t *testing.T) {
	t.Parallel()
	theta := simulate.Simulees(20000, 0.5, 2, 1)
	sum, square := 0.0, 0.0
	for _, v := range theta {
		sum += v
		square += v * v
	}
	mean := sum / 20000
	require.InDelta(t, 0.5, mean, 0.06) // four standard errors
	require.InDelta(t, 2, math.Sqrt(square/20000-mean*mean), 0.04)
}

func TestSameSeedSameResponses(t *testing.T) {
	t.Parallel()
	theta := simulate.Simulees(50, 0, 1, 8)
	require.Equal(t, theta, simulate.Simulees(50, 0, 1, 8))
	require.NotEqual(t, theta, simulate.Simulees(50, 0, 1, 9))
	first, again := simulate.Responses(items, theta, 8), simulate.Responses(items, theta, 8)
	require.Equal(t, first, again)
	require.NotEqual(t, simulate.Responses(items, theta, 8), simulate.Responses(items, theta, 9))
}

// Shares of responses at one theta are the probabilities of the model.
func TestResponsesFollowTheModel(t *testing.T) {
	t.Parallel()
	const persons = 20000
	r := simulate.Responses(items, make([]float64, persons), 5)
	require.Equal(t, []string{"a", "b", "c", "d"}, r.Items)
	require.Equal(t, persons, r.Persons())
	for j, it := range items {
		shares := make([]float64, it.Categories())
		for i := range persons {
			shares[r.Row(i)[j]] += 1.0 / persons
		}
		require.InDeltaSlice(t, it.Probabilities(nil, 0), shares, 0.015, it.ID) // four standard errors
	}
}

func Example() {
	theta := simulate.Simulees(3, 0, 1, 42)
	responses := simulate.Responses([]irt.Item{{ID: "one", A: 1, B: []float64{0}}, {ID: "two", A: 1, B: []float64{-5}}}, theta, 42)
	for i := range responses.Persons() {
		fmt.Printf("%d\n", responses.Row(i))
	}
	// Output:
	// [0 1]
	// [0 1]
	// [0 1]
}
