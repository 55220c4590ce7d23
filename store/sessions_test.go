package store_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestSessionRoundTrip(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	want := c.sitting(c.assign(t, now), c.pupils[0])
	require.NoError(t, c.CreateSession(ctx, want))
	trail, err := c.SessionTrail(ctx, want.ID)
	require.NoError(t, err)
	require.Equal(t, models.SessionTrail{Session: want, Responses: []models.Response{}}, trail)

	answerID := models.NewID[models.Answer]()
	var stored models.SessionTrail
	require.NoError(t, c.UpdateSession(ctx, want.ID, func(trail *models.SessionTrail) error {
		s := &trail.Session
		s.State, s.Locale, s.Worked, s.ResumedAt = models.SessionRunning, models.En, 90*time.Second, now
		trail.Responses = append(trail.Responses, presented("IL1"))
		answer(trail, answerID, true)
		trail.Responses = append(trail.Responses, presented("IL2"))
		stored = *trail
		return nil
	}))
	trail, err = c.SessionTrail(ctx, want.ID)
	require.NoError(t, err)
	require.Equal(t, stored, trail)
	require.Equal(t, []int{0, 1}, []int{trail.Responses[0].Position, trail.Responses[1].Position})
	require.Equal(t, want.ID, trail.Responses[1].SessionID)
	require.Equal(t, c.region.ID, trail.Responses[1].RegionID)
	require.True(t, trail.Responses[0].Answered())
	require.False(t, trail.Responses[1].Answered())

	_, err = c.SessionTrail(ctx, models.NewID[models.Session]())
	requireCode(t, models.CodeNotFound, err)
}

func TestEverySessionStateIsStored(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	s := c.sitting(c.assign(t, now), c.pupils[0])
	require.NoError(t, c.CreateSession(ctx, s))
	for _, state := range models.SessionStates() {
		require.NoError(t, c.UpdateSession(ctx, s.ID, func(trail *models.SessionTrail) error {
			trail.Session.State = state
			return nil
		}))
		trail, err := c.SessionTrail(ctx, s.ID)
		require.NoError(t, err)
		require.Equal(t, state, trail.Session.State)
	}
	requireCode(t, models.CodeInvalid, c.UpdateSession(ctx, s.ID, func(trail *models.SessionTrail) error {
		trail.Session.State = "lost"
		return nil
	}))
}

func TestOneSittingAnAssignment(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	a := c.assign(t, now)
	first := c.sitting(a, c.pupils[0])
	require.NoError(t, c.CreateSession(ctx, first))
	require.NoError(t, c.CreateSession(ctx, c.sitting(a, c.pupils[1])), "another pupil may")
	require.NoError(t, c.CreateSession(ctx, c.sitting(c.assign(t, now), c.pupils[0])), "so may she in another test")
	err := c.CreateSession(ctx, c.sitting(a, c.pupils[0]))
	requireCode(t, models.CodeConflict, err)
	require.ErrorContains(t, err, "has a session for this test already")

	require.NoError(t, c.UpdateSession(ctx, first.ID, func(trail *models.SessionTrail) error {
		trail.Session.State = models.SessionVoided
		return nil
	}))
	require.NoError(t, c.CreateSession(ctx, c.sitting(a, c.pupils[0])), "a void session does not count")
}

func TestSessionStaysInItsRegion(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	stranger := populate(t, c.Store, countyRoster("510200"))
	own, foreign := c.assign(t, now), stranger.assign(t, now)
	tests := []struct {
		name   string
		change func(*models.Session)
	}{
		{"learner of another region", func(s *models.Session) { s.LearnerID = stranger.pupils[0].ID }},
		{"assignment of another region", func(s *models.Session) { s.AssignmentID = foreign.ID }},
		{"class of another region", func(s *models.Session) { s.ClassID = stranger.class.ID }},
		{"region of another learner", func(s *models.Session) { s.RegionID = stranger.region.ID }},
		{"a teacher", func(s *models.Session) { s.LearnerID = c.teacher.ID }},
		{"no form", func(s *models.Session) { s.FormID = models.NewID[models.Form]() }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := c.sitting(own, c.pupils[0])
			test.change(&s)
			requireCode(t, models.CodeInvalid, c.CreateSession(t.Context(), s))
		})
	}
	foreign.ID, foreign.ClassID = models.NewID[models.Assignment](), c.class.ID
	requireCode(t, models.CodeInvalid, c.CreateAssignment(t.Context(), foreign))
}

