package imports_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/recommend"
	"suyang/recommend/imports"
)

// memory keeps imports as the store does, and resources as an index does.
type memory struct {
	sync.Mutex
	recommend.Index

	imports   map[models.ImportID]models.Import
	file      []byte
	cancelled []string
	resources map[string]models.Resource
	stored    func(resources int) error // called before resources are stored; may be nil
	onUpdate  func(models.Import)
}

func (m *memory) CreateImport(_ context.Context, i models.Import, file []byte) error {
	m.imports[i.ID], m.file = i, file
	return nil
}

func (m *memory) Import(_ context.Context, id models.ImportID) (models.Import, error) {
	i, ok := m.imports[id]
	if !ok {
		return i, models.NotFound("import")
	}
	return i, nil
}

func (m *memory) Imports(context.Context, int) ([]models.Import, error) {
	list := []models.Import{}
	for _, i := range m.imports {
		list = append(list, i)
	}
	return list, nil
}

func (m *memory) UpdateImport(_ context.Context, id models.ImportID, fn func(*models.Import) error) error {
	m.Lock()
	defer m.Unlock()
	i := m.imports[id]
	if err := fn(&i); err != nil {
		return err
	}
	m.imports[id] = i
	if m.onUpdate != nil {
		m.onUpdate(i)
	}
	return nil
}

func (m *memory) ImportFile(context.Context, models.ImportID) ([]byte, error) { return m.file, nil }

func (m *memory) Cancel(_ context.Context, id string) error {
	m.cancelled = append(m.cancelled, id)
	return nil
}

func (m *memory) UpsertResources(_ context.Context, resources []models.Resource, _ []models.Embedding) (done models.ImportCount, err error) {
	if m.stored != nil {
		if err := m.stored(len(m.resources)); err != nil {
			return done, err
		}
	}
	for _, r := range resources {
		if _, known := m.resources[r.SourceID]; known {
			done.Unchanged++
		} else {
			done.Added++
		}
		m.resources[r.SourceID] = r
	}
	return done, nil
}

// newService has a clock that goes on by a minute whenever it is looked at.
func newService() (*imports.Service, *memory) {
	m := &memory{imports: map[models.ImportID]models.Import{}, resources: map[string]models.Resource{}}
	now := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	return imports.New(imports.Config{
		Store: m, Archive: m, Queue: m, Resources: recommend.New(recommend.Config{Index: m}),
		Clock: func() time.Time { now = now.Add(time.Minute); return now },
	}), m
}

var operator = models.Person{Account: models.Account{ID: models.NewID[models.Account](), Role: models.RoleOperator}}

