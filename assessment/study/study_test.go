package study_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/study"
	"suyang/models"
)

// memory keeps studies as the store does, and counts what is cancelled.
type memory struct {
	sync.Mutex
	studies   map[models.StudyID]models.Study
	files     map[models.StudyFile][]byte
	trails    []models.SessionTrail
	cancelled []string
	onUpdate  func(models.Study)
}

func (m *memory) CreateStudy(_ context.Context, s models.Study, responses []byte) error {
	m.studies[s.ID], m.files[models.FileResponses] = s, responses
	return nil
}

func (m *memory) Study(_ context.Context, id models.StudyID) (models.Study, error) {
	m.Lock()
	defer m.Unlock()
	s, ok := m.studies[id]
	if !ok {
		return s, models.NotFound("study")
	}
	return s, nil
}

func (m *memory) Studies(context.Context, models.AccountID) ([]models.Study, error) { return nil, nil }

func (m *memory) UpdateStudy(_ context.Context, id models.StudyID, fn func(*models.Study) error) error {
	m.Lock()
	defer m.Unlock()
	s := m.studies[id]
	if err := fn(&s); err != nil {
		return err
	}
	m.studies[id] = s
	if m.onUpdate != nil {
		m.onUpdate(s)
	}
	return nil
}

func (m *memory) PutStudyFile(_ context.Context, _ models.StudyID, name models.StudyFile, data []byte) error {
	m.files[name] = data
	return nil
}

func (m *memory) StudyFile(_ context.Context, _ models.StudyID, name models.StudyFile) ([]byte, error) {
	return m.files[name], nil
}

func (m *memory) FormResponses(context.Context, models.FormID) ([]models.SessionTrail, error) {
	return m.trails, nil
}

func (m *memory) Cancel(_ context.Context, id string) error {
	m.cancelled = append(m.cancelled, id)
	return nil
}

func newService() (*study.Service, *memory) {
	m := &memory{studies: map[models.StudyID]models.Study{}, files: map[models.StudyFile][]byte{}}
	return study.New(study.Config{Store: m, Files: m, Responses: m, Queue: m}), m
}

func researcher() models.Person {
	return models.Person{Account: models.Account{ID: models.NewID[models.Account](), Role: models.RoleResearcher}}
}

// responses draws persons answering five items of known difficulty, slope 1.
func responses(persons int) []byte {
	rng := rand.New(rand.NewPCG(1, 2))
	var csv bytes.Buffer
	csv.WriteString("i1,i2,i3,i4,i5\n")
	for range persons {
		theta := rng.NormFloat64()
		for j, b := range []float64{-1, -0.5, 0, 0.5, 1} {
			if j > 0 {
				csv.WriteByte(',')
			}
			if rng.Float64() < 1/(1+math.Exp(b-theta)) {
				csv.WriteByte('1')
			} else {
				csv.WriteByte('0')
			}
		}
		csv.WriteByte('\n')
	}
	return csv.Bytes()
}

func TestStudyFromFileToScores(t *testing.T) {
	t.Parallel()
	s, m := newService()
	var zipped bytes.Buffer
	zip := gzip.NewWriter(&zipped)
	_, err := zip.Write(responses(2000))
	require.NoError(t, err)
	require.NoError(t, zip.Close())

	owner := researcher()
	queued, err := s.Submit(t.Context(), owner, study.Request{Model: "2pl"}, "../pilot.csv.gz", zipped.Bytes())
	require.NoError(t, err)
	require.Equal(t, models.JobQueued, queued.State)
	require.Equal(t, "pilot.csv.gz", queued.Name)
	require.Equal(t, 2000, queued.Persons)
	require.Equal(t, 5, queued.Items)

	last := 0.0
	m.onUpdate = func(s models.Study) {
		require.GreaterOrEqual(t, s.Progress, last, "progress never goes back")
		last = s.Progress
	}
	require.NoError(t, s.Run(t.Context(), queued.ID.String()))
	done, err := s.Study(t.Context(), owner, queued.ID)
	require.NoError(t, err)
	require.Equal(t, models.JobDone, done.State)
	require.InDelta(t, 1, done.Progress, 0)

	var items struct {
		Items []struct {
			ID   string
			A, B []float64
		}
	}
	require.NoError(t, json.Unmarshal(done.Summary, &items))
	require.Len(t, items.Items, 5)
	for j, it := range items.Items {
		require.InDelta(t, float64(j-2)/2, it.B[0], 0.25, it.ID) // three standard errors at 2,000 persons
	}
	described, err := s.Report(t.Context(), owner, queued.ID)
	require.NoError(t, err)
	require.Len(t, described.Persons, 2000)
	require.Greater(t, described.Reliability, 0.3)
	_, err = s.Curve(t.Context(), owner, queued.ID, described, "i3")
	require.NoError(t, err)
	_, err = s.Curve(t.Context(), owner, queued.ID, described, "i9")
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	scores, err := s.File(t.Context(), owner, queued.ID, models.FileScores)
	require.NoError(t, err)
	require.Equal(t, 2001, bytes.Count(scores, []byte("\n")))
	require.True(t, strings.HasPrefix(string(scores), "person,theta,se\n1,"))
}

