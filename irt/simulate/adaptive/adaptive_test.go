package adaptive_test

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/cat"
	"suyang/irt/simulate"
	"suyang/irt/simulate/adaptive"
)

func design(items int) adaptive.Design {
	return adaptive.Design{
		Pool: cat.NewPool(simulate.Bank(items, irt.TwoPL, 2, 11), irt.StandardGrid()),
		Stop: cat.Stop{MaxItems: 20}, Seed: 5,
	}
}

func run(t *testing.T, d adaptive.Design, theta []float64) ([]adaptive.Session, adaptive.Report) {
	t.Helper()
	sessions, err := d.Run(t.Context(), theta)
	require.NoError(t, err)
	return sessions, d.Summarize(sessions)
}

func TestAnyNumberOfThreadsSimulatesTheSame(t *testing.T) {
	t.Parallel()
	theta := simulate.Simulees(120, 0, 1, 3)
	for _, method := range []adaptive.Method{adaptive.NoControl, adaptive.SympsonHetter, adaptive.Eligibility} {
		d := design(60)
		d.Selector, d.Exposure = cat.Selector{Randomesque: 4}, adaptive.Exposure{Method: method, Limit: 0.4, Pilot: theta}
		d.Threads = 1
		want, _ := run(t, d, theta)
		d.Threads = 5
		got, _ := run(t, d, theta)
		require.Equal(t, want, got, method)
		d.Seed++
		other, _ := run(t, d, theta)
		require.NotEqual(t, want, other, method)
	}
}

// Of persons drawn from the prior, posterior intervals hold 95 %, their standard
// deviations are the errors', and the mean has no bias.
func TestPosteriorsAreCalibrated(t *testing.T) {
	t.Parallel()
	d := design(300)
	sessions, r := run(t, d, simulate.Simulees(3000, 0, 1, 3))
	require.InDelta(t, 0.95, r.Coverage, 0.016) // four standard errors
	require.InDelta(t, r.SE, r.RMSE, 0.05*r.SE)
	require.InDelta(t, 0, r.Bias, 4*r.SE/math.Sqrt(3000))
	require.Equal(t, adaptive.Length{Mean: 20, Min: 20, Max: 20}, r.Length)
	require.Equal(t, adaptive.Reasons{cat.Full: 3000}, r.Reasons)
	require.Zero(t, r.Violations)
	for _, s := range sessions {
		seen := map[int]bool{}
		for _, j := range s.Items {
			require.False(t, seen[j], "an item twice")
			seen[j] = true
		}
	}
	total := 0
	for _, s := range r.ByTheta {
		total += s.Simulees
	}
	require.Equal(t, 3000, total)
	middle, end := r.ByTheta[len(r.ByTheta)/2], r.ByTheta[0]
	require.Less(t, middle.SE, end.SE, "there are more items in the middle")
}

func TestExposureMethodsCapTheRates(t *testing.T) {
	t.Parallel()
	theta := simulate.Simulees(4000, 0, 1, 3)
	d := design(100)
	d.Stop.MaxItems = 10
	_, free := run(t, d, theta)
	require.Greater(t, free.Exposure.Max, 0.5)
	for _, method := range []adaptive.Method{adaptive.SympsonHetter, adaptive.Eligibility} {
		d.Exposure = adaptive.Exposure{Method: method, Limit: 0.25, Pilot: simulate.Simulees(4000, 0, 1, 4)}
		_, r := run(t, d, theta)
		require.Less(t, r.Exposure.Max, 0.25+0.039, method) // four standard errors of pilot and simulation
		require.Less(t, r.Exposure.ChiSquare, free.Exposure.ChiSquare, method)
		require.Less(t, r.Exposure.Overlap, free.Exposure.Overlap, method)
		require.Less(t, r.Exposure.Unused, free.Exposure.Unused, method)
		require.Less(t, r.RMSE, 1.2*free.RMSE, "at little cost")
	}
}

