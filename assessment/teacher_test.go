package assessment_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment"
	"suyang/models"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	require.Equal(t, s.store.class.RegionID, s.assignment.RegionID, "the class's, whatever the teacher's")
	require.Equal(t, s.teacher.ID, s.assignment.CreatedBy)
	require.Equal(t, noon, s.assignment.CreatedAt)
	listed, err := s.Assigned(ctx, s.teacher, s.store.class.ID)
	require.NoError(t, err)
	require.Equal(t, []models.Assignment{s.assignment}, listed)
}

func TestOpenRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	good := models.Assignment{ClassID: s.store.class.ID, FormID: s.form.ID, OpensAt: noon, ClosesAt: noon.Add(time.Hour)}
	for _, tt := range []struct {
		name   string
		by     models.Person
		change func(*models.Assignment)
		code   models.Code
	}{
		{"a class of others", person(models.RoleTeacher, models.NewID[models.Class]()), func(*models.Assignment) {}, models.CodeNotFound},
		{"a pupil of the class", s.pupils[0], func(*models.Assignment) {}, models.CodeNotFound},
		{"closes before it opens", s.teacher, func(a *models.Assignment) { a.ClosesAt = noon.Add(-time.Hour) }, models.CodeInvalid},
		{"closed already", s.teacher, func(a *models.Assignment) { a.OpensAt, a.ClosesAt = noon.Add(-2*time.Hour), noon }, models.CodeInvalid},
		{"unknown form", s.teacher, func(a *models.Assignment) { a.FormID = models.NewID[models.Form]() }, models.CodeInvalid},
		{"a pupil of others", s.teacher, func(a *models.Assignment) { a.Learners = []models.AccountID{s.teacher.ID} }, models.CodeInvalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := good
			tt.change(&a)
			_, err := s.Open(ctx, tt.by, a)
			require.Equal(t, tt.code, models.CodeOf(err))
		})
	}
}

func TestOpenRefusesAFormThatCannotBeDelivered(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	broken := s.store.items[0]
	broken.Version++
	broken.Parameters.B = nil
	linear := models.Form{ID: models.NewID[models.Form](), Code: "linear", Stage: models.StageJunior, Kind: models.FormLinear, Items: []string{broken.ID}}
	s.store.items = append(s.store.items, broken)
	s.store.forms = append(s.store.forms, linear)
	s.wait(time.Minute)
	_, err := s.Open(ctx, s.teacher, models.Assignment{ClassID: s.store.class.ID, FormID: linear.ID, ClosesAt: noon.Add(time.Hour)})
	require.Equal(t, models.CodeInternal, models.CodeOf(err))
	require.ErrorContains(t, err, "linear")
	s.start(t, 0) // the adaptive form goes on without the item
}

func TestClose(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	s.wait(time.Minute)
	require.Equal(t, models.CodeNotFound, models.CodeOf(s.Close(ctx, person(models.RoleTeacher), s.assignment.ID)))
	require.NoError(t, s.Close(ctx, s.teacher, s.assignment.ID))
	s.wait(time.Minute)
	require.NoError(t, s.Close(ctx, s.teacher, s.assignment.ID))
	require.Equal(t, noon.Add(time.Minute), s.store.assignments[s.assignment.ID].ClosesAt, "closing twice closes once")

	_, err := s.Answer(ctx, s.pupils[0], task.Session.ID, s.submission(task, true))
	require.Equal(t, models.CodeExpired, models.CodeOf(err))
	require.Equal(t, "window", s.store.trails[task.Session.ID].Session.StopReason)
	_, err = s.Start(ctx, s.pupils[1], s.assignment.ID, models.ZhCN)
	require.Equal(t, models.CodeExpired, models.CodeOf(err))
}

func TestCloseBeforeItOpens(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a, err := s.Open(ctx, s.teacher, models.Assignment{
		ClassID: s.store.class.ID, FormID: s.form.ID, OpensAt: noon.Add(time.Hour), ClosesAt: noon.Add(2 * time.Hour),
	})
	require.NoError(t, err)
	require.NoError(t, s.Close(ctx, s.teacher, a.ID))
	s.wait(90 * time.Minute)
	_, err = s.Start(ctx, s.pupils[0], a.ID, models.ZhCN)
	require.Equal(t, models.CodeExpired, models.CodeOf(err))
}

func TestVoidAllowsAnotherTry(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	done := s.finish(t, 0, s.start(t, 0), true)
	id := done.Session.ID
	require.Equal(t, models.CodeNotFound, models.CodeOf(s.Void(ctx, person(models.RoleTeacher), id, "x")))
	require.Equal(t, models.CodeInvalid, models.CodeOf(s.Void(ctx, s.teacher, id, "")))
	require.NoError(t, s.Void(ctx, s.teacher, id, "抄袭"))
	require.Equal(t, "voided: 抄袭", s.store.trails[id].Session.StopReason)
	require.Empty(t, s.store.scores)
	results, err := s.Results(ctx, s.pupils[0])
	require.NoError(t, err)
	require.Empty(t, results)

	s.wait(time.Second)
	task := s.start(t, 0)
	require.NotEqual(t, id, task.Session.ID)
	require.Zero(t, task.Position)
}

