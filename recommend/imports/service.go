package imports

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"

	"suyang/models"
	"suyang/recommend"
)

// Store keeps imports.
type Store interface {
	// CreateImport stores an import with its file and queues the work on it.
	CreateImport(ctx context.Context, i models.Import, file []byte) error
	Import(ctx context.Context, id models.ImportID) (models.Import, error)
	// UpdateImport lets fn change an import that nobody else changes meanwhile.
	UpdateImport(ctx context.Context, id models.ImportID, fn func(*models.Import) error) error
}

// Archive finds what belongs to imports.
type Archive interface {
	// Imports lists the newest imports, newest first.
	Imports(ctx context.Context, limit int) ([]models.Import, error)
	// ImportFile returns the file of an import that has not ended.
	ImportFile(ctx context.Context, id models.ImportID) ([]byte, error)
}

// Resources takes resources in; see [recommend.Service.Import].
type Resources interface {
	Import(ctx context.Context, r io.Reader, o recommend.ImportOptions) (recommend.ImportReport, error)
}

// Queue stops work that waits or runs.
type Queue interface {
	Cancel(ctx context.Context, id string) error
}

// Config says where a Service keeps things.
type Config struct {
	Store     Store
	Archive   Archive
	Resources Resources
	Queue     Queue
	Clock     func() time.Time // default time.Now
}

// Service manages imports.
type Service struct{ Config }

// New returns a Service.
func New(c Config) *Service {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	return &Service{c}
}

// listed is how many imports are listed.
const listed = 50

// Submit stores a file of JSON lines, plain or gzipped, and queues its import.
// Source names the collection that the ids in it belong to: 1 to 40 lower-case
// letters, digits, dots, hyphens and underscores; by default the name of the
// file up to its first dot. The service's own lessons are no such collection.
func (s *Service) Submit(ctx context.Context, by models.Person, source, fileName string, content []byte) (models.Import, error) {
	if by.Role != models.RoleOperator {
		return models.Import{}, models.Forbidden("only an operator can import resources")
	}
	fileName = filepath.Base(fileName)
	stem, _, _ := strings.Cut(strings.ToLower(fileName), ".")
	source = cmp.Or(strings.TrimSpace(source), stem)
	if err := checkSource(source); err != nil {
		return models.Import{}, err
	}
	if len(content) == 0 {
		return models.Import{}, models.Invalid("file", fileName+" is empty")
	}
	i := models.Import{
		ID: models.NewID[models.Import](), OwnerID: by.ID, Source: source, File: fileName,
		State: models.JobQueued, CreatedAt: s.Clock(),
	}
	return i, s.Store.CreateImport(ctx, i, content)
}

func checkSource(source string) error {
	if len(source) < 1 || len(source) > 40 || strings.Trim(source, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != "" {
		return models.Invalid("source", "use 1 to 40 lower-case letters, digits, dots, hyphens and underscores")
	}
	if source == recommend.LessonSource {
		return models.Invalid("source", "this is the name of the service's own lessons; choose another")
	}
	return nil
}

// List returns the newest imports, newest first.
func (s *Service) List(ctx context.Context) ([]models.Import, error) {
	return s.Archive.Imports(ctx, listed)
}

// Import returns an import.
func (s *Service) Import(ctx context.Context, id models.ImportID) (models.Import, error) {
	return s.Store.Import(ctx, id)
}

// Cancel ends an import that waits or runs. What is in already stays.
func (s *Service) Cancel(ctx context.Context, id models.ImportID) error {
	err := s.Store.UpdateImport(ctx, id, func(i *models.Import) error {
		if i.State.Ended() {
			return models.Errorf(models.CodeConflict, "the import has ended already (%s)", i.State)
		}
		i.State, i.EndedAt = models.JobCancelled, s.Clock()
		return nil
	})
	if err != nil {
		return err
	}
	return s.Queue.Cancel(ctx, id.String())
}
