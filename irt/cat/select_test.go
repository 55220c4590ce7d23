package cat_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
	"suyang/irt/cat"
)

func twoPL(a, b float64) irt.Item { return irt.Item{A: a, B: []float64{b}} }

func TestNext(t *testing.T) {
	t.Parallel()
	pool := cat.NewPool([]irt.Item{twoPL(1, -2), twoPL(1, 0.1), twoPL(2, 0), twoPL(1, 0), twoPL(1, 2), twoPL(3, 0)}, irt.StandardGrid())
	content := &cat.Content{Area: []string{"x", "x", "x", "y", "y", ""}, Target: map[string]float64{"x": 0.6, "y": 0.4}}
	strata := &cat.Strata{Of: []int{0, 0, 1, 0, 0, 1}, Count: 2, Length: 4}
	for name, c := range map[string]struct {
		selector cat.Selector
		state    cat.State
		want     int
	}{
		"the most informative":                     {cat.Selector{}, cat.State{}, 5},
		"the most informative left":                {cat.Selector{}, cat.State{Given: []int{5, 2}}, 3},
		"near another theta":                       {cat.Selector{}, cat.State{Theta: -3}, 0},
		"the most informative not barred":          {cat.Selector{}, cat.State{Barred: []bool{false, false, false, false, false, true}}, 2},
		"barred items when nothing else is left":   {cat.Selector{}, cat.State{Given: []int{0, 1, 2, 3, 4}, Barred: []bool{false, false, false, false, false, true}}, 5},
		"first the area of the largest target":     {cat.Selector{Content: content}, cat.State{}, 2},
		"then the other area":                      {cat.Selector{Content: content}, cat.State{Given: []int{2}}, 3},
		"the area that lags":                       {cat.Selector{Content: content}, cat.State{Given: []int{2, 3}}, 1},
		"without target when nothing else is left": {cat.Selector{Content: content}, cat.State{Given: []int{0, 1, 2, 3, 4}}, 5},
		"first the stratum of low slopes":          {cat.Selector{Strata: strata}, cat.State{Given: []int{3}}, 1},
		"then that of high slopes":                 {cat.Selector{Strata: strata}, cat.State{Given: []int{3, 1}}, 5},
		"any stratum when that one is used up":     {cat.Selector{Strata: strata}, cat.State{Given: []int{2, 5}}, 3},
		"randomesque without randomness":           {cat.Selector{Randomesque: 4}, cat.State{}, 5},
		"progressive without randomness":           {cat.Selector{Progressive: 4}, cat.State{}, 5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := c.selector.Next(pool, c.state, nil)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
}

func TestNextOfAnExhaustedPool(t *testing.T) {
	t.Parallel()
	_, err := cat.Selector{}.Next(cat.NewPool([]irt.Item{twoPL(1, 0)}, irt.Grid{}), cat.State{Given: []int{0}}, nil)
	require.ErrorIs(t, err, cat.ErrExhausted)
	_, err = cat.Selector{}.Next(cat.NewPool(nil, irt.Grid{}), cat.State{}, nil)
	require.ErrorIs(t, err, cat.ErrExhausted)
}

func TestRandomesqueDrawsAmongTheBest(t *testing.T) {
	t.Parallel()
	pool := cat.NewPool([]irt.Item{twoPL(1, 3), twoPL(1, 0), twoPL(1, 0.2), twoPL(1, -0.4), twoPL(1, -3)}, irt.StandardGrid())
	rng := rand.New(rand.NewPCG(1, 1))
	drawn := map[int]int{}
	for range 3000 {
		j, err := cat.Selector{Randomesque: 3}.Next(pool, cat.State{}, rng)
		require.NoError(t, err)
		drawn[j]++
	}
	require.Len(t, drawn, 3)
	for _, j := range []int{1, 2, 3} {
		require.InDelta(t, 1000, drawn[j], 120) // over four standard deviations
	}
}

// The first item of a progressive test is any item, the last the best.
func TestProgressiveFadesFromChanceToInformation(t *testing.T) {
	t.Parallel()
	pool := cat.NewPool([]irt.Item{twoPL(0.5, 3), twoPL(0.5, 2), twoPL(2, 0), twoPL(0.4, 0), twoPL(0.5, -3), twoPL(1, 1)}, irt.StandardGrid())
	rng := rand.New(rand.NewPCG(1, 1))
	share := func(given ...int) float64 {
		best := 0
		for range 3000 {
			j, err := cat.Selector{Progressive: 2}.Next(pool, cat.State{Given: given}, rng)
			require.NoError(t, err)
			if j == 2 {
				best++
			}
		}
		return float64(best) / 3000
	}
	require.InDelta(t, 1.0/6, share(), 0.03)
	require.Greater(t, share(0), 0.5)
	require.InDelta(t, 1, share(0, 1), 0)
}

func TestTestsHaveTheContentWanted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		content := &cat.Content{Target: map[string]float64{"a": 0.5, "b": 0.3, "c": 0.2}}
		var items []irt.Item
		for area := range content.Target {
			for range 20 {
				items = append(items, twoPL(rapid.Float64Range(0.3, 2.5).Draw(t, "a"), rapid.Float64Range(-3, 3).Draw(t, "b")))
				content.Area = append(content.Area, area)
			}
		}
		pool, s := cat.NewPool(items, irt.StandardGrid()), cat.Selector{Randomesque: 5, Content: content}
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		var given []int
		counts := map[string]int{}
		for range 20 {
			j, err := s.Next(pool, cat.State{Theta: rapid.Float64Range(-3, 3).Draw(t, "theta"), Given: given}, rng)
			require.NoError(t, err)
			require.NotContains(t, given, j)
			given = append(given, j)
			counts[content.Area[j]]++
		}
		require.Equal(t, map[string]int{"a": 10, "b": 6, "c": 4}, counts)
	})
}

// Strata rise in slope, while difficulties are spread alike.
func TestStrataRiseInSlope(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 5))
	items := make([]irt.Item, 400)
	for j := range items {
		b := rng.NormFloat64()
		items[j] = twoPL(0.5+rng.Float64()+0.3*b*b, b) // slopes go with difficulty
	}
	s := cat.NewStrata(items, 4, 20)
	size, slope, difficulty := make([]float64, 4), make([]float64, 4), make([]float64, 4)
	for j, k := range s.Of {
		size[k]++
		slope[k] += items[j].A / 100
		difficulty[k] += items[j].B[0] / 100
	}
	require.Equal(t, []float64{100, 100, 100, 100}, size)
	require.True(t, slices.IsSorted(slope))
	require.Greater(t, slope[3]-slope[0], 0.5)
	for _, b := range difficulty {
		require.InDelta(t, difficulty[0], b, 0.05)
	}
}
