package study

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"suyang/assessment/report"
	"suyang/irt/files"
	"suyang/models"
)

// Store keeps studies.
type Store interface {
	// CreateStudy stores a study with its responses and queues the work on it.
	CreateStudy(ctx context.Context, s models.Study, responses []byte) error
	Study(ctx context.Context, id models.StudyID) (models.Study, error)
	// Studies lists an owner's studies, newest first.
	Studies(ctx context.Context, owner models.AccountID) ([]models.Study, error)
	// UpdateStudy lets fn change a study that nobody else changes meanwhile.
	UpdateStudy(ctx context.Context, id models.StudyID, fn func(*models.Study) error) error
}

// Files keeps what belongs to a study.
type Files interface {
	PutStudyFile(ctx context.Context, id models.StudyID, name models.StudyFile, data []byte) error
	StudyFile(ctx context.Context, id models.StudyID, name models.StudyFile) ([]byte, error)
}

// Responses finds what was answered in tests.
type Responses interface {
	FormResponses(ctx context.Context, id models.FormID) ([]models.SessionTrail, error)
}

// Queue stops work that waits or runs.
type Queue interface {
	Cancel(ctx context.Context, id string) error
}

// Config says where a Service keeps things.
type Config struct {
	Store     Store
	Files     Files
	Responses Responses
	Queue     Queue
	Clock     func() time.Time // default time.Now
}

// Service manages studies.
type Service struct{ Config }

// New returns a Service.
func New(c Config) *Service {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	return &Service{c}
}

// Request is what a researcher asks for.
type Request struct {
	Name  string // default: the name of the file or form
	Model string // 2pl or grm
}

// Submit checks a CSV of responses, stores it and queues its calibration. The
// file may be compressed, with a name that ends in .gz. Errors name line and
// column.
func (s *Service) Submit(ctx context.Context, owner models.Person, r Request, fileName string, content []byte) (models.Study, error) {
	fileName = filepath.Base(fileName)
	plain, err := decompress(fileName, content)
	if err != nil {
		return models.Study{}, err
	}
	return s.create(ctx, owner, r, fileName, plain)
}

// SubmitForm queues the calibration of all responses given to a form.
func (s *Service) SubmitForm(ctx context.Context, owner models.Person, r Request, form models.Form) (models.Study, error) {
	csv, err := s.FormResponses(ctx, form)
	if err != nil {
		return models.Study{}, err
	}
	return s.create(ctx, owner, r, form.Code, csv)
}

// FormResponses returns the responses of all finished sessions of a form, as
// [WriteResponses] writes them, or CodeConflict when there are none.
func (s *Service) FormResponses(ctx context.Context, form models.Form) ([]byte, error) {
	trails, err := s.Responses.FormResponses(ctx, form.ID)
	if err != nil {
		return nil, err
	}
	if len(trails) == 0 {
		return nil, models.Errorf(models.CodeConflict, "nobody has finished the test %s yet", form.Code)
	}
	var csv bytes.Buffer
	err = WriteResponses(&csv, trails)
	return csv.Bytes(), err
}

func (s *Service) create(ctx context.Context, owner models.Person, r Request, source string, responses []byte) (models.Study, error) {
	if !slices.Contains(models.StudyModels, r.Model) {
		return models.Study{}, models.Invalid("model", "choose one of "+strings.Join(models.StudyModels, ", "))
	}
	if utf8.RuneCountInString(r.Name) > 120 {
		return models.Study{}, models.Invalid("name", "a name has at most 120 characters")
	}
	table, err := readTable(source, responses)
	if err != nil {
		return models.Study{}, err
	}
	study := models.Study{
		ID: models.NewID[models.Study](), OwnerID: owner.ID, Name: cmp.Or(r.Name, source), Model: r.Model, Source: source,
		State: models.JobQueued, Persons: table.Persons(), Items: len(table.Items), CreatedAt: s.Clock(),
	}
	return study, s.Store.CreateStudy(ctx, study, responses)
}

func readTable(name string, responses []byte) (*files.Table, error) {
	reader, err := files.NewReader(bytes.NewReader(responses), name, files.Columns{})
	if err != nil {
		return nil, invalidFile(err)
	}
	table, err := files.ReadTable(reader)
	return table, invalidFile(err)
}

// invalidFile turns a fault of a file into a refusal, which keeps it: line and
// column are in it.
func invalidFile(err error) error {
	fault, ok := errors.AsType[*files.Error](err)
	if !ok {
		return err
	}
	refusal := models.Errorf(models.CodeInvalid, "%w", fault)
	refusal.Field = "file"
	return refusal
}

// List returns the researcher's studies, newest first.
func (s *Service) List(ctx context.Context, owner models.Person) ([]models.Study, error) {
	return s.Store.Studies(ctx, owner.ID)
}

// Study returns one of the researcher's studies.
func (s *Service) Study(ctx context.Context, owner models.Person, id models.StudyID) (models.Study, error) {
	study, err := s.Store.Study(ctx, id)
	if err == nil && study.OwnerID != owner.ID {
		err = models.NotFound("study")
	}
	return study, err
}

// File returns a file of one of the researcher's studies.
func (s *Service) File(ctx context.Context, owner models.Person, id models.StudyID, name models.StudyFile) ([]byte, error) {
	if _, err := s.Study(ctx, owner, id); err != nil {
		return nil, err
	}
	return s.Files.StudyFile(ctx, id, name)
}

// Cancel ends a study that waits or runs.
func (s *Service) Cancel(ctx context.Context, owner models.Person, id models.StudyID) error {
	if _, err := s.Study(ctx, owner, id); err != nil {
		return err
	}
	err := s.Store.UpdateStudy(ctx, id, func(study *models.Study) error {
		if study.State.Ended() {
			return models.Errorf(models.CodeConflict, "the study has ended already (%s)", study.State)
		}
		study.State, study.EndedAt = models.JobCancelled, s.Clock()
		return nil
	})
	if err != nil {
		return err
	}
	return s.Queue.Cancel(ctx, id.String())
}

// Report describes a finished study.
func (s *Service) Report(ctx context.Context, owner models.Person, id models.StudyID) (report.Calibration, error) {
	items, err := s.File(ctx, owner, id, models.FileItems)
	if err != nil {
		return report.Calibration{}, err
	}
	scores, err := s.Files.StudyFile(ctx, id, models.FileScores)
	if err != nil {
		return report.Calibration{}, err
	}
	return report.ForCalibration(items, scores)
}

// Curve gives the curve of one item of a finished study, which c describes.
func (s *Service) Curve(ctx context.Context, owner models.Person, id models.StudyID, c report.Calibration, item string) (report.ItemCurve, error) {
	responses, err := s.File(ctx, owner, id, models.FileResponses)
	if err != nil {
		return report.ItemCurve{}, err
	}
	curve, ok, err := c.Curve(item, responses)
	if err == nil && !ok {
		err = models.NotFound("item")
	}
	return curve, err
}
