package delivery_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/delivery"
	"suyang/models"
)

func TestPausesAreNoWorkingTime(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	trail := begun(t, r, 1)
	answerWaiting(t, r, trail, 1, at(20))
	require.NoError(t, r.Pause(trail, at(50)))
	require.NoError(t, r.Resume(trail, at(500)))
	answerWaiting(t, r, trail, 1, at(512))
	answerWaiting(t, r, trail, 1, at(517))

	var got []float64
	for _, resp := range trail.Responses {
		got = append(got, resp.Seconds)
	}
	require.Equal(t, []float64{20, 42, 5, 0}, got, "the pause from 50 to 500 is left out; the last item waits")
	left, limited := r.Remaining(trail.Session, at(520))
	require.True(t, limited)
	require.Equal(t, 10*time.Minute-70*time.Second, left)
	require.Equal(t, at(512), trail.Responses[2].PresentedAt)
	require.Equal(t, at(517), trail.Responses[2].AnsweredAt)
}

func TestExpiry(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		minutes int
		paused  bool // from 60 s on
		now     int
		reason  string // empty: goes on
		ended   int
		worked  int
	}{
		{"just before the limit", 10, false, 604, "", 0, 0},
		{"limit and grace over", 10, false, 605, delivery.StopTime, 605, 605},
		{"noticed later, ended when due", 10, false, 3000, delivery.StopTime, 605, 605},
		{"a pause does not run out", 10, true, 3000, "", 0, 0},
		{"the window closes on a pause", 10, true, 3605, delivery.StopWindow, 3605, 60},
		{"the window closes before the limit", 90, false, 3605, delivery.StopWindow, 3605, 3605},
		{"no limit", 0, false, 3604, "", 0, 0},
		{"no limit, window over", 0, false, 9999, delivery.StopWindow, 3605, 3605},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := rules(bank(40))
			r.Form.Minutes = tt.minutes
			trail := begun(t, r, 1)
			if tt.paused {
				require.NoError(t, r.Pause(trail, at(60)))
			}
			require.Equal(t, tt.reason != "", r.Lapse(trail, at(tt.now)))
			if tt.reason == "" {
				require.True(t, trail.Session.State.Open())
				return
			}
			require.Equal(t, models.SessionExpired, trail.Session.State)
			require.Equal(t, tt.reason, trail.Session.StopReason)
			require.Equal(t, at(tt.ended), trail.Session.EndedAt)
			require.Equal(t, time.Duration(tt.worked)*time.Second, trail.Session.Worked)
		})
	}
}

func TestRemaining(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	trail := begun(t, r, 1)
	left, _ := r.Remaining(trail.Session, at(599))
	require.Equal(t, time.Second, left)
	left, _ = r.Remaining(trail.Session, at(603))
	require.Zero(t, left, "the grace is not announced")

	r.Closes = at(300)
	left, _ = r.Remaining(trail.Session, at(200))
	require.Equal(t, 100*time.Second, left, "the window closes first")

	r.Form.Minutes = 0
	_, limited := r.Remaining(trail.Session, at(200))
	require.False(t, limited)
}

func TestClockThatGoesBack(t *testing.T) {
	t.Parallel()
	r := rules(bank(40))
	trail := begun(t, r, 1)
	answerWaiting(t, r, trail, 1, at(-30))
	require.Zero(t, trail.Responses[0].Seconds)
	require.NoError(t, r.Pause(trail, at(-20)))
	require.Zero(t, trail.Session.Worked)
}