func TestStudyByEachModel(t *testing.T) {
	t.Parallel()
	for _, model := range models.StudyModels {
		t.Run(model, func(t *testing.T) {
			t.Parallel()
			s, _ := newService()
			owner := researcher()
			queued, err := s.Submit(t.Context(), owner, study.Request{Model: model}, "pilot.csv", responses(1500))
			require.NoError(t, err)
			require.NoError(t, s.Run(t.Context(), queued.ID.String()))
			described, err := s.Report(t.Context(), owner, queued.ID)
			require.NoError(t, err)
			require.Equal(t, model, described.Fit.Model.String())
			require.True(t, described.Fit.Convergence.Converged)
			for _, it := range described.Fit.Items {
				require.Equal(t, model == "3pl", it.C > 0)
				if model == "rasch" {
					require.InDelta(t, 1, it.A[0], 0)
				}
			}
		})
	}
}

func TestSubmitRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, model, file, content, field, message string }{
		{"unknown model", "5pl", "a.csv", "i1,i2\n0,1\n", "model", "choose one of 2pl, rasch, 3pl, grm"},
		{"text for a code", "2pl", "a.csv", "i1,i2\n0,x\n", "file", "a.csv:2"},
		{"ragged row", "2pl", "a.csv", "i1,i2\n0\n", "file", "a.csv:2"},
		{"no persons", "2pl", "a.csv", "i1,i2\n", "file", "no persons"},
		{"not gzip", "2pl", "a.csv.gz", "i1,i2\n0,1\n", "file", "not compressed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s, m := newService()
			_, err := s.Submit(t.Context(), researcher(), study.Request{Model: tc.model}, tc.file, []byte(tc.content))
			var refusal *models.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, tc.field, refusal.Field)
			require.Contains(t, refusal.Message, tc.message)
			require.Empty(t, m.studies, "nothing is stored")
		})
	}
}

func TestAStudyIsItsOwners(t *testing.T) {
	t.Parallel()
	s, m := newService()
	queued, err := s.Submit(t.Context(), researcher(), study.Request{Model: "grm"}, "a.csv", responses(50))
	require.NoError(t, err)
	other := researcher()
	_, err = s.Study(t.Context(), other, queued.ID)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	_, err = s.File(t.Context(), other, queued.ID, models.FileResponses)
	require.Equal(t, models.CodeNotFound, models.CodeOf(err))
	require.Equal(t, models.CodeNotFound, models.CodeOf(s.Cancel(t.Context(), other, queued.ID)))
	require.Empty(t, m.cancelled)
}