// begun stores a running session that waits for the answer to its first item.
func begun(t testing.TB, c county) models.SessionID {
	t.Helper()
	s := c.sitting(c.assign(t, now), c.pupils[0])
	require.NoError(t, c.CreateSession(t.Context(), s))
	require.NoError(t, c.UpdateSession(t.Context(), s.ID, func(trail *models.SessionTrail) error {
		trail.Session.State = models.SessionRunning
		trail.Responses = append(trail.Responses, presented("IL1"))
		return nil
	}))
	return s.ID
}

func TestErrorOfFnUndoesEverything(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	id := begun(t, c)
	before, err := c.SessionTrail(ctx, id)
	require.NoError(t, err)
	refusal := errors.New("no")
	err = c.UpdateSession(ctx, id, func(trail *models.SessionTrail) error {
		answer(trail, models.NewID[models.Answer](), false)
		finish(trail, now)
		return refusal
	})
	require.Equal(t, refusal, err)
	after, err := c.SessionTrail(ctx, id)
	require.NoError(t, err)
	require.Equal(t, before, after)
	requireCode(t, models.CodeNotFound, c.UpdateSession(ctx, models.NewID[models.Session](), func(*models.SessionTrail) error {
		t.Error("fn is not called for a session that is not there")
		return nil
	}))
}

func TestOneOfManyAnswersWins(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	id := begun(t, c)
	late := models.Errorf(models.CodeConflict, "answered already")
	var won atomic.Int32
	atOnce(c.Store, 12, func(int) {
		err := c.UpdateSession(ctx, id, func(trail *models.SessionTrail) error {
			if trail.Responses[0].Answered() {
				return late
			}
			time.Sleep(20 * time.Millisecond) // the others are at the door by now
			answer(trail, models.NewID[models.Answer](), false)
			trail.Responses = append(trail.Responses, presented("IL2"))
			return nil
		})
		if err == nil {
			won.Add(1)
		} else {
			assert.Equal(t, error(late), err)
		}
	})
	require.EqualValues(t, 1, won.Load())
	trail, err := c.SessionTrail(ctx, id)
	require.NoError(t, err)
	require.Len(t, trail.Responses, 2)
}

func TestAnswerIDServesOneItem(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	id := begun(t, c)
	answerID := models.NewID[models.Answer]()
	next := func(trail *models.SessionTrail) error {
		answer(trail, answerID, false)
		trail.Responses = append(trail.Responses, presented("IL2"))
		return nil
	}
	require.NoError(t, c.UpdateSession(ctx, id, next))
	requireCode(t, models.CodeConflict, c.UpdateSession(ctx, id, next))
	require.NoError(t, c.UpdateSession(ctx, begun(t, c), next), "another session may use it")
}

func TestChangeInPlaceIsStored(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	id := begun(t, c)
	require.NoError(t, c.UpdateSession(ctx, id, func(trail *models.SessionTrail) error {
		answer(trail, models.NewID[models.Answer](), true)
		finish(trail, now)
		return nil
	}))
	require.NoError(t, c.UpdateSession(ctx, id, func(trail *models.SessionTrail) error {
		score := &trail.Responses[0].Score
		score.Points, score.Parts[0].Points, score.Parts[0].Provisional = 2, 2, false
		score.Parts[0].CoderID, score.Parts[0].CodedAt = c.teacher.ID, now
		finish(trail, now)
		return nil
	}))
	trail, err := c.SessionTrail(ctx, id)
	require.NoError(t, err)
	require.Equal(t, models.PartScore{PartID: "1", Points: 2, Max: 2, CoderID: c.teacher.ID, CodedAt: now}, trail.Responses[0].Score.Parts[0])
	require.False(t, trail.Score.Provisional)
}