// rows are so many good lines and one without a title.
func rows(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"r%d","lang":"en","title":"Passwords %d","licence":"MIT"}`+"\n", i, i)
	}
	b.WriteString(`{"id":"bad","lang":"en","licence":"MIT"}` + "\n")
	return []byte(b.String())
}

func submit(t *testing.T, s *imports.Service, content []byte) models.Import {
	t.Helper()
	i, err := s.Submit(t.Context(), operator, "", "../Oer.2026.jsonl", content)
	require.NoError(t, err)
	return i
}

func TestImportFromFileToResources(t *testing.T) {
	t.Parallel()
	s, m := newService()
	queued := submit(t, s, rows(200))
	require.Equal(t, models.JobQueued, queued.State)
	require.Equal(t, "oer", queued.Source)
	require.Equal(t, "Oer.2026.jsonl", queued.File)
	require.Equal(t, operator.ID, queued.OwnerID)

	var seen []models.Import
	m.onUpdate = func(i models.Import) { seen = append(seen, i) }
	require.NoError(t, s.Run(t.Context(), queued.ID.String()))
	require.Equal(t, models.JobRunning, seen[0].State)
	require.Greater(t, len(seen), 3, "progress was told")
	for n, i := range seen[1:] {
		require.GreaterOrEqual(t, i.Progress, seen[n].Progress)
		require.GreaterOrEqual(t, i.Rows, seen[n].Rows)
	}
	done, err := s.Import(t.Context(), queued.ID)
	require.NoError(t, err)
	require.Equal(t, models.JobDone, done.State)
	require.InDelta(t, 1, done.Progress, 0)
	require.Equal(t, []int{201, 200, 0, 0, 1}, []int{done.Rows, done.Added, done.Updated, done.Unchanged, done.Failed})
	require.Equal(t, 201, done.Faults[0].Line)
	require.Equal(t, "title", done.Faults[0].Field)
	require.False(t, done.EndedAt.IsZero())
	require.Len(t, m.resources, 200)
	require.Equal(t, "oer", m.resources["r7"].Source)
}

func TestSubmitRefuses(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 41)
	for _, tc := range []struct{ name, role, source, file, content, field string }{
		{"a researcher", "researcher", "oer", "a.jsonl", "{}", ""},
		{"spaces", "operator", "open resources", "a.jsonl", "{}", "source"},
		{"capitals", "operator", "OER", "a.jsonl", "{}", "source"},
		{"too long", "operator", long, "a.jsonl", "{}", "source"},
		{"a file named in Chinese", "operator", "", "资源.jsonl", "{}", "source"},
		{"our own lessons", "operator", "lessons", "a.jsonl", "{}", "source"},
		{"our own lessons, by the file", "operator", "", "lessons.jsonl", "{}", "source"},
		{"an empty file", "operator", "oer", "a.jsonl", "", "file"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s, m := newService()
			by := models.Person{Account: models.Account{Role: models.Role(tc.role)}}
			_, err := s.Submit(t.Context(), by, tc.source, tc.file, []byte(tc.content))
			var refusal *models.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, tc.field, refusal.Field)
			require.Empty(t, m.imports)
		})
	}
}

func TestADamagedFileFailsWithANote(t *testing.T) {
	t.Parallel()
	s, m := newService()
	queued := submit(t, s, []byte("\x1f\x8bnot gzip"))
	require.NoError(t, s.Run(t.Context(), queued.ID.String()))
	require.Equal(t, models.JobFailed, m.imports[queued.ID].State)
	require.Contains(t, m.imports[queued.ID].Note, "cannot be read from line 1")
}

func TestAnotherTryAfterADatabaseThatWasAway(t *testing.T) {
	t.Parallel()
	s, m := newService()
	queued := submit(t, s, rows(200))
	away := models.Errorf(models.CodeUnavailable, "the database does not answer")
	m.stored = func(resources int) error {
		if resources > 100 {
			return away
		}
		return nil
	}
	require.ErrorIs(t, s.Run(t.Context(), queued.ID.String()), away)
	require.Equal(t, models.JobRunning, m.imports[queued.ID].State)
	m.stored = nil
	require.NoError(t, s.Run(t.Context(), queued.ID.String()))
	done := m.imports[queued.ID]
	require.Equal(t, models.JobDone, done.State)
	require.Equal(t, []int{201, 72, 128}, []int{done.Rows, done.Added, done.Unchanged}, "two batches of 64 were in")
	require.Len(t, m.resources, 200)
}

func TestGivenUp(t *testing.T) {
	t.Parallel()
	s, m := newService()
	queued := submit(t, s, rows(1))
	require.NoError(t, s.GivenUp(t.Context(), queued.ID.String(), errors.New("no disk")))
	require.Equal(t, models.JobFailed, m.imports[queued.ID].State)
	require.Equal(t, "no disk", m.imports[queued.ID].Note)
	require.False(t, m.imports[queued.ID].EndedAt.IsZero())
	require.Error(t, s.GivenUp(t.Context(), "nonsense", errors.New("no disk")))
}

func TestCancel(t *testing.T) {
	t.Parallel()
	t.Run("while it waits", func(t *testing.T) {
		t.Parallel()
		s, m := newService()
		queued := submit(t, s, rows(10))
		require.NoError(t, s.Cancel(t.Context(), queued.ID))
		require.Equal(t, []string{queued.ID.String()}, m.cancelled)
		require.NoError(t, s.Run(t.Context(), queued.ID.String()), "a worker that comes late does nothing")
		require.Empty(t, m.resources)
		require.NoError(t, s.GivenUp(t.Context(), queued.ID.String(), errors.New("too late")))
		require.Equal(t, models.JobCancelled, m.imports[queued.ID].State)
		require.Equal(t, models.CodeConflict, models.CodeOf(s.Cancel(t.Context(), queued.ID)))
	})
	t.Run("while it runs", func(t *testing.T) {
		t.Parallel()
		s, m := newService()
		queued := submit(t, s, rows(500))
		m.stored = func(resources int) error {
			if resources == 64 {
				return s.Cancel(context.Background(), queued.ID)
			}
			return nil
		}
		require.NoError(t, s.Run(t.Context(), queued.ID.String()))
		require.Equal(t, models.JobCancelled, m.imports[queued.ID].State)
		require.Less(t, len(m.resources), 500, "the worker has stopped")
	})
	t.Run("the worker is stopped", func(t *testing.T) {
		t.Parallel()
		s, m := newService()
		queued := submit(t, s, rows(500))
		ctx, stop := context.WithCancel(t.Context())
		m.stored = func(int) error { stop(); return nil }
		require.ErrorIs(t, s.Run(ctx, queued.ID.String()), context.Canceled)
		require.Equal(t, models.JobRunning, m.imports[queued.ID].State, "another worker goes on")
	})
}
