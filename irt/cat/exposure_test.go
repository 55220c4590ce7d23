package cat_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/cat"
	"suyang/irt/simulate"
)

const (
	testLength    = 10
	exposureLimit = 0.25
)

func exposurePool() *cat.Pool {
	rng := rand.New(rand.NewPCG(8, 8))
	items := make([]irt.Item, 100)
	for j := range items {
		items[j] = twoPL(0.6+1.4*rng.Float64(), rng.NormFloat64())
	}
	return cat.NewPool(items, irt.StandardGrid())
}

// sessions runs one test per simulee, with what is open and what hears of it.
func sessions(t *testing.T, pool *cat.Pool, n int, seed uint64, open func() []float64, record func(given []int, barred []bool)) (shares []float64) {
	t.Helper()
	shares = make([]float64, len(pool.Items))
	for i, theta := range simulate.Simulees(n, 0, 1, seed) {
		rng := rand.New(rand.NewPCG(seed, uint64(i)))
		posterior := slices.Clone(pool.Prior.Weights)
		state := cat.State{Barred: cat.Draw(open(), rng)}
		for range testLength {
			j, err := cat.Selector{}.Next(pool, state, nil)
			require.NoError(t, err)
			answer := 0
			if rng.Float64() < pool.Items[j].ExpectedScore(theta) {
				answer = 1
			}
			pool.Update(posterior, j, answer)
			state.Theta, _ = pool.Moments(posterior)
			state.Given = append(state.Given, j)
			shares[j] += 1 / float64(n)
		}
		record(state.Given, state.Barred)
	}
	return shares
}

func ignore([]int, []bool) {}

func allOpen(n int) []float64 { return slices.Repeat([]float64{1}, n) }

func TestExposureWithoutControlExceedsTheLimit(t *testing.T) {
	t.Parallel()
	pool := exposurePool()
	shares := sessions(t, pool, 500, 2, func() []float64 { return allOpen(100) }, ignore)
	require.Greater(t, slices.Max(shares), 0.6)
}

func TestSympsonHetterCapsExposure(t *testing.T) {
	t.Parallel()
	pool := exposurePool()
	round := uint64(10)
	open := cat.SympsonHetter(100, exposureLimit, 8, func(open []float64) []float64 {
		round++
		return sessions(t, pool, 4000, round, func() []float64 { return open }, ignore)
	})
	shares := sessions(t, pool, 4000, 2, func() []float64 { return open }, ignore)
	require.Less(t, slices.Max(shares), exposureLimit+0.039) // four standard errors of the round and of this
}

func TestSympsonHetterByHand(t *testing.T) {
	t.Parallel()
	var asked [][]float64
	open := cat.SympsonHetter(3, 0.2, 2, func(open []float64) []float64 {
		asked = append(asked, open)
		return []float64{0.8 * open[0], 0.1, 0.4 * open[2]}
	})
	require.Equal(t, []float64{1, 1, 1}, asked[0])
	require.InDeltaSlice(t, []float64{0.25, 1, 0.5}, asked[1], 1e-12)
	require.Equal(t, asked[1], open, "its most exposed item was given to 20 %, not to 80 %")
}

func TestEligibilityCapsExposure(t *testing.T) {
	t.Parallel()
	pool, e := exposurePool(), cat.NewEligibility(100, exposureLimit)
	shares := sessions(t, pool, 3000, 2, e.Probabilities, e.Record)
	require.Less(t, slices.Max(shares), exposureLimit+0.03)
	require.InDelta(t, e.Sessions, e.Feasible, 30, "hardly ever was a barred item needed")
}

func TestEligibilityByHand(t *testing.T) {
	t.Parallel()
	e := cat.NewEligibility(3, 0.25)
	require.Equal(t, []float64{1, 1, 1}, e.Probabilities())
	none := []bool{false, false, false}
	e.Record([]int{0}, none)
	e.Record([]int{0, 1}, none)
	require.InDeltaSlice(t, []float64{0.25, 0.5, 1}, e.Probabilities(), 1e-12)
	e.Record([]int{1}, []bool{true, false, false})
	e.Record([]int{1}, []bool{true, true, true}) // not feasible
	// f = 3/4; item 0: open 3 of 4 times, given 2; item 1: open 4, given 3.
	require.InDeltaSlice(t, []float64{1 - 4.0/3 + 0.25*3/(2*0.75), 1 - 4.0/3 + 0.25*4/(3*0.75), 1}, e.Probabilities(), 1e-12)
}

func TestEligibilityForgets(t *testing.T) {
	t.Parallel()
	e := cat.NewEligibility(1, 0.25)
	e.Fading = 0.5
	e.Record([]int{0}, []bool{false})
	e.Record(nil, []bool{false})
	require.InDelta(t, 1.5, e.Sessions, 1e-12)
	require.InDelta(t, 0.25*1.5/0.5, e.Probabilities()[0], 1e-12)
}
