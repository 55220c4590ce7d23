package imports

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"suyang/models"
	"suyang/recommend"
)

// errEnded stops the work on an import that was cancelled meanwhile.
var errEnded = errors.New("imports: ended")

const (
	reportEvery = 200 * time.Millisecond
	maxFaults   = 100 // that are kept of one file
)

// Run does the work of an import from its start: it may be given one whose
// first worker died, and then finds unchanged what that one brought in. A file
// that cannot be read ends the import as failed, with a note; an error means
// that another try may help.
func (s *Service) Run(ctx context.Context, key string) error {
	id, err := models.ParseID[models.Import](key)
	if err != nil {
		return err
	}
	current, err := s.begin(ctx, id)
	if err != nil {
		return ignoreEnded(err)
	}
	content, err := s.Archive.ImportFile(ctx, id)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	file := &counted{Reader: bytes.NewReader(content)}
	reported := s.Clock()
	report, err := s.Resources.Import(ctx, file, recommend.ImportOptions{
		Source: current.Source, MaxErrors: maxFaults,
		Progress: func(r recommend.ImportReport) {
			if now := s.Clock(); now.Sub(reported) >= reportEvery {
				reported = now
				if err := s.report(ctx, id, r, float64(file.read)/float64(len(content))); err != nil {
					cancel(err)
				}
			}
		},
	})
	if cause := context.Cause(ctx); cause != nil {
		return ignoreEnded(cause)
	}
	return s.finish(ctx, id, report, err)
}

// finish ends an import with what became of it. An error that is not about the
// file is returned.
func (s *Service) finish(ctx context.Context, id models.ImportID, report recommend.ImportReport, err error) error {
	state, note := models.JobDone, ""
	if err != nil {
		refusal, ok := errors.AsType[*models.Error](err)
		if !ok || refusal.Code != models.CodeInvalid {
			return err
		}
		state, note = models.JobFailed, refusal.Message
	}
	return s.end(ctx, id, func(i *models.Import) {
		take(i, report)
		i.State, i.Note = state, note
		if state == models.JobDone {
			i.Progress = 1
		}
	})
}

// GivenUp marks an import whose work failed once too often.
func (s *Service) GivenUp(ctx context.Context, key string, cause error) error {
	id, err := models.ParseID[models.Import](key)
	if err != nil {
		return err
	}
	return s.end(ctx, id, func(i *models.Import) { i.State, i.Note = models.JobFailed, cause.Error() })
}

func (s *Service) begin(ctx context.Context, id models.ImportID) (current models.Import, err error) {
	err = s.change(ctx, id, func(i *models.Import) {
		take(i, recommend.ImportReport{})
		i.State, i.Progress = models.JobRunning, 0
		current = *i
	})
	return current, err
}

func (s *Service) report(ctx context.Context, id models.ImportID, r recommend.ImportReport, progress float64) error {
	return s.change(ctx, id, func(i *models.Import) {
		take(i, r)
		i.Progress = progress
	})
}

func (s *Service) end(ctx context.Context, id models.ImportID, fn func(*models.Import)) error {
	return ignoreEnded(s.change(ctx, id, func(i *models.Import) {
		fn(i)
		i.EndedAt = s.Clock()
	}))
}

// change changes an import that has not ended.
func (s *Service) change(ctx context.Context, id models.ImportID, fn func(*models.Import)) error {
	return s.Store.UpdateImport(ctx, id, func(i *models.Import) error {
		if i.State.Ended() {
			return errEnded
		}
		fn(i)
		return nil
	})
}

func ignoreEnded(err error) error {
	if errors.Is(err, errEnded) {
		return nil
	}
	return err
}

// take copies a report into an import.
func take(i *models.Import, r recommend.ImportReport) {
	i.Rows, i.Added, i.Updated, i.Unchanged, i.Failed = r.Rows, r.Added, r.Updated, r.Unchanged, r.Failed
	i.Faults = make([]models.ImportFault, len(r.Errors))
	for n, e := range r.Errors {
		i.Faults[n] = models.ImportFault(e)
	}
}

// counted counts the bytes read.
type counted struct {
	io.Reader
	read int
}

// Read implements io.Reader.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += n
	return n, err
}
