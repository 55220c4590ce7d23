package cat_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/cat"
)

func TestStop(t *testing.T) {
	t.Parallel()
	interval := &cat.Interval{Cuts: []float64{-1, 0.5}, Z: 2}
	flat := func(float64) float64 { return 0 }
	steep := func(theta float64) float64 { return 10 * theta }
	sprt := &cat.SPRT{Cuts: []float64{0}, Delta: 0.3, Alpha: 0.05, Beta: 0.05}
	for name, c := range map[string]struct {
		stop     cat.Stop
		progress cat.Progress
		want     cat.Reason
	}{
		"no rule":                   {cat.Stop{}, cat.Progress{Items: 1000}, cat.Continue},
		"precise":                   {cat.Stop{SE: 0.3}, cat.Progress{Items: 5, SE: 0.3}, cat.Precise},
		"not yet precise":           {cat.Stop{SE: 0.3}, cat.Progress{Items: 5, SE: 0.31}, cat.Continue},
		"precise too soon":          {cat.Stop{SE: 0.3, MinItems: 6}, cat.Progress{Items: 5, SE: 0.2}, cat.Continue},
		"full":                      {cat.Stop{SE: 0.3, MaxItems: 5}, cat.Progress{Items: 5, SE: 0.5}, cat.Full},
		"full and precise":          {cat.Stop{SE: 0.3, MaxItems: 5}, cat.Progress{Items: 5, SE: 0.2}, cat.Full},
		"late":                      {cat.Stop{Time: time.Minute, MinItems: 9}, cat.Progress{Items: 5, Elapsed: time.Minute}, cat.Late},
		"in time":                   {cat.Stop{Time: time.Minute}, cat.Progress{Items: 5, Elapsed: 59 * time.Second}, cat.Continue},
		"steady":                    {cat.Stop{SEChange: 0.01}, cat.Progress{Items: 5, SE: 0.4, SEBefore: 0.405}, cat.Steady},
		"not steady":                {cat.Stop{SEChange: 0.01}, cat.Progress{Items: 5, SE: 0.4, SEBefore: 0.42}, cat.Continue},
		"steadiness unknown":        {cat.Stop{SEChange: 0.01}, cat.Progress{Items: 1, SE: 0.005}, cat.Continue},
		"interval between the cuts": {cat.Stop{Interval: interval}, cat.Progress{Theta: -0.2, SE: 0.3}, cat.Classified},
		"interval holds a cut":      {cat.Stop{Interval: interval}, cat.Progress{Theta: 0, SE: 0.3}, cat.Continue},
		"likelihoods differ":        {cat.Stop{SPRT: sprt}, cat.Progress{LogLikelihood: steep}, cat.Classified},
		"likelihoods do not differ": {cat.Stop{SPRT: sprt}, cat.Progress{LogLikelihood: flat}, cat.Continue},
		"any of two":                {cat.Stop{SE: 0.3, Interval: interval}, cat.Progress{Theta: 3, SE: 0.5}, cat.Classified},
		"all of two":                {cat.Stop{SE: 0.3, Interval: interval, All: true}, cat.Progress{Theta: 3, SE: 0.2}, cat.Classified},
		"not all of two":            {cat.Stop{SE: 0.3, Interval: interval, All: true}, cat.Progress{Theta: 3, SE: 0.5}, cat.Continue},
		"all of none":               {cat.Stop{All: true}, cat.Progress{Items: 100}, cat.Continue},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, c.stop.Done(c.progress))
		})
	}
}

func TestClass(t *testing.T) {
	t.Parallel()
	cuts := []float64{-1, 0.5}
	for theta, want := range map[float64]int{-2: 0, -1: 1, 0.4: 1, 0.5: 2, 3: 2} {
		require.Equal(t, want, cat.Class(theta, cuts))
	}
}

// Errors of Wald's test at the borders of the region of indifference stay near
// the nominal rate, mostly below, for the likelihood overshoots its bound.
func TestErrorRatesOfSPRT(t *testing.T) {
	t.Parallel()
	test := &cat.SPRT{Cuts: []float64{0.2}, Delta: 0.25, Alpha: 0.05, Beta: 0.1}
	stop := cat.Stop{SPRT: test, MaxItems: 2000}
	it := irt.Item{A: 1.3, B: []float64{0.2}}
	found := func(theta float64, seed uint64) (above, items float64) {
		rng, p := rand.New(rand.NewPCG(seed, 0)), it.ExpectedScore(theta)
		for range 4000 {
			right, n := 0.0, 0.0
			logLikelihood := func(theta float64) float64 {
				return right*it.LogLikelihood(1, theta) + (n-right)*it.LogLikelihood(0, theta)
			}
			for {
				if rng.Float64() < p {
					right++
				}
				n++
				if stop.Done(cat.Progress{Items: int(n), LogLikelihood: logLikelihood}) != cat.Continue {
					break
				}
			}
			above += float64(test.Class(logLikelihood)) / 4000
			items += n / 4000
		}
		return above, items
	}
	above, items := found(-0.05, 1)
	require.InDelta(t, 0.045, above, 0.015, "about alpha, 0.05")
	require.Less(t, items, 120.0)
	above, _ = found(0.45, 2)
	require.InDelta(t, 0.09, 1-above, 0.02, "about beta, 0.1")
}

// Intervals of one and two standard errors settle a side as often as the
// normal distribution says.
func TestIntervalOfNormalErrors(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(4, 4))
	for _, z := range []float64{1, 1.96} {
		wrong := 0.0
		for range 20000 {
			estimate := 0.3 * rng.NormFloat64() // of a theta at the cut
			if (cat.Interval{Cuts: []float64{0}, Z: z}).Decided(estimate, 0.3) {
				wrong += 1.0 / 20000
			}
		}
		require.InDelta(t, math.Erfc(z/math.Sqrt2), wrong, 0.012)
	}
}
