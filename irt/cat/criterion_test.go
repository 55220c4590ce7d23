package cat_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
	"suyang/irt/cat"
	"suyang/irt/simulate"
)

// mixed are items of all shapes of response functions.
var mixed = []irt.Item{
	{ID: "2pl", A: 1.2, B: []float64{0.3}},
	{ID: "3pl", Model: irt.ThreePL, A: 1.5, B: []float64{-0.5}, C: 0.2},
	{ID: "4pl", Model: irt.FourPL, A: 1, B: []float64{0.8}, C: 0.1, U: 0.95},
	{ID: "grm", Model: irt.GRM, A: 1.4, B: []float64{-1, 0.2, 1}},
	{ID: "gpcm", Model: irt.GPCM, A: 0.8, B: []float64{0.5, -0.5}},
	{ID: "nrm", Model: irt.NRM, A: 0.9, B: []float64{-0.2, 0.4}, Scores: []float64{0, 1.5, 2}},
}

// posteriorOf gives the pool's posterior after responses.
func posteriorOf(p *cat.Pool, items, categories []int) []float64 {
	posterior := append([]float64(nil), p.Prior.Weights...)
	for i, j := range items {
		p.Update(posterior, j, categories[i])
	}
	return posterior
}

func TestPosteriorOfThePoolIsThatOfTheItems(t *testing.T) {
	t.Parallel()
	pool := cat.NewPool(mixed, irt.StandardGrid())
	mean, sd := pool.Moments(posteriorOf(pool, []int{0, 3, 4}, []int{1, 2, 0}))
	wantMean, wantSD := irt.EAP(mixed, []int{1, -1, -1, 2, 0, -1}, irt.StandardGrid())
	require.InDelta(t, wantMean, mean, 1e-12)
	require.InDelta(t, wantSD, sd, 1e-12)
}

// Steps in place of curves make a response impossible that is given all the same.
func TestAnImpossibleResponseLeavesThePosterior(t *testing.T) {
	t.Parallel()
	steps := []irt.Item{{ID: "a", Model: irt.TwoPL, A: 2000, B: []float64{1}}, {ID: "b", Model: irt.TwoPL, A: 2000, B: []float64{-1}}}
	pool := cat.NewPool(steps, irt.StandardGrid())
	posterior := slices.Clone(pool.Prior.Weights)
	pool.Update(posterior, 0, 1)
	above := slices.Clone(posterior)
	pool.Update(posterior, 1, 0)
	require.Equal(t, above, posterior)
	mean, _ := pool.Moments(posterior)
	require.Greater(t, mean, 1.0)
}

// Each criterion against its definition, summed over a fine grid.
func TestCriteriaAreTheirDefinitions(t *testing.T) {
	t.Parallel()
	grid := irt.NormalGrid(61, -6, 6, 0, 1)
	pool := cat.NewPool(mixed, grid)
	given, responses := []int{0, 4}, []int{1, 1}
	posterior := posteriorOf(pool, given, responses)
	theta, _ := pool.Moments(posterior)
	state := cat.State{Theta: theta, Posterior: posterior, Given: given}
	// after gives posterior moments with one more response.
	after := func(j, k int) (mean, variance float64) {
		mean, sd := pool.Moments(posteriorOf(pool, append(given[:2:2], j), append(responses[:2:2], k)))
		return mean, sd * sd
	}
	predictive := func(j, k int) float64 {
		sum := 0.0
		for q, w := range posterior {
			sum += w * mixed[j].Probabilities(nil, grid.Nodes[q])[k]
		}
		return sum
	}
	for criterion, want := range map[cat.Criterion]func(j int) float64{
		cat.MFI: func(j int) float64 { return mixed[j].Information(theta) },
		cat.MPWI: func(j int) float64 {
			sum := 0.0
			for q, w := range posterior {
				sum += w * mixed[j].Information(grid.Nodes[q])
			}
			return sum
		},
		cat.MEI: func(j int) float64 {
			sum := 0.0
			for k := range mixed[j].Categories() {
				mean, _ := after(j, k)
				sum += predictive(j, k) * mixed[j].Information(mean)
			}
			return sum
		},
		cat.MEPV: func(j int) float64 {
			sum := 0.0
			for k := range mixed[j].Categories() {
				_, variance := after(j, k)
				sum -= predictive(j, k) * variance
			}
			return sum
		},
		cat.KL: func(j int) float64 {
			const n = 20000
			half, sum := 3/math.Sqrt2, 0.0
			for i := range n { // midpoint rule
				sum += cat.Divergence(mixed[j], theta, theta-half+2*half*(float64(i)+0.5)/n)
			}
			return sum * 2 * half / n
		},
		cat.KLP: func(j int) float64 {
			sum := 0.0
			for q, w := range posterior {
				sum += w * cat.Divergence(mixed[j], theta, grid.Nodes[q])
			}
			return sum
		},
		cat.ClosestThreshold: func(j int) float64 {
			least := math.Inf(1)
			for _, b := range mixed[j].B {
				least = min(least, math.Abs(b-theta))
			}
			return -least
		},
	} {
		t.Run(criterion.String(), func(t *testing.T) {
			t.Parallel()
			for j, got := range pool.Values(nil, criterion, state, nil) {
				require.InDelta(t, want(j), got, 1e-8, mixed[j].ID)
			}
		})
	}
}

