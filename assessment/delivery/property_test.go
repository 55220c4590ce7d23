package delivery_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/assessment/delivery"
	"suyang/assessment/item"
	"suyang/assessment/scale"
	"suyang/irt"
	"suyang/models"
)

// walk is one random life of a session.
type walk struct {
	rules delivery.Rules
	trail *models.SessionTrail
	now   time.Time
	sent  []delivery.Submission // everything that was ever sent
	ended *models.SessionTrail  // what it was when it ended
}

// TestAnyInterleaving lets starts, answers, pauses, repeats, late answers,
// strangers and the passing of time happen in any order.
func TestAnyInterleaving(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		r := rules(families(rt, bank(30)))
		r.Form.Kind = rapid.SampledFrom([]models.FormKind{models.FormAdaptive, models.FormLinear}).Draw(rt, "kind")
		r.Form.Minutes = rapid.SampledFrom([]int{0, 1, 10}).Draw(rt, "minutes")
		w := &walk{rules: r, trail: create(r, rapid.Uint64().Draw(rt, "seed")), now: noon}
		rt.Repeat(map[string]func(*rapid.T){
			"begin":   func(rt *rapid.T) { w.happen(rt, w.rules.Begin) },
			"pause":   func(rt *rapid.T) { w.happen(rt, w.rules.Pause) },
			"resume":  func(rt *rapid.T) { w.happen(rt, w.rules.Resume) },
			"hand in": w.handIn,
			"answer":  w.answer,
			"again":   w.again,
			"any":     w.any,
			"wait":    w.wait,
			"":        w.invariants,
		})
	})
}

// families deals the items out to families, some of them enemies.
func families(rt *rapid.T, pool []models.Item) []models.Item {
	names := rapid.SampledFrom([]string{"", "f1", "f2", "f3", "f4", "f5"})
	for i := range pool {
		pool[i].Family = names.Draw(rt, "family")
		if enemy := names.Draw(rt, "enemy"); enemy != "" && i%3 == 0 {
			pool[i].Enemies = []string{enemy}
		}
	}
	return pool
}

// happen lets time do its work first, as the service does, and sees that a
// refusal changes nothing.
func (w *walk) happen(t require.TestingT, event func(*models.SessionTrail, time.Time) error) {
	w.rules.Lapse(w.trail, w.now)
	before := clone(w.trail)
	if err := event(w.trail, w.now); err != nil {
		require.NotEqual(t, models.CodeInternal, models.CodeOf(err), "%v", err)
		require.Equal(t, before, *w.trail, "a refusal changed the trail: %v", err)
	}
}

// handIn is rare, so that sessions also live long.
func (w *walk) handIn(rt *rapid.T) {
	if rapid.IntRange(0, 9).Draw(rt, "dice") == 0 {
		w.happen(rt, w.rules.HandIn)
	}
}

func (w *walk) answer(rt *rapid.T) {
	current, ok := delivery.Current(*w.trail)
	if !ok {
		return
	}
	it, err := w.rules.Item(current)
	require.NoError(rt, err)
	w.send(rt, submit(it, rapid.IntRange(0, it.Max()).Draw(rt, "points")))
}

func (w *walk) again(rt *rapid.T) {
	if len(w.sent) > 0 {
		w.send(rt, rapid.SampledFrom(w.sent).Draw(rt, "submission"))
	}
}

func (w *walk) any(rt *rapid.T) {
	w.send(rt, submit(rapid.SampledFrom(w.rules.Pool).Draw(rt, "item"), 1))
}

func (w *walk) send(rt *rapid.T, in delivery.Submission) {
	w.sent = append(w.sent, in)
	w.happen(rt, func(t *models.SessionTrail, now time.Time) error { return w.rules.Answer(t, in, now) })
}

func (w *walk) wait(rt *rapid.T) {
	w.now = w.now.Add(time.Duration(rapid.IntRange(0, 120).Draw(rt, "seconds")) * time.Second)
}

