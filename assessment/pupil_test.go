package assessment_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment"
	"suyang/models"
)

func TestASitting(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	pupil := s.pupils[0]
	offers, err := s.Available(ctx, pupil)
	require.NoError(t, err)
	require.Len(t, offers, 1)
	require.Nil(t, offers[0].Session)
	require.Equal(t, s.form.Title, offers[0].Form.Title)

	task := s.start(t, 0)
	require.Equal(t, models.SessionRunning, task.Session.State)
	require.NotNil(t, task.Item)
	require.Zero(t, task.Position)
	require.Zero(t, task.Progress)
	require.Equal(t, 45*60, task.RemainingSeconds)

	s.wait(20 * time.Second)
	task, err = s.Answer(ctx, pupil, task.Session.ID, s.submission(task, true))
	require.NoError(t, err)
	require.Equal(t, 1, task.Position)
	require.Equal(t, 45*60-20, task.RemainingSeconds)

	again, err := s.Task(ctx, pupil, task.Session.ID)
	require.NoError(t, err)
	require.Equal(t, task, again, "closing the browser loses nothing")
	again, err = s.Start(ctx, pupil, s.assignment.ID, models.En)
	require.NoError(t, err)
	require.Equal(t, task.Item.ItemID, again.Item.ItemID)
	require.Equal(t, models.En, again.Session.Locale)
	require.NotEqual(t, task.Item.Title, again.Item.Title, "the other language")

	done := s.finish(t, 0, again, true)
	require.Nil(t, done.Item)
	require.Equal(t, 1.0, done.Progress)
	require.Equal(t, models.SessionFinished, done.Session.State)
	score := s.store.scores[done.Session.ID]
	require.Equal(t, done.Session.Theta, score.Theta)
	require.Equal(t, done.Position, score.Items)

	offers, err = s.Available(ctx, pupil)
	require.NoError(t, err)
	require.Empty(t, offers)
	results, err := s.Results(ctx, pupil)
	require.NoError(t, err)
	require.Equal(t, []models.Session{done.Session}, results)
	seen, err := s.Start(ctx, pupil, s.assignment.ID, models.En)
	require.NoError(t, err)
	require.Equal(t, done, seen, "starting again shows the end")
}

func TestPauseHidesTheItem(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	paused, err := s.Pause(ctx, s.pupils[0], task.Session.ID)
	require.NoError(t, err)
	require.Nil(t, paused.Item, "thinking time is working time")
	s.wait(time.Hour)
	again, err := s.Task(ctx, s.pupils[0], task.Session.ID)
	require.NoError(t, err)
	require.Nil(t, again.Item)
	require.Equal(t, 45*60, again.RemainingSeconds)
	resumed, err := s.Resume(ctx, s.pupils[0], task.Session.ID)
	require.NoError(t, err)
	require.Equal(t, task.Item, resumed.Item)
}

func TestStartRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		by   func(*school) models.Person
		wait time.Duration
		code models.Code
	}{
		{"a teacher", func(s *school) models.Person { return s.teacher }, 0, models.CodeForbidden},
		{"a pupil of another class", func(*school) models.Person { return person(models.RolePupil, models.NewID[models.Class]()) }, 0, models.CodeNotFound},
		{"before the window", func(s *school) models.Person { return s.pupils[0] }, -time.Second, models.CodeConflict},
		{"after the window", func(s *school) models.Person { return s.pupils[0] }, 2 * time.Hour, models.CodeExpired},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newSchool(t)
			s.wait(tt.wait)
			_, err := s.Start(ctx, tt.by(s), s.assignment.ID, models.ZhCN)
			require.Equal(t, tt.code, models.CodeOf(err))
			require.Empty(t, s.store.trails)
		})
	}
	s := newSchool(t)
	_, err := s.Start(ctx, s.pupils[0], models.NewID[models.Assignment](), models.ZhCN)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	_, err = s.Start(ctx, s.pupils[0], s.assignment.ID, "fr")
	require.Equal(t, models.CodeInvalid, models.CodeOf(err))
}

func TestAssignmentForSome(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a, err := s.Open(ctx, s.teacher, models.Assignment{
		ClassID: s.store.class.ID, FormID: s.form.ID, ClosesAt: noon.Add(time.Hour), Learners: []models.AccountID{s.pupils[1].ID},
	})
	require.NoError(t, err)
	_, err = s.Start(ctx, s.pupils[0], a.ID, models.ZhCN)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	_, err = s.Start(ctx, s.pupils[1], a.ID, models.ZhCN)
	require.NoError(t, err)
	offers, err := s.Available(ctx, s.pupils[0])
	require.NoError(t, err)
	require.Len(t, offers, 1, "only the one for the whole class")
}

func TestAnotherPupilsSession(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	id, other := task.Session.ID, s.pupils[1]
	for name, try := range map[string]func() (assessment.Task, error){
		"task":    func() (assessment.Task, error) { return s.Task(ctx, other, id) },
		"answer":  func() (assessment.Task, error) { return s.Answer(ctx, other, id, s.submission(task, true)) },
		"pause":   func() (assessment.Task, error) { return s.Pause(ctx, other, id) },
		"resume":  func() (assessment.Task, error) { return s.Resume(ctx, other, id) },
		"hand in": func() (assessment.Task, error) { return s.HandIn(ctx, other, id) },
	} {
		t.Run(name, func(t *testing.T) {
			got, err := try()
			require.Equal(t, models.CodeNotFound, models.CodeOf(err))
			require.Zero(t, got)
		})
	}
	require.Equal(t, task.Session, s.store.trails[id].Session)
}