func TestShadowTestsKeepToTheBlueprint(t *testing.T) {
	t.Parallel()
	d := design(100)
	blueprint := cat.Blueprint{Length: 20}
	for area := range 4 {
		c := cat.Constraint{Name: string(rune('a' + area)), Min: 4, Max: 6}
		for j := area; j < 100; j += 4 {
			c.Items = append(c.Items, j)
		}
		blueprint.Constraints = append(blueprint.Constraints, c)
	}
	shadow, err := cat.NewShadow(100, blueprint)
	require.NoError(t, err)
	d.Selector.Shadow = shadow
	d.Exposure = adaptive.Exposure{Method: adaptive.Eligibility, Limit: 0.5, Pilot: simulate.Simulees(100, 0, 1, 4)}
	d.Stop.SE = 0.45
	_, r := run(t, d, simulate.Simulees(200, 0, 1, 3))
	require.Zero(t, r.Violations)
	require.NotZero(t, r.Reasons[cat.Precise])
	require.GreaterOrEqual(t, r.Length.Min, 16, "four areas of four items before any other rule may stop")
}

func TestSessionsStop(t *testing.T) {
	t.Parallel()
	theta := simulate.Simulees(200, 0, 1, 3)
	d := design(300)
	d.Stop = cat.Stop{SE: 0.35, MaxItems: 60}
	sessions, r := run(t, d, theta)
	for _, s := range sessions {
		require.Equal(t, s.Reason == cat.Precise, s.SE <= 0.35)
	}
	require.NotZero(t, r.Reasons[cat.Precise])

	d.Stop, d.Seconds = cat.Stop{Time: 10 * time.Minute, MaxItems: 60}, make([]float64, 300)
	for j := range d.Seconds {
		d.Seconds[j] = 70
	}
	_, r = run(t, d, theta)
	require.Equal(t, adaptive.Length{Mean: 9, Min: 9, Max: 9}, r.Length)
	require.Equal(t, adaptive.Reasons{cat.Late: 200}, r.Reasons)

	small := design(8)
	_, r = run(t, small, theta)
	require.Equal(t, adaptive.Length{Mean: 8, Min: 8, Max: 8}, r.Length, "the pool is used up")
}

func TestClassification(t *testing.T) {
	t.Parallel()
	d := design(300)
	d.Cuts = []float64{-0.5, 1}
	d.Stop = cat.Stop{SPRT: &cat.SPRT{Cuts: d.Cuts, Delta: 0.3, Alpha: 0.05, Beta: 0.05}, MaxItems: 50}
	_, r := run(t, d, simulate.Simulees(500, 0, 1, 3))
	require.Greater(t, r.Classes.Accuracy, 0.85)
	require.NotZero(t, r.Reasons[cat.Classified])
	total, right := 0, 0
	for i, row := range r.Classes.Table {
		for j, n := range row {
			total += n
			if i == j {
				right += n
			}
		}
	}
	require.Equal(t, 500, total)
	require.InDelta(t, float64(right)/500, r.Classes.Accuracy, 1e-9)
	require.Less(t, r.Length.Mean, 40.0)
}

// Two simulees with tests {0, 1} and {0, 2} share half.
func TestExposureByHand(t *testing.T) {
	t.Parallel()
	d := design(4)
	r := d.Summarize([]adaptive.Session{{Items: []int{0, 1}}, {Items: []int{0, 2}}})
	require.InDelta(t, 0.5, r.Exposure.Overlap, 1e-12)
	require.InDelta(t, 1, r.Exposure.Max, 1e-12)
	require.Equal(t, 1, r.Exposure.Unused)
	require.InDelta(t, 0.25/0.5+0.25/0.5, r.Exposure.ChiSquare, 1e-12)
	require.Equal(t, "i4", r.Exposure.Items[3].ID)
}

func TestRunFails(t *testing.T) {
	t.Parallel()
	d := design(10)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := d.Run(ended, []float64{0})
	require.ErrorIs(t, err, context.Canceled)
	d.Exposure.Method = "luck"
	_, err = d.Run(t.Context(), []float64{0})
	require.ErrorContains(t, err, `unknown method of exposure control "luck"`)
}

func BenchmarkRun(b *testing.B) {
	d := design(500)
	theta := simulate.Simulees(1000, 0, 1, 1)
	for b.Loop() {
		_, err := d.Run(b.Context(), theta)
		require.NoError(b, err)
	}
}