func (w *walk) invariants(rt *rapid.T) {
	require.NotEqual(rt, models.SessionVoided, w.trail.Session.State)
	w.responsesInOrder(rt)
	w.estimateIsBatchEAP(rt)
	w.timeAddsUp(rt)
	w.endedStays(rt)
}

func (w *walk) responsesInOrder(rt *rapid.T) {
	seen := map[string]bool{}
	for i, resp := range w.trail.Responses {
		require.Equal(rt, i, resp.Position)
		require.False(rt, seen[resp.ItemID], "no item twice")
		seen[resp.ItemID] = true
		w.noneClashes(rt, i)
		require.LessOrEqual(rt, resp.Score.Points, resp.Score.Max)
		require.GreaterOrEqual(rt, resp.Score.Points, 0)
		if i < len(w.trail.Responses)-1 {
			require.True(rt, resp.Answered(), "only the last can wait")
		}
	}
	_, waits := delivery.Current(*w.trail)
	switch w.trail.Session.State {
	case models.SessionRunning, models.SessionPaused:
		require.True(rt, waits)
	case models.SessionCreated:
		require.Empty(rt, w.trail.Responses)
	}
}

// noneClashes sees that a presented item has neither sibling nor enemy before.
func (w *walk) noneClashes(rt *rapid.T, position int) {
	it := w.itemAt(position)
	for i := range position {
		before := w.itemAt(i)
		require.False(rt, it.Family != "" && it.Family == before.Family, "%s and %s are siblings", it.ID, before.ID)
		require.NotContains(rt, it.Enemies, before.Family)
		require.NotContains(rt, before.Enemies, it.Family)
	}
}

func (w *walk) itemAt(position int) models.Item {
	return w.rules.Pool[indexOf(w.rules, w.trail.Responses[position].ItemID)]
}

// estimateIsBatchEAP scores the answered responses at once, by irt alone.
func (w *walk) estimateIsBatchEAP(rt *rapid.T) {
	var items []irt.Item
	var points []int
	for _, resp := range w.trail.Responses {
		if resp.Answered() {
			items = append(items, item.IRT(w.rules.Pool[indexOf(w.rules, resp.ItemID)]))
			points = append(points, resp.Score.Points)
		}
	}
	theta, se := irt.EAP(items, points, scale.Prior(models.StageJunior))
	require.InDelta(rt, theta, w.trail.Session.Theta, 1e-9)
	require.InDelta(rt, se, w.trail.Session.SE, 1e-9)
}

func (w *walk) timeAddsUp(rt *rapid.T) {
	s, spent := w.trail.Session, 0.0
	for _, resp := range w.trail.Responses {
		require.GreaterOrEqual(rt, resp.Seconds, 0.0)
		spent += resp.Seconds
	}
	require.Equal(rt, s.State == models.SessionRunning, !s.ResumedAt.IsZero(), "the clock runs while the session does")
	if !s.EndedAt.IsZero() {
		require.LessOrEqual(rt, spent, s.Worked.Seconds()+1e-6)
		require.LessOrEqual(rt, s.Worked, s.EndedAt.Sub(s.CreatedAt))
		require.False(rt, s.EndedAt.After(w.now))
		if w.rules.Form.Minutes > 0 {
			require.LessOrEqual(rt, s.Worked, time.Duration(w.rules.Form.Minutes)*time.Minute+w.rules.Grace)
		}
	}
}

func (w *walk) endedStays(rt *rapid.T) {
	if w.trail.Session.State.Open() {
		require.Nil(rt, w.ended)
		require.Nil(rt, w.trail.Score)
		return
	}
	if w.ended == nil {
		now := clone(w.trail)
		w.ended = &now
	}
	require.Equal(rt, *w.ended, *w.trail, "an ended session does not change")
	require.Equal(rt, delivery.Answered(*w.trail) > 0, w.trail.Score != nil)
	require.Equal(rt, 1.0, w.rules.Progress(*w.trail))
}
