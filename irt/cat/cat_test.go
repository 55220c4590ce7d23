package cat_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
	"suyang/irt/cat"
	"suyang/irt/simulate"
)

func candidate(group string, a, b float64) cat.Candidate {
	return cat.Candidate{Item: irt.Item{ID: group, A: a, B: []float64{b}}, Group: group}
}

func TestNext(t *testing.T) {
	t.Parallel()
	pool := []cat.Candidate{
		candidate("x", 1, -2), candidate("x", 1, 0.1), candidate("x", 2, 0),
		candidate("y", 1, 0), candidate("y", 1, 2), candidate("", 3, 0),
	}
	targets := map[string]float64{"x": 0.6, "y": 0.4}
	for name, c := range map[string]struct {
		selector     cat.Selector
		theta        float64
		administered []int
		want         int
	}{
		"the most informative":                     {cat.Selector{}, 0, nil, 5},
		"the most informative left":                {cat.Selector{}, 0, []int{5, 2}, 3},
		"near another theta":                       {cat.Selector{}, -3, nil, 0},
		"first the group of the largest target":    {cat.Selector{Targets: targets}, 0, nil, 2},
		"then the other group":                     {cat.Selector{Targets: targets}, 0, []int{2}, 3},
		"the group that lags":                      {cat.Selector{Targets: targets}, 0, []int{2, 3}, 1},
		"without target when nothing else is left": {cat.Selector{Targets: targets}, 0, []int{0, 1, 2, 3, 4}, 5},
		"randomesque without source of randomness": {cat.Selector{TopK: 4}, 0, nil, 5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := c.selector.Next(c.theta, pool, c.administered, nil)
			require.True(t, ok)
			require.Equal(t, c.want, got)
		})
	}
}

func TestNextOfAnExhaustedPool(t *testing.T) {
	t.Parallel()
	_, ok := cat.Selector{}.Next(0, []cat.Candidate{candidate("x", 1, 0)}, []int{0}, nil)
	require.False(t, ok)
	_, ok = cat.Selector{}.Next(0, nil, nil, nil)
	require.False(t, ok)
}

func TestRandomesqueDrawsAmongTheBest(t *testing.T) {
	t.Parallel()
	pool := []cat.Candidate{candidate("", 1, 3), candidate("", 1, 0), candidate("", 1, 0.2), candidate("", 1, -0.4), candidate("", 1, -3)}
	rng := rand.New(rand.NewPCG(1, 1))
	drawn := map[int]int{}
	for range 3000 {
		i, ok := cat.Selector{TopK: 3}.Next(0, pool, nil, rng)
		require.True(t, ok)
		drawn[i]++
	}
	require.Len(t, drawn, 3)
	for _, i := range []int{1, 2, 3} {
		require.InDelta(t, 1000, drawn[i], 120) // over four standard deviations
	}
}

func TestExposureLimit(t *testing.T) {
	t.Parallel()
	pool := []cat.Candidate{candidate("x", 2, 0), candidate("x", 1, 0), candidate("y", 2, 0)}
	pool[0].Exposure, pool[2].Exposure = 0.4, 0.4
	s := cat.Selector{MaxExposure: 0.3, Targets: map[string]float64{"x": 0.5, "y": 0.5}}
	first, _ := s.Next(0, pool, nil, nil)
	require.Equal(t, 1, first, "the overexposed item is passed over")
	second, _ := s.Next(0, pool, []int{1}, nil)
	require.Equal(t, 2, second, "unless its group has no other")
}

func TestTestsHaveTheContentWanted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		targets := map[string]float64{"a": 0.5, "b": 0.3, "c": 0.2}
		var pool []cat.Candidate
		for group := range targets {
			for range 20 {
				pool = append(pool, candidate(group, rapid.Float64Range(0.3, 2.5).Draw(t, "a"), rapid.Float64Range(-3, 3).Draw(t, "b")))
			}
		}
		s := cat.Selector{TopK: 5, Targets: targets}
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		var administered []int
		counts := map[string]int{}
		for range 20 {
			i, ok := s.Next(rapid.Float64Range(-3, 3).Draw(t, "theta"), pool, administered, rng)
			require.True(t, ok)
			require.NotContains(t, administered, i)
			administered = append(administered, i)
			counts[pool[i].Group]++
		}
		require.Equal(t, map[string]int{"a": 10, "b": 6, "c": 4}, counts)
	})
}

