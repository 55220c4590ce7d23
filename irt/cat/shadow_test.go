package cat_test

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
	"suyang/irt/cat"
)

// drawBlueprint draws constraints on items, which may conflict.
func drawBlueprint(t *rapid.T, items int) cat.Blueprint {
	b := cat.Blueprint{Length: rapid.IntRange(1, items).Draw(t, "length")}
	for i := range rapid.IntRange(0, 4).Draw(t, "constraints") {
		c := cat.Constraint{Name: fmt.Sprint(i), Max: math.Inf(1)}
		for j := range items {
			if rapid.Bool().Draw(t, "concerned") {
				c.Items = append(c.Items, j)
			}
		}
		if rapid.Bool().Draw(t, "amounts") {
			for range c.Items {
				c.Amounts = append(c.Amounts, float64(rapid.IntRange(1, 90).Draw(t, "amount")))
			}
		}
		c.Min = float64(rapid.IntRange(0, 3).Draw(t, "min"))
		if rapid.Bool().Draw(t, "bounded") {
			c.Max = c.Min + float64(rapid.IntRange(0, 60).Draw(t, "width"))
		}
		b.Constraints = append(b.Constraints, c)
	}
	return b
}

// best tries all tests; -1: there is none.
func best(values []float64, given []int, b cat.Blueprint) float64 {
	most := -1.0
	for mask := range uint(1) << len(values) {
		if bits.OnesCount(mask) != b.Length {
			continue
		}
		var test []int
		sum := 0.0
		for j := range values {
			if mask>>j&1 == 1 {
				test, sum = append(test, j), sum+values[j]
			}
		}
		holds := !slices.ContainsFunc(given, func(j int) bool { return !slices.Contains(test, j) })
		if holds && len(b.Violated(test)) == 0 {
			most = max(most, sum)
		}
	}
	return most
}

func TestShadowTestIsTheBest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(0, 3), 1, 12).Draw(t, "values")
		b := drawBlueprint(t, len(values))
		shadow, err := cat.NewShadow(len(values), b)
		if want := best(values, nil, b); want < 0 {
			require.Error(t, err)
			return
		}
		require.NoError(t, err)
		given := []int{rapid.IntRange(0, len(values)-1).Draw(t, "given")}
		test, err := shadow.Assemble(values, cat.State{Given: given})
		want := best(values, given, b)
		if want < 0 {
			require.ErrorContains(t, err, "no test that meets the constraints holds the 1 items given")
			return
		}
		require.NoError(t, err)
		require.Len(t, test, b.Length)
		require.Contains(t, test, given[0])
		require.Empty(t, b.Violated(test))
		sum := 0.0
		for _, j := range test {
			sum += values[j]
		}
		require.InDelta(t, want, sum, 1e-4)
	})
}

// library is a pool with five areas, four keys, times and enemies.
func library(items, length int) (*cat.Pool, cat.Blueprint) {
	rng := rand.New(rand.NewPCG(7, 7))
	pool := make([]irt.Item, items)
	b := cat.Blueprint{Length: length}
	for g := range 5 {
		b.Constraints = append(b.Constraints, cat.Constraint{Name: fmt.Sprintf("area %d", g), Min: float64(length / 7), Max: float64(length/4 + 1)})
	}
	for g := range 4 {
		b.Constraints = append(b.Constraints, cat.Constraint{Name: fmt.Sprintf("key %d", g), Min: float64(length / 5), Max: float64(length/3 + 1)})
	}
	seconds := cat.Constraint{Name: "seconds", Max: 70 * float64(length)}
	for j := range pool {
		pool[j] = twoPL(math.Exp(0.3*rng.NormFloat64()), rng.NormFloat64())
		for _, c := range []*cat.Constraint{&b.Constraints[rng.IntN(5)], &b.Constraints[5+rng.IntN(4)]} {
			c.Items = append(c.Items, j)
		}
		seconds.Items, seconds.Amounts = append(seconds.Items, j), append(seconds.Amounts, 30+90*rng.Float64())
	}
	b.Constraints = append(b.Constraints, seconds)
	for e := range items / 25 {
		b.Constraints = append(b.Constraints, cat.Constraint{Name: fmt.Sprintf("enemies %d", e), Items: []int{e, e + items/2, e + items/4}, Max: 1})
	}
	return cat.NewPool(pool, irt.StandardGrid()), b
}

// Whatever theta does and whatever is barred, whole tests meet all constraints.
func TestShadowSessionsMeetAllConstraints(t *testing.T) {
	t.Parallel()
	pool, b := library(120, 15)
	shadow, err := cat.NewShadow(len(pool.Items), b)
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		state := cat.State{}
		if rapid.Bool().Draw(t, "bar") {
			state.Barred = cat.Draw(slices.Repeat([]float64{rapid.Float64Range(0, 1).Draw(t, "open")}, len(pool.Items)), rng)
		}
		selector := cat.Selector{Shadow: shadow, Randomesque: rapid.IntRange(0, 4).Draw(t, "randomesque")}
		for range b.Length {
			state.Theta = 6*rng.Float64() - 3
			j, err := selector.Next(pool, state, rng)
			require.NoError(t, err)
			require.NotContains(t, state.Given, j)
			state.Given = append(state.Given, j)
		}
		require.Empty(t, b.Violated(state.Given))
		_, err := selector.Next(pool, state, rng)
		require.ErrorIs(t, err, cat.ErrExhausted)
	})
}

