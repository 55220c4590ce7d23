package delivery_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/delivery"
	"suyang/models"
)

// into brings a session into a state.
func into(t *testing.T, r delivery.Rules, state models.SessionState) *models.SessionTrail {
	t.Helper()
	if state == models.SessionCreated {
		return create(r, 1)
	}
	trail := begun(t, r, 1)
	answerWaiting(t, r, trail, 1, at(30))
	switch state {
	case models.SessionPaused:
		require.NoError(t, r.Pause(trail, at(40)))
	case models.SessionFinished:
		require.NoError(t, r.HandIn(trail, at(40)))
	case models.SessionExpired:
		require.True(t, r.Lapse(trail, at(4000)))
	case models.SessionVoided:
		require.NoError(t, delivery.Void(trail, "wrong pupil", at(40)))
	}
	require.Equal(t, state, trail.Session.State)
	return trail
}

func TestEveryStateAndEvent(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	type outcome struct {
		state models.SessionState
		code  models.Code
	}
	const (
		created, running, paused  = models.SessionCreated, models.SessionRunning, models.SessionPaused
		finished, expired, voided = models.SessionFinished, models.SessionExpired, models.SessionVoided
		conflict, late            = models.CodeConflict, models.CodeExpired
	)
	events := map[string]func(*models.SessionTrail, time.Time) error{
		"begin":   r.Begin,
		"answer":  func(t *models.SessionTrail, now time.Time) error { return answerLast(r, t, now) },
		"pause":   r.Pause,
		"resume":  r.Resume,
		"hand in": r.HandIn,
		"lapse early": func(t *models.SessionTrail, now time.Time) error {
			r.Lapse(t, now)
			return nil
		},
		"lapse late": func(t *models.SessionTrail, _ time.Time) error {
			r.Lapse(t, at(4000))
			return nil
		},
		"void": func(t *models.SessionTrail, now time.Time) error { return delivery.Void(t, "power cut", now) },
	}
	for state, row := range map[models.SessionState]map[string]outcome{
		created: {
			"begin": {state: running}, "answer": {created, conflict}, "pause": {created, conflict}, "resume": {created, conflict},
			"hand in": {created, conflict}, "lapse early": {state: created}, "lapse late": {state: expired}, "void": {state: voided},
		},
		running: {
			"begin": {state: running}, "answer": {state: running}, "pause": {state: paused}, "resume": {state: running},
			"hand in": {state: finished}, "lapse early": {state: running}, "lapse late": {state: expired}, "void": {state: voided},
		},
		paused: {
			"begin": {state: running}, "answer": {paused, conflict}, "pause": {state: paused}, "resume": {state: running},
			"hand in": {state: finished}, "lapse early": {state: paused}, "lapse late": {state: expired}, "void": {state: voided},
		},
		finished: {
			"begin": {finished, conflict}, "answer": {finished, conflict}, "pause": {finished, conflict}, "resume": {finished, conflict},
			"hand in": {state: finished}, "lapse early": {state: finished}, "lapse late": {state: finished}, "void": {state: voided},
		},
		expired: {
			"begin": {expired, late}, "answer": {expired, late}, "pause": {expired, late}, "resume": {expired, late},
			"hand in": {expired, late}, "lapse early": {state: expired}, "lapse late": {state: expired}, "void": {state: voided},
		},
		voided: {
			"begin": {voided, conflict}, "answer": {voided, conflict}, "pause": {voided, conflict}, "resume": {voided, conflict},
			"hand in": {voided, conflict}, "lapse early": {state: voided}, "lapse late": {state: voided}, "void": {state: voided},
		},
	} {
		require.Len(t, row, len(events), "%s", state)
		for name, want := range row {
			t.Run(string(state)+" "+name, func(t *testing.T) {
				t.Parallel()
				trail := into(t, r, state)
				before := clone(trail)
				err := events[name](trail, at(60))
				require.Equal(t, want.code, models.CodeOf(err))
				require.Equal(t, want.state, trail.Session.State)
				if want.code != "" || state == want.state && !state.Open() {
					require.Equal(t, before, *trail, "a refusal changes nothing, nor does an event that came true before")
				}
			})
		}
	}
}

// answerLast answers the last item presented, or one that never was.
func answerLast(r delivery.Rules, t *models.SessionTrail, now time.Time) error {
	it := r.Pool[0]
	if current, ok := delivery.Current(*t); ok {
		it, _ = r.Item(current)
	}
	return r.Answer(t, submit(it, 1), now)
}

func TestScoreOfAnEndedSession(t *testing.T) {
	t.Parallel()
	r := rules([]models.Item{single("one", "A1.1", 1, 0), single("two", "C1.2", 1, 0)})
	trail := into(t, r, models.SessionFinished)
	s := trail.Session
	require.Equal(t, delivery.StopHandedIn, s.StopReason)
	require.Equal(t, at(40), s.EndedAt)
	require.Equal(t, &models.Score{
		RegionID: s.RegionID, SessionID: s.ID, LearnerID: s.LearnerID, ClassID: s.ClassID,
		Theta: s.Theta, SE: s.SE, Items: 1, Level: "proficient", At: at(40),
	}, trail.Score)
}

func TestNothingAnsweredHasNoScore(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	trail := begun(t, r, 1)
	require.Equal(t, models.CodeConflict, models.CodeOf(r.HandIn(trail, at(10))))
	require.True(t, r.Lapse(trail, at(4000)))
	require.Nil(t, trail.Score, "the prior is no result")
}

func TestVoid(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	trail := into(t, r, models.SessionRunning)
	require.Equal(t, "reason", fieldOf(t, delivery.Void(trail, " ", at(60))))
	require.Equal(t, "reason", fieldOf(t, delivery.Void(trail, strings.Repeat("长", 201), at(60))))
	require.NoError(t, delivery.Void(trail, " 网络中断 ", at(60)))
	require.Equal(t, "voided: 网络中断", trail.Session.StopReason)
	require.Equal(t, at(60), trail.Session.EndedAt)
	require.Equal(t, time.Minute, trail.Session.Worked)

	ended := into(t, r, models.SessionFinished)
	require.NoError(t, delivery.Void(ended, "copied", at(90)))
	require.Nil(t, ended.Score)
	require.Equal(t, at(40), ended.Session.EndedAt, "it ended when it ended")
}

func fieldOf(t *testing.T, err error) string {
	t.Helper()
	var refusal *models.Error
	require.ErrorAs(t, err, &refusal)
	return refusal.Field
}

func TestEmptyPool(t *testing.T) {
	t.Parallel()
	r := rules(nil)
	trail := create(r, 1)
	require.Equal(t, models.CodeInternal, models.CodeOf(r.Begin(trail, noon)))
	require.Equal(t, models.SessionCreated, trail.Session.State)
}
