package assessment_test

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"suyang/models"
)

// memory keeps in maps what the service needs of storage.
type memory struct {
	mu          sync.Mutex
	items       []models.Item // every version, current ones last
	forms       []models.Form
	framework   []models.Node
	class       models.Class
	learners    []models.Learner
	people      map[models.AccountID]models.Person
	assignments map[models.AssignmentID]models.Assignment
	trails      map[models.SessionID]models.SessionTrail
	scores      map[models.SessionID]models.Score
	papers      map[models.AssignmentID]models.PaperTest
	sheets      map[models.AccountID]models.PaperSheet
	reads       int // of the bank
}

func (m *memory) Items(context.Context) ([]models.Item, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reads++
	current := map[string]models.Item{}
	for _, it := range m.items {
		current[it.ID] = it
	}
	var out []models.Item
	for _, it := range current {
		out = append(out, it)
	}
	return out, nil
}

func (m *memory) ItemVersion(_ context.Context, id string, version int) (models.Item, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, it := range m.items {
		if it.ID == id && it.Version == version {
			return it, nil
		}
	}
	return models.Item{}, models.NotFound("item")
}

func (m *memory) Forms(context.Context) ([]models.Form, error)     { return m.forms, nil }
func (m *memory) Framework(context.Context) ([]models.Node, error) { return m.framework, nil }

func (m *memory) Class(_ context.Context, id models.ClassID) (models.Class, error) {
	if id != m.class.ID {
		return models.Class{}, models.NotFound("class")
	}
	return m.class, nil
}

func (m *memory) ClassLearners(context.Context, models.ClassID) ([]models.Learner, error) {
	return slices.Clone(m.learners), nil
}

func (m *memory) Person(_ context.Context, id models.AccountID) (models.Person, error) {
	return m.people[id], nil
}

func (m *memory) CreateAssignment(_ context.Context, a models.Assignment) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.assignments[a.ID] = a
	return nil
}

func (m *memory) Assignment(_ context.Context, id models.AssignmentID) (models.Assignment, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.assignments[id]
	if !ok {
		return a, models.NotFound("assignment")
	}
	return a, nil
}

func (m *memory) CloseAssignment(_ context.Context, id models.AssignmentID, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	a := m.assignments[id]
	a.ClosesAt = at
	m.assignments[id] = a
	return nil
}