func TestStop(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		stop   cat.Stop
		n      int
		se     float64
		done   bool
		reason cat.Reason
	}{
		"no rule":          {cat.Stop{}, 1000, 0, false, cat.Continue},
		"precise":          {cat.Stop{SE: 0.3}, 5, 0.3, true, cat.Precise},
		"not yet precise":  {cat.Stop{SE: 0.3}, 5, 0.31, false, cat.Continue},
		"precise too soon": {cat.Stop{SE: 0.3, MinItems: 6}, 5, 0.2, false, cat.Continue},
		"full":             {cat.Stop{SE: 0.3, MaxItems: 5}, 5, 0.5, true, cat.Full},
		"full and precise": {cat.Stop{SE: 0.3, MaxItems: 5}, 5, 0.2, true, cat.Full},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			done, reason := c.stop.Done(c.n, c.se)
			require.Equal(t, c.done, done)
			require.Equal(t, c.reason, reason)
		})
	}
}

// An adaptive test is more precise than one with items at random.
func TestAdaptiveTestIsMorePrecise(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 3))
	var pool []cat.Candidate
	for i := range 200 {
		pool = append(pool, candidate(strconv.Itoa(i), 1.2, 6*rng.Float64()-3))
	}
	adaptive, random := 0.0, 0.0
	for i, theta := range simulate.Simulees(200, 0, 1.5, 9) {
		adaptive += session(pool, theta, rand.New(rand.NewPCG(1, uint64(i))), func(p *irt.Posterior) float64 { return p.Mean() })
		random += session(pool, theta, rand.New(rand.NewPCG(1, uint64(i))), func(*irt.Posterior) float64 { return 6*rng.Float64() - 3 })
	}
	require.Less(t, adaptive, 0.9*random)
}

// session gives the standard error after 20 items chosen at where at says.
func session(pool []cat.Candidate, theta float64, rng *rand.Rand, at func(*irt.Posterior) float64) float64 {
	p := irt.NewPosterior(irt.StandardGrid())
	var administered []int
	for range 20 {
		i, _ := cat.Selector{}.Next(at(p), pool, administered, rng)
		administered = append(administered, i)
		answer := 0
		if rng.Float64() < pool[i].Item.ExpectedScore(theta) {
			answer = 1
		}
		p.Update(pool[i].Item, answer)
	}
	return p.SD()
}

func Example() {
	pool := []cat.Candidate{
		{Item: irt.Item{ID: "easy", A: 1, B: []float64{-0.9}}},
		{Item: irt.Item{ID: "hard", A: 1, B: []float64{1}}},
	}
	posterior := irt.NewPosterior(irt.StandardGrid())
	stop := cat.Stop{SE: 0.8, MaxItems: 10}
	var administered []int
	for {
		if done, reason := stop.Done(len(administered), posterior.SD()); done {
			fmt.Println("stop:", reason)
			return
		}
		i, ok := cat.Selector{}.Next(posterior.Mean(), pool, administered, nil)
		if !ok {
			fmt.Println("no more items")
			return
		}
		fmt.Println("give", pool[i].Item.ID)
		administered = append(administered, i)
		posterior.Update(pool[i].Item, 1)
	}
	// Output:
	// give easy
	// give hard
	// no more items
}

func BenchmarkNext(b *testing.B) {
	var pool []cat.Candidate
	for i := range 1000 {
		pool = append(pool, candidate(strconv.Itoa(i%10), 1, float64(i)/200-2.5))
	}
	s := cat.Selector{TopK: 5, Targets: map[string]float64{"1": 0.5, "2": 0.5}}
	rng := rand.New(rand.NewPCG(1, 1))
	for b.Loop() {
		s.Next(0, pool, []int{1, 2, 3}, rng)
	}
}
