package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestOverdueSessions(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	form := c.form
	form.Minutes = 45
	require.NoError(t, c.PutForms(ctx, []models.Form{form}))
	a := c.assign(t, now)
	limit := now.Add(45 * time.Minute)
	begin := func(pupil models.Learner, change func(*models.Session)) models.SessionID {
		s := c.sitting(a, pupil)
		change(&s)
		require.NoError(t, c.CreateSession(ctx, s))
		return s.ID
	}
	running := begin(c.pupils[0], func(s *models.Session) { s.State, s.ResumedAt = models.SessionRunning, now })
	resumed := begin(c.pupils[1], func(s *models.Session) {
		s.State, s.ResumedAt, s.Worked = models.SessionRunning, now, 30*time.Minute
	})
	paused := begin(c.pupils[2], func(s *models.Session) { s.State, s.Worked = models.SessionPaused, 44*time.Minute })

	for _, tt := range []struct {
		name string
		at   time.Time
		want []models.SessionID
	}{
		{"in time", now.Add(15*time.Minute - time.Second), nil},
		{"what was worked before counts", now.Add(15 * time.Minute), []models.SessionID{resumed}},
		{"the limit", limit, []models.SessionID{running, resumed}},
		{"the window, for a pause too", a.ClosesAt, []models.SessionID{running, resumed, paused}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := c.OverdueSessions(ctx, tt.at)
			require.NoError(t, err)
			require.ElementsMatch(t, tt.want, got)
		})
	}
	require.NoError(t, c.UpdateSession(ctx, running, func(trail *models.SessionTrail) error {
		trail.Session.State = models.SessionExpired
		return nil
	}))
	got, err := c.OverdueSessions(ctx, a.ClosesAt)
	require.NoError(t, err)
	require.NotContains(t, got, running)
}
