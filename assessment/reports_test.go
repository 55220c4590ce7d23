package assessment_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/report"
	"suyang/models"
)

func TestPupilReport(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	_, err := s.PupilReport(ctx, s.pupils[0], task.Session.ID)
	require.Equal(t, models.CodeConflict, models.CodeOf(err), "not while it runs")
	done := s.finish(t, 0, task, true)

	p, err := s.PupilReport(ctx, s.pupils[0], done.Session.ID)
	require.NoError(t, err)
	require.Equal(t, done.Position, p.Items)
	require.InDelta(t, 500+100*done.Session.Theta, p.Score.Value, 1e-9)
	require.Equal(t, s.store.scores[done.Session.ID].Level, p.Level.Level.Code)
	require.Len(t, p.CanDo, 3)
	require.NotNil(t, p.Next)
	forTeacher, err := s.PupilReport(ctx, s.teacher, done.Session.ID)
	require.NoError(t, err)
	require.Equal(t, p, forTeacher)
}

func TestReportFollowsThePupilToAnotherClass(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	done := s.finish(t, 0, s.start(t, 0), true)
	next := models.NewID[models.Class]()
	s.pupils[0].Classes = []models.ClassID{next}
	s.store.people[s.pupils[0].ID] = s.pupils[0]
	_, err := s.PupilReport(ctx, person(models.RoleTeacher, next), done.Session.ID)
	require.NoError(t, err)
}

func TestReportsAreForThoseConcerned(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	done := s.finish(t, 0, s.start(t, 0), true)
	for name, reader := range map[string]models.Person{
		"another pupil of the class": s.pupils[1],
		"a teacher of another class": person(models.RoleTeacher, models.NewID[models.Class]()),
		"an operator":                person(models.RoleOperator),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.PupilReport(ctx, reader, done.Session.ID)
			require.Equal(t, models.CodeNotFound, models.CodeOf(err))
			_, err = s.ClassReport(ctx, reader, s.store.class.ID)
			require.Equal(t, models.CodeNotFound, models.CodeOf(err))
			_, err = s.AssignmentReport(ctx, reader, s.assignment.ID)
			require.Equal(t, models.CodeNotFound, models.CodeOf(err))
		})
	}
	_, err := s.ClassReport(ctx, s.pupils[0], s.store.class.ID)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err), "not for the pupils themselves")
}

func TestClassReport(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.finish(t, 0, s.start(t, 0), true)
	s.finish(t, 1, s.start(t, 1), false)
	s.start(t, 2)

	c, err := s.ClassReport(ctx, s.teacher, s.store.class.ID)
	require.NoError(t, err)
	require.Equal(t, 2, c.Measured)
	require.Equal(t, []models.AccountID{s.pupils[2].ID}, c.Unfinished)
	require.Greater(t, c.Pupils[0].Score.Value, c.Pupils[1].Score.Value)
	require.Empty(t, c.Pupils[2].State, "of sessions that count there is none")
	require.Equal(t, report.NotMeasured, c.Indicators[len(c.Indicators)-1].Verdict)

	a, err := s.AssignmentReport(ctx, s.teacher, s.assignment.ID)
	require.NoError(t, err)
	require.Equal(t, models.SessionRunning, a.Pupils[2].State)
	require.Equal(t, c.Indicators, a.Indicators)
}

func TestAssignmentReportIsOfThoseItIsFor(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a, err := s.Open(ctx, s.teacher, models.Assignment{
		ClassID: s.store.class.ID, FormID: s.form.ID, ClosesAt: noon.Add(time.Hour), Learners: []models.AccountID{s.pupils[1].ID},
	})
	require.NoError(t, err)
	c, err := s.AssignmentReport(ctx, s.teacher, a.ID)
	require.NoError(t, err)
	require.Len(t, c.Pupils, 1)
	require.Equal(t, s.pupils[1].ID, c.Pupils[0].Learner.ID)
}