// K of an item with P = 0.5 and 0.75 is log(2/sqrt 3), by hand.
func TestDivergenceByHand(t *testing.T) {
	t.Parallel()
	it := irt.Item{A: 1, B: []float64{0}}
	require.InDelta(t, math.Log(2/math.Sqrt(3)), cat.Divergence(it, 0, math.Log(3)), 1e-12)
	require.Zero(t, cat.Divergence(it, 0.7, 0.7))
}

// The divergence nearby is half the information times the square of the
// distance.
func TestDivergenceNearbyIsInformation(t *testing.T) {
	t.Parallel()
	for _, it := range mixed {
		require.InEpsilon(t, it.Information(0.4)/2, cat.Divergence(it, 0.4, 0.4+1e-4)/1e-8, 1e-3, it.ID)
	}
}

// With equal slopes the Rasch item nearest to theta has the most information.
func TestMaximumInformationIsNearestForEqualSlopes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		items := make([]irt.Item, rapid.IntRange(1, 30).Draw(t, "items"))
		for j := range items {
			items[j] = irt.Item{Model: irt.Rasch, A: 1, B: []float64{rapid.Float64Range(-3, 3).Draw(t, "b")}}
		}
		pool := cat.NewPool(items, irt.StandardGrid())
		state := cat.State{Theta: rapid.Float64Range(-3, 3).Draw(t, "theta")}
		byInformation, err := cat.Selector{}.Next(pool, state, nil)
		require.NoError(t, err)
		nearest, err := cat.Selector{Criterion: cat.ClosestThreshold}.Next(pool, state, nil)
		require.NoError(t, err)
		distance := func(j int) float64 { return math.Abs(items[j].B[0] - state.Theta) }
		require.InDelta(t, distance(nearest), distance(byInformation), 1e-7)
	})
}

func TestRandomIgnoresTheItems(t *testing.T) {
	t.Parallel()
	pool, rng := cat.NewPool(mixed, irt.StandardGrid()), rand.New(rand.NewPCG(1, 1))
	drawn := make([]int, len(mixed))
	for range 6000 {
		j, err := cat.Selector{Criterion: cat.Random}.Next(pool, cat.State{}, rng)
		require.NoError(t, err)
		drawn[j]++
	}
	for _, n := range drawn {
		require.InDelta(t, 1000, n, 120) // over four standard deviations
	}
}

func TestCriterionNames(t *testing.T) {
	t.Parallel()
	for c := cat.MFI; c <= cat.Random; c++ {
		parsed, err := cat.ParseCriterion(c.String())
		require.NoError(t, err)
		require.Equal(t, c, parsed)
	}
	_, err := cat.ParseCriterion("best")
	require.ErrorContains(t, err, `unknown criterion "best": use one of mfi, mei`)
	require.Equal(t, "criterion(99)", cat.Criterion(99).String())
}

// Every adaptive criterion measures better than items at random.
func TestAdaptiveTestsArePrecise(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 3))
	var items []irt.Item
	for range 200 {
		items = append(items, irt.Item{A: 1.2, B: []float64{6*rng.Float64() - 3}})
	}
	pool := cat.NewPool(items, irt.StandardGrid())
	random := meanSE(t, pool, cat.Random)
	for c := range cat.Random {
		require.Less(t, meanSE(t, pool, c), 0.9*random, c.String())
	}
}

// meanSE is the mean standard error after tests of 15 items.
func meanSE(t *testing.T, pool *cat.Pool, c cat.Criterion) float64 {
	t.Helper()
	sum := 0.0
	for i, theta := range simulate.Simulees(60, 0, 1.5, 9) {
		rng := rand.New(rand.NewPCG(1, uint64(i)))
		posterior := append([]float64(nil), pool.Prior.Weights...)
		state, sd := cat.State{Posterior: posterior}, 1.0
		for range 15 {
			j, err := cat.Selector{Criterion: c}.Next(pool, state, rng)
			require.NoError(t, err)
			answer := 0
			if rng.Float64() < pool.Items[j].ExpectedScore(theta) {
				answer = 1
			}
			pool.Update(posterior, j, answer)
			state.Theta, sd = pool.Moments(posterior)
			state.Given = append(state.Given, j)
		}
		sum += sd / 60
	}
	return sum
}
