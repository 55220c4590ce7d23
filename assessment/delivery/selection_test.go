package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/delivery"
	"suyang/assessment/item"
	"suyang/models"
)

// finish answers until the session ends; points tells what to give each item.
func finish(t *testing.T, r delivery.Rules, trail *models.SessionTrail, points func(models.Item) int) {
	t.Helper()
	for n := 1; trail.Session.State.Open(); n++ {
		it := waiting(t, r, trail)
		require.NoError(t, r.Answer(trail, submit(it, points(it)), at(n)))
	}
}

func none(models.Item) int { return 0 }

// alternating earns everything and nothing by turns.
func alternating() func(models.Item) int {
	n := 0
	return func(it models.Item) int {
		n++
		return n % 2 * it.Max()
	}
}

func TestLinearFormKeepsItsOrder(t *testing.T) {
	t.Parallel()
	r := rules([]models.Item{single("c", "C1.2", 1, 2), single("a", "A1.1", 1, 0), single("b", "B2.1", 1, -2)})
	r.Form.Kind = models.FormLinear
	trail := begun(t, r, 1)
	finish(t, r, trail, none)
	var order []string
	for _, resp := range trail.Responses {
		order = append(order, resp.ItemID)
	}
	require.Equal(t, []string{"c", "a", "b"}, order)
	require.Equal(t, delivery.StopLength, trail.Session.StopReason)
}

// A form that was written with siblings, or an older one whose items became
// siblings, skips them.
func TestLinearFormSkipsSiblings(t *testing.T) {
	t.Parallel()
	pool := []models.Item{single("c", "C1.2", 1, 2), single("cb", "C1.2", 1, 2), single("b", "B2.1", 1, -2), single("d", "D1.2", 1, 0)}
	pool[0].Family, pool[1].Family, pool[2].Family, pool[3].Family = "c", "c", "b", "d"
	pool[0].Enemies = []string{"d"}
	r := rules(pool)
	r.Form.Kind = models.FormLinear
	trail := begun(t, r, 1)
	finish(t, r, trail, none)
	require.Len(t, trail.Responses, 2)
	require.Equal(t, "b", trail.Responses[1].ItemID)
	require.Equal(t, delivery.StopLength, trail.Session.StopReason)
}

func TestSameSeedSameTest(t *testing.T) {
	t.Parallel()
	r := rules(bank(60))
	items := func(seed uint64) (out []string) {
		trail := begun(t, r, seed)
		finish(t, r, trail, none)
		for _, resp := range trail.Responses {
			out = append(out, resp.ItemID)
		}
		return out
	}
	first, again, other := items(7), items(7), items(8)
	require.Equal(t, first, again)
	require.NotEqual(t, first, other)
}

func TestARetryPresentsTheSameItem(t *testing.T) {
	t.Parallel()
	r := rules(bank(60))
	trail := begun(t, r, 3)
	in := submit(waiting(t, r, trail), 1)
	one, two := clone(trail), clone(trail)
	require.NoError(t, r.Answer(&one, in, at(10)))
	require.NoError(t, r.Answer(&two, in, at(11)))
	require.Equal(t, one.Responses[1].ItemID, two.Responses[1].ItemID)
}

func TestRandomesqueSpreadsExposure(t *testing.T) {
	t.Parallel()
	r := rules(bank(60))
	first := func() int {
		seen := map[string]bool{}
		for seed := range uint64(60) {
			seen[begun(t, r, seed).Responses[0].ItemID] = true
		}
		return len(seen)
	}
	require.Equal(t, 3, first(), "one of the three most informative")
	r.Form.TopK = 1
	require.Equal(t, 1, first())
}

func TestItemsFollowTheEstimate(t *testing.T) {
	t.Parallel()
	r := rules(bank(120))
	r.Form.MinItems, r.Form.MaxItems = 12, 12
	difficulty := func(points func(models.Item) int) float64 {
		trail := begun(t, r, 5)
		finish(t, r, trail, points)
		sum := 0.0
		for _, resp := range trail.Responses[6:] {
			it, err := r.Item(resp)
			require.NoError(t, err)
			sum += item.IRT(it).B[0] / 6
		}
		return sum
	}
	require.Greater(t, difficulty(models.Item.Max), 0.8)
	require.Less(t, difficulty(none), -0.8)
}

