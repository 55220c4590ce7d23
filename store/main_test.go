package store_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/internal/testdb"
	"suyang/models"
	"suyang/store"
)

func TestMain(m *testing.M) { os.Exit(testdb.Run(m)) }

// now is a moment that the database stores without rounding.
var now = time.Date(2026, 9, 14, 8, 30, 0, 123456000, time.UTC)

// open returns a store on an empty database.
func open(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), testdb.DSN(t), store.Config{})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s
}

// requireCode requires a refusal of a code.
func requireCode(t testing.TB, want models.Code, err error) {
	t.Helper()
	require.Error(t, err)
	require.Equal(t, want, models.CodeOf(err), "%v", err)
}

// atOnce runs fn so many times at once, each with a connection that is open.
func atOnce(s *store.Store, times int, fn func(i int)) {
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	ready.Add(times)
	for i := range times {
		done.Go(func() {
			conn, err := s.Pool().Acquire(context.Background())
			ready.Done()
			<-start
			if err == nil {
				conn.Release()
			}
			fn(i)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
}

// county is a region with one school, two classes of three pupils, a teacher
// of the first class and a form.
type county struct {
	*store.Store
	people  []models.AccountID // six pupils and the teacher, in the roster's order
	region  models.Region
	teacher models.Person
	pupils  []models.Learner // of the first class, by number
	class   models.Class
	other   models.Class
	form    models.Form
}

func accountsOf(people []models.NewPerson) []models.AccountID {
	ids := make([]models.AccountID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	return ids
}

func countyRoster(code string) models.Roster {
	return models.Roster{
		Region:  models.Region{Code: code, Name: "County " + code, Zone: models.ZoneWest},
		Schools: []models.School{{Code: "S1", Name: "First School", Area: models.AreaTown}},
		Classes: []models.RosterClass{
			{School: "S1", Name: "8-1", Grade: 8, Year: 2026},
			{School: "S1", Name: "8-2", Grade: 8, Year: 2026},
		},
		Pupils: []models.RosterPupil{
			{School: "S1", Class: "8-1", Number: "001", Name: "Lin Xiaoyu", Gender: models.GenderFemale, Under14: true},
			{School: "S1", Class: "8-1", Number: "002", Name: "Gao Yuan", Gender: models.GenderMale, Under14: true, Consent: true},
			{School: "S1", Class: "8-1", Number: "003", Name: "Wang Lei"},
			{School: "S1", Class: "8-2", Number: "004", Name: "Zhao Min"},
			{School: "S1", Class: "8-2", Number: "005", Name: "Sun Hao"},
			{School: "S1", Class: "8-2", Number: "006", Name: "Zhou Jie"},
		},
		Teachers: []models.RosterTeacher{{School: "S1", Classes: []string{"8-1"}, Username: "teacher." + code, Name: "Ms Chen"}},
	}
}

// populate stores a roster of a county.
func populate(t testing.TB, s *store.Store, roster models.Roster) county {
	t.Helper()
	ctx := t.Context()
	count, err := s.ImportRoster(ctx, roster)
	require.NoError(t, err)
	teacher, err := s.Person(ctx, count.New[len(roster.Pupils)].ID)
	require.NoError(t, err)
	region, err := s.Region(ctx, teacher.RegionID)
	require.NoError(t, err)
	class, err := s.Class(ctx, teacher.Classes[0])
	require.NoError(t, err)
	pupil, err := s.Person(ctx, count.New[3].ID)
	require.NoError(t, err)
	other, err := s.Class(ctx, pupil.Classes[0])
	require.NoError(t, err)
	pupils, err := s.ClassLearners(ctx, class.ID)
	require.NoError(t, err)
	require.NoError(t, s.PutForms(ctx, []models.Form{{Code: "junior-adaptive", Stage: models.StageJunior, Kind: models.FormAdaptive}}))
	forms, err := s.Forms(ctx)
	require.NoError(t, err)
	return county{Store: s, people: accountsOf(count.New), region: region, teacher: teacher, pupils: pupils, class: class, other: other, form: forms[0]}
}

// newCounty returns a county in a database of its own.
func newCounty(t testing.TB) county {
	t.Helper()
	return populate(t, open(t), countyRoster("510100"))
}

// assign opens a test for the county's first class.
func (c county) assign(t testing.TB, created time.Time) models.Assignment {
	t.Helper()
	a := models.Assignment{
		ID: models.NewID[models.Assignment](), RegionID: c.region.ID, ClassID: c.class.ID, FormID: c.form.ID,
		Learners: []models.AccountID{}, OpensAt: created, ClosesAt: created.Add(time.Hour),
		CreatedBy: c.teacher.ID, CreatedAt: created,
	}
	require.NoError(t, c.CreateAssignment(t.Context(), a))
	return a
}

// sitting is a new session of a pupil for an assignment.
func (c county) sitting(a models.Assignment, pupil models.Learner) models.Session {
	return models.Session{
		ID: models.NewID[models.Session](), RegionID: c.region.ID, LearnerID: pupil.ID, AssignmentID: a.ID,
		ClassID: a.ClassID, FormID: a.FormID, State: models.SessionCreated, Locale: models.ZhCN,
		Seed: 1<<63 + 7, SE: 1, CreatedAt: a.OpensAt,
	}
}

// presented is an item shown to a pupil.
func presented(item string) models.Response {
	return models.Response{ID: models.NewID[models.Response](), ItemID: item, ItemVersion: 1, PresentedAt: now}
}

// answer answers the last response of a trail, right or provisionally.
func answer(trail *models.SessionTrail, id models.AnswerID, provisional bool) {
	r := &trail.Responses[len(trail.Responses)-1]
	r.AnswerID, r.AnsweredAt, r.Seconds = id, now.Add(20*time.Second), 20
	r.Answer = models.Answer{Parts: map[string]models.PartAnswer{"1": {Choices: []string{"b"}, Pairs: map[string]string{"x": "y"}}}}
	r.Score = models.ItemScore{Points: 1, Max: 2, Parts: []models.PartScore{{PartID: "1", Points: 1, Max: 2, Provisional: provisional}}}
	r.Theta, r.SE = 0.25, 0.8
	trail.Session.Theta, trail.Session.SE = r.Theta, r.SE
}

// finish ends a trail with a score.
func finish(trail *models.SessionTrail, at time.Time) {
	s := &trail.Session
	s.State, s.EndedAt, s.StopReason, s.ResumedAt = models.SessionFinished, at, "se", time.Time{}
	provisional := false
	for _, r := range trail.Responses {
		provisional = provisional || r.Score.Provisional()
	}
	trail.Score = &models.Score{
		RegionID: s.RegionID, SessionID: s.ID, LearnerID: s.LearnerID, ClassID: s.ClassID,
		Theta: s.Theta, SE: s.SE, Items: len(trail.Responses), Level: "basic", Provisional: provisional, At: at,
	}
}

// finished stores a session of a pupil that has ended, with one item.
func (c county) finished(t testing.TB, a models.Assignment, pupil models.Learner, at time.Time, provisional bool) models.SessionID {
	t.Helper()
	s := c.sitting(a, pupil)
	require.NoError(t, c.CreateSession(t.Context(), s))
	require.NoError(t, c.UpdateSession(t.Context(), s.ID, func(trail *models.SessionTrail) error {
		trail.Responses = append(trail.Responses, presented("IL1"))
		answer(trail, models.NewID[models.Answer](), provisional)
		finish(trail, at)
		return nil
	}))
	return s.ID
}
