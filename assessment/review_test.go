package assessment_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestReview(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	secure := map[string]bool{}
	for i := range s.store.items {
		it := &s.store.items[i]
		if it.Pool = models.PoolPractice; i%2 == 0 {
			it.Pool, secure[it.ID] = models.PoolSecure, true
		}
	}
	task := s.start(t, 0)
	running, err := s.Review(ctx, s.teacher, task.Session.ID)
	require.NoError(t, err)
	require.Equal(t, models.SessionRunning, running.Session.State)
	require.Empty(t, running.Items, "no answers while she works")

	done := s.finish(t, 0, task, true)
	r, err := s.Review(ctx, s.teacher, done.Session.ID)
	require.NoError(t, err)
	require.Equal(t, s.form.Code, r.Form.Code)
	trail := s.store.trails[done.Session.ID]
	var practice []string
	scores := map[string]models.ItemScore{}
	for _, resp := range trail.Responses {
		if !secure[resp.ItemID] {
			practice = append(practice, resp.ItemID)
			scores[resp.ItemID] = resp.Score
		}
	}
	require.NotEmpty(t, practice)
	require.Less(t, len(practice), len(trail.Responses), "a secure item was presented")
	var reviewed []string
	for _, it := range r.Items {
		reviewed = append(reviewed, it.Item.ID)
		require.NotEmpty(t, it.Item.Explanation)
		require.Equal(t, scores[it.Item.ID], it.Score)
		require.NotEmpty(t, it.Answer.Parts)
	}
	require.Equal(t, practice, reviewed)

	require.NoError(t, s.Void(ctx, s.teacher, done.Session.ID, "fire alarm"))
	voided, err := s.Review(ctx, s.teacher, done.Session.ID)
	require.NoError(t, err)
	require.Equal(t, "voided: fire alarm", voided.Session.StopReason)
}

func TestReviewIsForHerTeachers(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	done := s.finish(t, 0, s.start(t, 0), true)
	next := models.NewID[models.Class]()
	moved := s.pupils[0]
	moved.Classes = []models.ClassID{next}
	s.store.people[moved.ID] = moved
	_, err := s.Review(ctx, person(models.RoleTeacher, next), done.Session.ID)
	require.NoError(t, err, "the teacher of the class she is in now")
	for name, reader := range map[string]models.Person{
		"the pupil herself: it holds keys": moved,
		"a teacher of another class":       person(models.RoleTeacher, models.NewID[models.Class]()),
		"a researcher":                     person(models.RoleResearcher),
	} {
		_, err := s.Review(ctx, reader, done.Session.ID)
		require.Equal(t, models.CodeNotFound, models.CodeOf(err), name)
	}
}

func TestLesson(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	l, err := s.Lesson("L-C1.2-1")
	require.NoError(t, err)
	require.Equal(t, "C1.2", l.Indicator)
	_, err = s.Lesson("L-X")
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
}
