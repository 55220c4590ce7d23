package recommend_test

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"suyang/models"
)

// memory is an Index and Interactions for tests: exact search over a slice.
type memory struct {
	mu        sync.Mutex
	resources []models.Resource
	vectors   map[models.ResourceID][]float32
	events    []models.Event
	fail      error // returned by UpsertResources when set
}

func (m *memory) Nearest(_ context.Context, _ string, query []float32, f models.ResourceFilter, limit int) ([]models.ResourceCandidate, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []models.ResourceCandidate
	for _, r := range m.resources {
		if passes(r, f) {
			found = append(found, models.ResourceCandidate{Resource: r, Similarity: dot(query, m.vectors[r.ID])})
		}
	}
	slices.SortStableFunc(found, func(a, b models.ResourceCandidate) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return found[:min(limit, len(found))], nil
}

func passes(r models.Resource, f models.ResourceFilter) bool {
	taught := func(code string) bool { return slices.Contains(r.Indicators, code) }
	return (f.Stage == "" || len(r.Stages) == 0 || slices.Contains(r.Stages, f.Stage)) &&
		(f.Locale == "" || r.Locale == f.Locale) &&
		(len(f.Indicators) == 0 || slices.ContainsFunc(f.Indicators, taught)) &&
		!slices.Contains(f.Exclude, r.ID)
}

func dot(a, b []float32) float64 {
	var sum float64
	for i := range min(len(a), len(b)) {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func (m *memory) UpsertResources(_ context.Context, rs []models.Resource, es []models.Embedding) (models.ImportCount, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return models.ImportCount{}, m.fail
	}
	var count models.ImportCount
	if m.vectors == nil {
		m.vectors = map[models.ResourceID][]float32{}
	}
	for i, r := range rs {
		at := slices.IndexFunc(m.resources, func(o models.Resource) bool { return o.Source == r.Source && o.SourceID == r.SourceID })
		if at >= 0 {
			r.ID = m.resources[at].ID
		}
		switch {
		case at < 0:
			m.resources = append(m.resources, r)
			count.Added++
		case m.resources[at].Title == r.Title && m.resources[at].Body == r.Body:
			count.Unchanged++
		default:
			m.resources[at] = r
			count.Updated++
		}
		m.vectors[r.ID] = es[i].Vector
	}
	return count, nil
}

func (m *memory) Resource(_ context.Context, id models.ResourceID) (models.Resource, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.resources {
		if r.ID == id {
			return r, nil
		}
	}
	return models.Resource{}, models.NotFound("resource")
}

func (m *memory) Seen(_ context.Context, learner models.AccountID) ([]models.ResourceID, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var seen []models.ResourceID
	for _, e := range m.events {
		if id, err := models.ParseID[models.Resource](e.Object); err == nil && e.ActorID == learner {
			seen = append(seen, id)
		}
	}
	return seen, nil
}

func (m *memory) LogEvent(_ context.Context, e models.Event) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.events = append(m.events, e)
	return nil
}