func TestCancelledStudyStaysCancelled(t *testing.T) {
	t.Parallel()
	s, m := newService()
	owner := researcher()
	queued, err := s.Submit(t.Context(), owner, study.Request{Model: "2pl"}, "a.csv", responses(50))
	require.NoError(t, err)
	require.NoError(t, s.Cancel(t.Context(), owner, queued.ID))
	require.Equal(t, []string{queued.ID.String()}, m.cancelled)
	require.NoError(t, s.Run(t.Context(), queued.ID.String()), "a worker that comes late does nothing")
	require.Equal(t, models.JobCancelled, m.studies[queued.ID].State)
	require.NoError(t, s.GivenUp(t.Context(), queued.ID.String(), fmt.Errorf("too late")))
	require.Equal(t, models.JobCancelled, m.studies[queued.ID].State)
	require.Equal(t, models.CodeConflict, models.CodeOf(s.Cancel(t.Context(), owner, queued.ID)))
}

func TestAnInterruptedStudyIsNotFailed(t *testing.T) {
	t.Parallel()
	s, m := newService()
	queued, err := s.Submit(t.Context(), researcher(), study.Request{Model: "2pl"}, "a.csv", responses(50))
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	m.onUpdate = func(models.Study) { stop() }
	require.ErrorIs(t, s.Run(ctx, queued.ID.String()), context.Canceled)
	require.Equal(t, models.JobRunning, m.studies[queued.ID].State)
	m.onUpdate = nil
	require.NoError(t, s.Run(t.Context(), queued.ID.String()), "another worker starts it again")
	require.Equal(t, models.JobDone, m.studies[queued.ID].State)
}

func TestUselessResponsesFailWithANote(t *testing.T) {
	t.Parallel()
	s, m := newService()
	queued, err := s.Submit(t.Context(), researcher(), study.Request{Model: "2pl"}, "a.csv", []byte("i1,i2\n1,1\n1,1\n"))
	require.NoError(t, err)
	require.NoError(t, s.Run(t.Context(), queued.ID.String()))
	require.Equal(t, models.JobFailed, m.studies[queued.ID].State)
	require.Contains(t, m.studies[queued.ID].Note, "i1")
}

func TestAnItemThatCannotBeCalibratedIsLeftOut(t *testing.T) {
	t.Parallel()
	s, m := newService()
	owner := researcher()
	everybodyRight := bytes.ReplaceAll(responses(200), []byte("\n"), []byte(",1\n"))
	everybodyRight = bytes.Replace(everybodyRight, []byte("i5,1"), []byte("i5,i6"), 1)
	queued, err := s.Submit(t.Context(), owner, study.Request{Model: "2pl"}, "a.csv", everybodyRight)
	require.NoError(t, err)
	require.NoError(t, s.Run(t.Context(), queued.ID.String()))
	require.Equal(t, models.JobDone, m.studies[queued.ID].State, m.studies[queued.ID].Note)
	described, err := s.Report(t.Context(), owner, queued.ID)
	require.NoError(t, err)
	require.Len(t, described.Fit.Items, 5)
	require.Equal(t, "i6", described.Fit.Convergence.Problems[0].Item)
	require.Len(t, described.Persons, 200)
}

func TestSubmitForm(t *testing.T) {
	t.Parallel()
	s, m := newService()
	form := models.Form{ID: models.NewID[models.Form](), Code: "junior"}
	_, err := s.SubmitForm(t.Context(), researcher(), study.Request{Model: "2pl"}, form)
	require.Equal(t, models.CodeConflict, models.CodeOf(err), "no responses yet")

	answered := models.NewID[models.Answer]()
	first, second := models.NewID[models.Session](), models.NewID[models.Session]()
	m.trails = []models.SessionTrail{
		{Session: models.Session{ID: first}, Responses: []models.Response{
			{ItemID: "IL20", AnswerID: answered, Score: models.ItemScore{Points: 3}},
			{ItemID: "IL10", AnswerID: answered, Score: models.ItemScore{Points: 1}},
			{ItemID: "IL31"}, // presented, never answered
		}},
		{Session: models.Session{ID: second}, Responses: []models.Response{{ItemID: "IL10", AnswerID: answered}}},
	}
	_, err = s.SubmitForm(t.Context(), researcher(), study.Request{Model: "2pl"}, form)
	require.NoError(t, err)
	require.Equal(t, fmt.Sprintf("ID_session,IL10,IL20\n%s,1,3\n%s,0,\n", first, second), string(m.files[models.FileResponses]))
}
