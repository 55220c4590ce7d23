package assessment_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment"
	"suyang/content"
	"suyang/models"
)

var (
	ctx  = context.Background()
	noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

// school is a class with a test open for it, on the content of the product.
type school struct {
	*assessment.Service
	config     assessment.Config
	store      *memory
	clock      atomic.Int64 // nanoseconds after noon
	teacher    models.Person
	pupils     []models.Person
	form       models.Form
	assignment models.Assignment
}

func newSchool(t *testing.T) *school {
	t.Helper()
	bundle, err := content.Load()
	require.NoError(t, err)
	form := bundle.Forms[slices.IndexFunc(bundle.Forms, func(f models.Form) bool { return f.Code == "junior-adaptive" })]
	form.ID, form.Pool = models.NewID[models.Form](), "" // of both pools
	s := &school{form: form, store: &memory{
		items: bundle.Items, forms: []models.Form{form}, framework: bundle.Framework,
		class: models.Class{
			ID: models.NewID[models.Class](), RegionID: models.NewID[models.Region](), Name: "八年级3班", Grade: 8,
		},
		people:      map[models.AccountID]models.Person{},
		assignments: map[models.AssignmentID]models.Assignment{},
		trails:      map[models.SessionID]models.SessionTrail{},
		scores:      map[models.SessionID]models.Score{},
		papers:      map[models.AssignmentID]models.PaperTest{},
		sheets:      map[models.AccountID]models.PaperSheet{},
	}}
	s.config = assessment.Config{
		Bank: s.store, Sessions: s.store, Sittings: s.store, Assignments: s.store, Monitor: s.store, Roster: s.store, Overdue: s.store,
		FormMaker: s.store, Papers: s.store, Finished: s.store,
		Metric: bundle.Metric, Levels: bundle.Levels, Misconceptions: bundle.Misconceptions, Lessons: bundle.Lessons,
		Clock: s.now, Seed: func() uint64 { return 1 },
	}
	s.Service = assessment.New(s.config)
	s.teacher = person(models.RoleTeacher, s.store.class.ID)
	for _, name := range []string{"李明", "王芳", "张伟"} {
		p := person(models.RolePupil, s.store.class.ID)
		s.pupils = append(s.pupils, p)
		s.store.people[p.ID] = p
		s.store.learners = append(s.store.learners, models.Learner{ID: p.ID, Name: name, Grade: 8})
	}
	s.assignment, err = s.Open(ctx, s.teacher, models.Assignment{
		ClassID: s.store.class.ID, FormID: form.ID, OpensAt: noon, ClosesAt: noon.Add(2 * time.Hour),
	})
	require.NoError(t, err)
	return s
}

func person(role models.Role, classes ...models.ClassID) models.Person {
	return models.Person{Account: models.Account{ID: models.NewID[models.Account](), Role: role}, Classes: classes}
}

func (s *school) now() time.Time       { return noon.Add(time.Duration(s.clock.Load())) }
func (s *school) wait(d time.Duration) { s.clock.Add(int64(d)) }

func (s *school) start(t *testing.T, pupil int) assessment.Task {
	t.Helper()
	task, err := s.Start(ctx, s.pupils[pupil], s.assignment.ID, models.ZhCN)
	require.NoError(t, err)
	return task
}

// submission answers the task's item; every answer has an identifier of its own.
func (s *school) submission(task assessment.Task, right bool) assessment.Submission {
	in := assessment.Submission{
		AnswerID: models.NewID[models.Answer](), ItemID: task.Item.ItemID,
		Answer: models.Answer{Parts: map[string]models.PartAnswer{}},
	}
	for _, it := range s.store.items {
		if right && it.ID == in.ItemID {
			for _, p := range it.Parts {
				in.Answer.Parts[p.ID] = key(p)
			}
		}
	}
	return in
}

func key(p models.Part) models.PartAnswer {
	a := models.PartAnswer{Order: p.Order}
	for _, o := range p.Options {
		if o.Correct {
			a.Choices = append(a.Choices, o.ID)
		}
		if o.Target != "" {
			if a.Pairs == nil {
				a.Pairs = map[string]string{}
			}
			a.Pairs[o.ID] = o.Target
		}
	}
	if p.Numeric != nil {
		a.Number = "42"
	}
	if p.Rubric != nil {
		a.Text = "在操场义卖,预算200元,用表格"
	}
	return a
}

// finish answers to the end of the test, ten seconds an item.
func (s *school) finish(t *testing.T, pupil int, task assessment.Task, right bool) assessment.Task {
	t.Helper()
	for !task.Done {
		s.wait(10 * time.Second)
		var err error
		task, err = s.Answer(ctx, s.pupils[pupil], task.Session.ID, s.submission(task, right))
		require.NoError(t, err)
	}
	return task
}