func TestVoidedUnderThePupil(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	task := s.start(t, 0)
	require.NoError(t, s.Void(ctx, s.teacher, task.Session.ID, "wrong seat"))
	_, err := s.Answer(ctx, s.pupils[0], task.Session.ID, s.submission(task, true))
	require.Equal(t, models.CodeConflict, models.CodeOf(err))
}

func TestWatch(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.finish(t, 0, s.start(t, 0), true)
	task := s.start(t, 1)
	s.wait(10 * time.Second)
	_, err := s.Answer(ctx, s.pupils[1], task.Session.ID, s.submission(task, true))
	require.NoError(t, err)
	answered := s.now()
	s.wait(time.Minute)

	watch, err := s.Watch(ctx, s.teacher, s.assignment.ID)
	require.NoError(t, err)
	require.Equal(t, s.form.Code, watch.Form.Code)
	require.Len(t, watch.Pupils, 3)
	done, busy, absent := watch.Pupils[0], watch.Pupils[1], watch.Pupils[2]
	require.Equal(t, models.SessionFinished, done.State)
	require.Equal(t, 1.0, done.Progress)
	require.Equal(t, models.SessionRunning, busy.State)
	require.Equal(t, 1, busy.Items)
	require.Equal(t, answered, busy.LastSeen)
	require.Less(t, busy.SE, 1.0)
	require.Equal(t, assessment.Watched{Learner: s.store.learners[2]}, absent)

	s.wait(time.Hour)
	watch, err = s.Watch(ctx, s.teacher, s.assignment.ID)
	require.NoError(t, err)
	require.Equal(t, models.SessionExpired, watch.Pupils[1].State, "shown before it is stored")
	require.Equal(t, models.SessionRunning, s.store.trails[task.Session.ID].Session.State)

	_, err = s.Watch(ctx, s.pupils[0], s.assignment.ID)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
}

// withText lets pupil 0 finish a test that holds the short text IL30.
func withText(t *testing.T) (*school, models.SessionID) {
	t.Helper()
	s := newSchool(t)
	linear := models.Form{ID: models.NewID[models.Form](), Code: "text", Stage: models.StageJunior, Kind: models.FormLinear, Items: []string{"IL30", "IL23"}}
	s.store.forms = append(s.store.forms, linear)
	s.wait(time.Minute)
	a, err := s.Open(ctx, s.teacher, models.Assignment{ClassID: s.store.class.ID, FormID: linear.ID, ClosesAt: noon.Add(time.Hour)})
	require.NoError(t, err)
	task, err := s.Start(ctx, s.pupils[0], a.ID, models.ZhCN)
	require.NoError(t, err)
	return s, s.finish(t, 0, task, true).Session.ID
}

func TestCodingAText(t *testing.T) {
	t.Parallel()
	s, id := withText(t)
	require.True(t, s.store.scores[id].Provisional)
	pending, err := s.Pending(ctx, s.teacher, s.store.class.ID)
	require.NoError(t, err)
	require.Len(t, pending, 1)
	require.Equal(t, "在操场义卖,预算200元,用表格", pending[0].Text)
	require.Equal(t, 3, pending[0].Points)
	require.NotEmpty(t, pending[0].Elements)

	before := s.store.scores[id]
	require.NoError(t, s.Code(ctx, s.teacher, id, "IL30", "1", 1))
	after := s.store.scores[id]
	require.Less(t, after.Theta, before.Theta)
	require.False(t, after.Provisional)
	require.Equal(t, after.Theta, s.store.trails[id].Session.Theta)
	require.Equal(t, s.teacher.ID, s.store.trails[id].Responses[0].Score.Parts[0].CoderID)

	pending, err = s.Pending(ctx, s.teacher, s.store.class.ID)
	require.NoError(t, err)
	require.Empty(t, pending)
}

func TestCodingIsForTheClassTeacher(t *testing.T) {
	t.Parallel()
	s, id := withText(t)
	stranger := person(models.RoleTeacher, models.NewID[models.Class]())
	require.Equal(t, models.CodeNotFound, models.CodeOf(s.Code(ctx, stranger, id, "IL30", "1", 1)))
	_, err := s.Pending(ctx, s.pupils[0], s.store.class.ID)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	require.Equal(t, models.CodeInvalid, models.CodeOf(s.Code(ctx, s.teacher, id, "IL30", "1", 9)))
}