func (m *memory) ClassAssignments(_ context.Context, class models.ClassID) ([]models.Assignment, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []models.Assignment
	for _, a := range m.assignments {
		if a.ClassID == class {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b models.Assignment) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return out, nil
}

func (m *memory) CreateSession(_ context.Context, s models.Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, t := range m.trails {
		if t.Session.AssignmentID == s.AssignmentID && t.Session.LearnerID == s.LearnerID && t.Session.State != models.SessionVoided {
			return models.Errorf(models.CodeConflict, "the pupil has a session for this test already")
		}
	}
	m.trails[s.ID] = models.SessionTrail{Session: s}
	return nil
}

func (m *memory) CreateForm(_ context.Context, f models.Form) error {
	if slices.ContainsFunc(m.forms, func(x models.Form) bool { return x.Code == f.Code }) {
		return models.Errorf(models.CodeConflict, "a form with this code is there already")
	}
	m.forms = append(m.forms, f)
	return nil
}

func (m *memory) CreateTrail(ctx context.Context, t models.SessionTrail) error {
	if err := m.CreateSession(ctx, t.Session); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.scores[t.Session.ID] = *t.Score
	t.Score = nil
	m.trails[t.Session.ID] = t
	return nil
}

func (m *memory) PaperTest(_ context.Context, id models.AssignmentID) (models.PaperTest, error) {
	t, ok := m.papers[id]
	if !ok {
		return t, models.NotFound("paper test")
	}
	return t, nil
}

func (m *memory) KeepPaperTest(_ context.Context, t models.PaperTest) (models.PaperTest, error) {
	m.papers[t.AssignmentID] = t
	return t, nil
}

// PaperSheets keeps the sheets of one assignment.
func (m *memory) PaperSheets(context.Context, models.AssignmentID) ([]models.PaperSheet, error) {
	var out []models.PaperSheet
	for _, sheet := range m.sheets {
		out = append(out, sheet)
	}
	return out, nil
}

func (m *memory) KeepPaperSheet(_ context.Context, sheet models.PaperSheet, fn func(*models.PaperSheet) error) (models.PaperSheet, error) {
	if kept, there := m.sheets[sheet.LearnerID]; there {
		sheet = kept
	}
	if err := fn(&sheet); err != nil {
		return sheet, err
	}
	m.sheets[sheet.LearnerID] = sheet
	return sheet, nil
}

func (m *memory) UpdateSession(_ context.Context, id models.SessionID, fn func(*models.SessionTrail) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	t, ok := m.trails[id]
	if !ok {
		return models.NotFound("session")
	}
	t.Responses = slices.Clone(t.Responses)
	t.Score = nil
	if err := fn(&t); err != nil {
		return err
	}
	switch {
	case t.Score != nil && t.Session.State.Counts():
		m.scores[id] = *t.Score
	case t.Session.State == models.SessionVoided:
		delete(m.scores, id)
	}
	t.Score = nil
	m.trails[id] = t
	return nil
}

func (m *memory) SessionTrail(_ context.Context, id models.SessionID) (models.SessionTrail, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t, ok := m.trails[id]
	if !ok {
		return t, models.NotFound("session")
	}
	t.Responses = slices.Clone(t.Responses)
	return t, nil
}

func (m *memory) Sitting(ctx context.Context, id models.SessionID) (models.Session, models.Assignment, error) {
	t, err := m.SessionTrail(ctx, id)
	if err != nil {
		return models.Session{}, models.Assignment{}, err
	}
	a, err := m.Assignment(ctx, t.Session.AssignmentID)
	return t.Session, a, err
}

func (m *memory) LearnerSessions(_ context.Context, learner models.AccountID) ([]models.Session, error) {
	var out []models.Session
	for _, t := range m.filter(func(t models.SessionTrail) bool { return t.Session.LearnerID == learner }) {
		out = append(out, t.Session)
	}
	slices.Reverse(out)
	return out, nil
}

func (m *memory) AssignmentSessions(_ context.Context, id models.AssignmentID) ([]models.SessionTrail, error) {
	return m.filter(func(t models.SessionTrail) bool { return t.Session.AssignmentID == id }), nil
}

func (m *memory) ClassTrails(_ context.Context, class models.ClassID) ([]models.SessionTrail, error) {
	latest := map[models.AccountID]models.SessionTrail{}
	for _, t := range m.filter(func(t models.SessionTrail) bool { return t.Session.ClassID == class && t.Session.State.Counts() }) {
		latest[t.Session.LearnerID] = t
	}
	var out []models.SessionTrail
	for _, t := range latest {
		out = append(out, t)
	}
	return out, nil
}

func (m *memory) PendingCoding(_ context.Context, class models.ClassID) ([]models.SessionTrail, error) {
	return m.filter(func(t models.SessionTrail) bool {
		return t.Session.ClassID == class && t.Session.State.Counts() && m.scores[t.Session.ID].Provisional
	}), nil
}

// OverdueSessions gives all open ones: the service decides again.
func (m *memory) OverdueSessions(context.Context, time.Time) ([]models.SessionID, error) {
	var out []models.SessionID
	for _, t := range m.filter(func(t models.SessionTrail) bool { return t.Session.State.Open() }) {
		out = append(out, t.Session.ID)
	}
	return out, nil
}

// filter lists trails, oldest first.
func (m *memory) filter(keep func(models.SessionTrail) bool) []models.SessionTrail {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []models.SessionTrail
	for _, t := range m.trails {
		if keep(t) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b models.SessionTrail) int {
		return cmp.Or(a.Session.CreatedAt.Compare(b.Session.CreatedAt), cmp.Compare(a.Session.ID.String(), b.Session.ID.String()))
	})
	return out
}