func TestLateAnswerIsRefusedAndTheExpiryKept(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	first := s.submission(task, true)
	s.wait(time.Minute)
	task, err := s.Answer(ctx, s.pupils[0], task.Session.ID, first)
	require.NoError(t, err)

	s.wait(45 * time.Minute)
	_, err = s.Answer(ctx, s.pupils[0], task.Session.ID, s.submission(task, true))
	require.Equal(t, models.CodeExpired, models.CodeOf(err))
	stored := s.store.trails[task.Session.ID].Session
	require.Equal(t, models.SessionExpired, stored.State)
	require.Equal(t, noon.Add(45*time.Minute+5*time.Second), stored.EndedAt)
	require.Equal(t, 1, s.store.scores[task.Session.ID].Items)

	done, err := s.Answer(ctx, s.pupils[0], task.Session.ID, first)
	require.NoError(t, err, "an answer that was taken in time is no news")
	require.True(t, done.Done)
}

func TestAnswerWithinGrace(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	s.wait(45*time.Minute + 4*time.Second)
	_, err := s.Answer(ctx, s.pupils[0], task.Session.ID, s.submission(task, true))
	require.NoError(t, err)
}

func TestExpiryIsNoticedByLooking(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	s.wait(3 * time.Hour)
	offers, err := s.Available(ctx, s.pupils[0])
	require.NoError(t, err)
	require.Empty(t, offers)
	seen, err := s.Task(ctx, s.pupils[0], task.Session.ID)
	require.NoError(t, err)
	require.True(t, seen.Done)
	require.Equal(t, models.SessionExpired, s.store.trails[task.Session.ID].Session.State)
	require.Empty(t, s.store.scores, "nothing was answered")
}

func TestExpireDue(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	one, two := s.start(t, 0), s.start(t, 1)
	_, err := s.Pause(ctx, s.pupils[1], two.Session.ID)
	require.NoError(t, err)
	s.wait(time.Hour)
	n, err := s.ExpireDue(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Equal(t, models.SessionExpired, s.store.trails[one.Session.ID].Session.State)
	require.Equal(t, models.SessionPaused, s.store.trails[two.Session.ID].Session.State)
	s.wait(2 * time.Hour)
	n, err = s.ExpireDue(ctx)
	require.NoError(t, err)
	require.Equal(t, 1, n)
}

func TestTheSameAnswerFromManyTabs(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	in := s.submission(task, true)
	var wg sync.WaitGroup
	tasks := make([]assessment.Task, 8)
	for i := range tasks {
		wg.Go(func() { tasks[i], _ = s.Answer(ctx, s.pupils[0], task.Session.ID, in) })
	}
	wg.Wait()
	for _, got := range tasks {
		require.Equal(t, tasks[0], got)
	}
	require.Len(t, s.store.trails[task.Session.ID].Responses, 2)
}

func TestStartFromManyTabs(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			_, err := s.Start(ctx, s.pupils[0], s.assignment.ID, models.ZhCN)
			require.NoError(t, err)
		})
	}
	wg.Wait()
	require.Len(t, s.store.trails, 1)
}

// behind is a store that another request has been quicker on: the first look
// finds no session.
type behind struct {
	*memory
	looked bool
}

func (b *behind) LearnerSessions(ctx context.Context, learner models.AccountID) ([]models.Session, error) {
	if !b.looked {
		b.looked = true
		return nil, nil
	}
	return b.memory.LearnerSessions(ctx, learner)
}

func TestStartFindsTheSessionOfAnotherTab(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	first := s.start(t, 0)
	config := s.config
	config.Sessions = &behind{memory: s.store}
	second, err := assessment.New(config).Start(ctx, s.pupils[0], s.assignment.ID, models.ZhCN)
	require.NoError(t, err)
	require.Equal(t, first, second)
}

func TestTheBankChangesDuringATest(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	shown := task.Item.ItemID
	for _, it := range s.store.items {
		if it.ID == shown {
			it.Version++
			it.Title = models.Text{ZH: "新版", EN: "new edition"}
			s.store.mu.Lock()
			s.store.items = append(s.store.items, it)
			s.store.mu.Unlock()
		}
	}
	s.wait(time.Minute)
	again, err := s.Task(ctx, s.pupils[0], task.Session.ID)
	require.NoError(t, err)
	require.Equal(t, task.Item, again.Item, "what she is looking at stays")
	s.finish(t, 0, again, true)
	other := s.start(t, 1)
	require.Equal(t, shown, other.Item.ItemID, "the same seed")
	require.Equal(t, "新版", other.Item.Title)

	anew := assessment.New(s.config) // a process that has never seen the old version
	seen, err := anew.Start(ctx, s.pupils[0], s.assignment.ID, models.ZhCN)
	require.NoError(t, err)
	require.True(t, seen.Done)
}

func TestTheBankIsNotReadForEachAnswer(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	before := s.store.reads
	for range 3 {
		var err error
		task, err = s.Answer(ctx, s.pupils[0], task.Session.ID, s.submission(task, true))
		require.NoError(t, err)
	}
	require.Equal(t, before, s.store.reads)
}

func TestTaskJSONHoldsNoSeed(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	raw, err := json.Marshal(s.start(t, 0))
	require.NoError(t, err)
	require.NotContains(t, string(raw), "seed")
}