func TestShadowLeavesOutBarredItems(t *testing.T) {
	t.Parallel()
	shadow, err := cat.NewShadow(4, cat.Blueprint{Length: 2})
	require.NoError(t, err)
	values := []float64{4, 3, 2, 1}
	for name, c := range map[string]struct {
		barred []bool
		want   []int
	}{
		"none":             {nil, []int{0, 1}},
		"the best":         {[]bool{true, false, false, false}, []int{1, 2}},
		"too many to obey": {[]bool{true, true, true, false}, []int{0, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test, err := shadow.Assemble(values, cat.State{Barred: c.barred})
			require.NoError(t, err)
			require.Equal(t, c.want, test)
		})
	}
}

func TestShadowSelector(t *testing.T) {
	t.Parallel()
	shadow, err := cat.NewShadow(3, cat.Blueprint{Length: 2, Constraints: []cat.Constraint{{Name: "algebra", Items: []int{2}, Min: 1, Max: 1}}})
	require.NoError(t, err)
	require.False(t, cat.Selector{Shadow: shadow}.Complete([]int{0}))
	require.True(t, cat.Selector{Shadow: shadow}.Complete([]int{2}))
	require.True(t, cat.Selector{}.Complete(nil))
	_, err = cat.Selector{Shadow: shadow, Content: &cat.Content{}}.Choose([]float64{1, 2, 3}, cat.State{}, nil)
	require.ErrorContains(t, err, "make them constraints")
}

func TestConstraintsThatCannotBeMetAreNamed(t *testing.T) {
	t.Parallel()
	inf := math.Inf(1)
	for name, c := range map[string]struct {
		blueprint cat.Blueprint
		message   string
	}{
		"too long": {cat.Blueprint{Length: 7}, "a test of 7 items cannot be taken from a pool of 6"},
		"too few in the pool": {
			cat.Blueprint{Length: 3, Constraints: []cat.Constraint{{Name: "algebra", Items: []int{0, 1}, Min: 3, Max: inf}}},
			`constraint "algebra": at least 3 is wanted, the pool has 2`,
		},
		"upside down": {
			cat.Blueprint{Length: 3, Constraints: []cat.Constraint{{Name: "algebra", Items: []int{0}, Min: 1, Max: 0}}},
			`constraint "algebra": the least 1 is not below the most 0`,
		},
		"unknown item": {
			cat.Blueprint{Length: 3, Constraints: []cat.Constraint{{Name: "algebra", Items: []int{6}, Max: inf}}},
			`constraint "algebra": item 6 is not one of the 6`,
		},
		"item named twice": {
			cat.Blueprint{Length: 3, Constraints: []cat.Constraint{{Name: "algebra", Items: []int{1, 1}, Max: inf}}},
			`constraint "algebra": item 1 is named twice`,
		},
		"amounts missing": {
			cat.Blueprint{Length: 3, Constraints: []cat.Constraint{{Name: "words", Items: []int{1, 2}, Amounts: []float64{1}, Max: 1}}},
			`constraint "words": 1 amounts for 2 items`,
		},
		"two that conflict, among others": {
			cat.Blueprint{Length: 3, Constraints: []cat.Constraint{
				{Name: "harmless", Items: []int{0, 1}, Max: 2},
				{Name: "algebra", Items: []int{0, 1, 2}, Min: 2, Max: inf},
				{Name: "also harmless", Items: []int{5}, Max: 1},
				{Name: "geometry", Items: []int{3, 4, 5}, Min: 2, Max: 3},
			}},
			`no test of 3 items from the pool meets: "algebra" (at least 2), "geometry" (2 to 3); loosen one of them`,
		},
		"enemies against a count": {
			cat.Blueprint{Length: 3, Constraints: []cat.Constraint{
				{Name: "algebra", Items: []int{0, 1}, Min: 2, Max: 2},
				{Name: "enemies 1 and 2", Items: []int{0, 1}, Max: 1},
			}},
			`"algebra" (2 to 2), "enemies 1 and 2" (at most 1)`,
		},
		"time against the length": {
			cat.Blueprint{Length: 3, Constraints: []cat.Constraint{
				{Name: "seconds", Items: []int{0, 1, 2, 3, 4, 5}, Amounts: []float64{50, 50, 50, 50, 50, 50}, Max: 140},
			}},
			`no test of 3 items from the pool meets: "seconds" (at most 140)`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := cat.NewShadow(6, c.blueprint)
			require.ErrorContains(t, err, c.message)
			require.NotContains(t, err.Error(), "harmless")
		})
	}
}