func TestContentIsBalanced(t *testing.T) {
	t.Parallel()
	r := rules(bank(160))
	r.Form.MinItems, r.Form.MaxItems, r.Form.TargetSE = 20, 20, 0
	for seed := range uint64(10) {
		trail := begun(t, r, seed)
		finish(t, r, trail, none)
		count := map[string]int{}
		for _, resp := range trail.Responses {
			it, err := r.Item(resp)
			require.NoError(t, err)
			count[models.Dimension(it.Indicator)]++
		}
		for dimension, target := range r.Form.Blueprint {
			require.InDelta(t, 20*target, count[dimension], 1, "dimension %s", dimension)
		}
	}
}

func TestStopping(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*delivery.Rules)
		reason string
		items  int // 0: not looked at
	}{
		{"length", func(r *delivery.Rules) { r.Form.TargetSE = 0.01 }, delivery.StopLength, 8},
		{"precision", func(r *delivery.Rules) { r.Form.TargetSE, r.Form.MaxItems = 0.5, 40 }, delivery.StopSE, 0},
		{"precision not before the least number", func(r *delivery.Rules) { r.Form.TargetSE = 0.99 }, delivery.StopSE, 4},
		{"pool exhausted", func(r *delivery.Rules) { r.Pool, r.Form.TargetSE = r.Pool[:3], 0 }, delivery.StopExhausted, 3},
		{"no rule: the whole pool", func(r *delivery.Rules) { r.Form.TargetSE, r.Form.MaxItems = 0, 0 }, delivery.StopExhausted, 40},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := rules(bank(40))
			tt.change(&r)
			trail := begun(t, r, 1)
			finish(t, r, trail, alternating())
			require.Equal(t, models.SessionFinished, trail.Session.State)
			require.Equal(t, tt.reason, trail.Session.StopReason)
			if tt.items > 0 {
				require.Equal(t, tt.items, delivery.Answered(*trail))
			} else {
				require.LessOrEqual(t, trail.Session.SE, r.Form.TargetSE)
				require.Greater(t, trail.Responses[len(trail.Responses)-2].SE, r.Form.TargetSE)
			}
		})
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	r := rules(bank(80))
	r.Form.MinItems, r.Form.MaxItems = 6, 14
	trail := begun(t, r, 1)
	require.Zero(t, r.Progress(*trail))
	last := 0.0
	for n := 1; trail.Session.State.Open(); n++ {
		answerWaiting(t, r, trail, n%2, at(n))
		progress := r.Progress(*trail)
		require.GreaterOrEqual(t, progress, last)
		require.InDelta(t, 0, 20*progress-float64(int(20*progress+0.5)), 1e-9, "in steps of a twentieth")
		if trail.Session.State.Open() {
			require.Less(t, progress, 1.0)
		}
		last = progress
	}
	require.Equal(t, 1.0, last)
}

// TestProgressNeverGoesBack: an answer out of line widens the posterior.
func TestProgressNeverGoesBack(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	r.Form.MinItems, r.Form.MaxItems = 0, 0
	answered := func(se float64) models.Response {
		return models.Response{AnswerID: models.NewID[models.Answer](), SE: se}
	}
	trail := begun(t, r, 1)
	trail.Responses = []models.Response{answered(0.5)}
	before := r.Progress(*trail)
	require.Greater(t, before, 0.3)
	trail.Responses = append(trail.Responses, answered(0.6))
	require.Equal(t, before, r.Progress(*trail))
}

func TestProgressOfLinearForm(t *testing.T) {
	t.Parallel()
	r := rules(bank(8))
	r.Form.Kind = models.FormLinear
	trail := begun(t, r, 1)
	answerWaiting(t, r, trail, 0, at(1))
	answerWaiting(t, r, trail, 0, at(2))
	require.Equal(t, 0.25, r.Progress(*trail))
}