func TestScoreIsStoredWhenTheSessionCounts(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	id := begun(t, c)
	set := func(state models.SessionState, level string) *models.Score {
		t.Helper()
		require.NoError(t, c.UpdateSession(ctx, id, func(trail *models.SessionTrail) error {
			require.Nil(t, trail.Score, "a score in the trail is fn's")
			if level != "" {
				finish(trail, now)
				trail.Score.Level = level
			}
			trail.Session.State = state
			return nil
		}))
		trail, err := c.SessionTrail(ctx, id)
		require.NoError(t, err)
		return trail.Score
	}
	require.Nil(t, set(models.SessionRunning, "basic"))
	require.Equal(t, "basic", set(models.SessionFinished, "basic").Level)
	require.Equal(t, "basic", set(models.SessionFinished, "").Level, "no score in the trail leaves the stored one")
	require.Equal(t, "high", set(models.SessionExpired, "high").Level)
	require.Nil(t, set(models.SessionVoided, ""))
}

func TestLearnerSessionsNewestFirst(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	var want []models.Session
	for i := range 3 {
		s := c.sitting(c.assign(t, now.Add(time.Duration(i)*time.Hour)), c.pupils[0])
		require.NoError(t, c.CreateSession(ctx, s))
		want = append([]models.Session{s}, want...)
	}
	got, err := c.LearnerSessions(ctx, c.pupils[0].ID)
	require.NoError(t, err)
	require.Equal(t, want, got)
	got, err = c.LearnerSessions(ctx, c.pupils[1].ID)
	require.NoError(t, err)
	require.Empty(t, got)
}

func TestSitting(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	whole, some := c.assign(t, now), c.assign(t, now.Add(time.Hour))
	some.ID, some.Learners = models.NewID[models.Assignment](), []models.AccountID{c.pupils[1].ID}
	require.NoError(t, c.CreateAssignment(ctx, some))
	for name, a := range map[string]models.Assignment{"of the whole class": whole, "of some pupils": some} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			id := c.finished(t, a, c.pupils[1], now, false)
			trail, err := c.SessionTrail(t.Context(), id)
			require.NoError(t, err)
			session, assignment, err := c.Sitting(t.Context(), id)
			require.NoError(t, err)
			require.Equal(t, trail.Session, session)
			require.Equal(t, a, assignment)
		})
	}
	_, _, err := c.Sitting(ctx, models.NewID[models.Session]())
	requireCode(t, models.CodeNotFound, err)
}

func TestAssignments(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	first, second := c.assign(t, now), c.assign(t, now.Add(time.Hour))
	some := second
	some.ID, some.CreatedAt = models.NewID[models.Assignment](), now.Add(2*time.Hour)
	some.Learners = []models.AccountID{c.pupils[0].ID, c.pupils[2].ID}
	require.NoError(t, c.CreateAssignment(ctx, some))

	got, err := c.ClassAssignments(ctx, c.class.ID)
	require.NoError(t, err)
	require.Equal(t, []models.Assignment{some, second, first}, got)

	closing := func(at time.Time) time.Time {
		t.Helper()
		require.NoError(t, c.CloseAssignment(ctx, first.ID, at))
		a, err := c.Assignment(ctx, first.ID)
		require.NoError(t, err)
		return a.ClosesAt
	}
	require.Equal(t, first.ClosesAt, closing(first.ClosesAt.Add(time.Hour)), "closing late does not reopen")
	require.Equal(t, now.Add(time.Minute), closing(now.Add(time.Minute)))
	require.Equal(t, now, closing(now.Add(-time.Hour)), "a test closed before it opens never opens")

	_, err = c.Assignment(ctx, models.NewID[models.Assignment]())
	requireCode(t, models.CodeNotFound, err)
	requireCode(t, models.CodeNotFound, c.CloseAssignment(ctx, models.NewID[models.Assignment](), now))
}
