package recommend

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"suyang/models"
)

// batchSize is how many resources are embedded and stored at once.
const batchSize = 64

// ImportOptions tune an import. The zero value works.
type ImportOptions struct {
	Source    string               // name of the collection the ids belong to; default "oer"
	Stages    []models.Stage       // of resources that name none; default junior and senior secondary
	MaxLine   int                  // longest line in bytes; default 8 MiB
	MaxErrors int                  // how many row errors are kept; default 1000, all are counted
	Progress  func(p ImportReport) // called after each batch; may be nil
}

// ImportReport says what an import has done so far.
type ImportReport struct {
	models.ImportCount
	Rows   int        `json:"rows"`   // read, with those that failed
	Failed int        `json:"failed"` // rows that were left out
	Errors []RowError `json:"errors"` // why, the first of them
}

// RowError says which line was left out and how to mend it.
type RowError struct {
	Line    int    `json:"line"` // from 1
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
}

// Error implements error.
func (e RowError) Error() string {
	if e.Field == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Message)
	}
	return fmt.Sprintf("line %d, %s: %s", e.Line, e.Field, e.Message)
}

// Import reads resources from JSON lines, plain or gzipped, one object a line:
// id, lang, title, licence and optionally summary, text, url, format, group,
// indicators, stages, minutes, difficulty. A line that cannot be used is left
// out and reported; the others go in. Doing it again changes nothing: resources
// are recognised by Source and id.
//
// An error means that the import stopped: the source cannot be read, the
// context is cancelled, or embedder or index failed. The report then says what
// is in already.
func (s *Service) Import(ctx context.Context, r io.Reader, o ImportOptions) (ImportReport, error) {
	o.Source = cmp.Or(o.Source, "oer")
	o.MaxLine = cmp.Or(o.MaxLine, 8<<20)
	o.MaxErrors = cmp.Or(o.MaxErrors, 1000)
	if len(o.Stages) == 0 {
		o.Stages = []models.Stage{models.StageJunior, models.StageSenior}
	}
	in, err := newLines(r, o.MaxLine)
	if err != nil {
		return ImportReport{}, unreadable(1, err)
	}
	i := importer{service: s, options: o}
	for {
		line, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, errLongLine) {
			return i.stop(ctx, unreadable(in.number, err))
		}
		resource, wrong := i.parse(line, err)
		if wrong != nil {
			i.leaveOut(in.number, wrong)
			continue
		}
		i.report.Rows++
		if err := i.add(ctx, resource); err != nil {
			return i.report, err
		}
	}
	return i.stop(ctx, nil)
}

func unreadable(line int, err error) error {
	return models.Errorf(models.CodeInvalid, "the file cannot be read from line %d on; is it whole? %w", line, err)
}

// importer gathers rows into batches.
type importer struct {
	service *Service
	options ImportOptions
	batch   []models.Resource
	report  ImportReport
}

// parse reads one line; its error is about the line only.
func (i *importer) parse(line []byte, err error) (models.Resource, error) {
	if err != nil {
		return models.Resource{}, models.Invalid("", fmt.Sprintf("is longer than %d bytes; shorten its text", i.options.MaxLine))
	}
	parsed, err := parseRow(line)
	if err != nil {
		return models.Resource{}, err
	}
	return parsed.resource(i.options.Source, i.options.Stages)
}

// leaveOut notes why a line is not taken.
func (i *importer) leaveOut(line int, err error) {
	i.report.Rows++
	i.report.Failed++
	if len(i.report.Errors) == i.options.MaxErrors {
		return
	}
	e := RowError{Line: line, Message: err.Error()}
	if wrong, ok := errors.AsType[*models.Error](err); ok {
		e.Field, e.Message = wrong.Field, wrong.Message
	}
	i.report.Errors = append(i.report.Errors, e)
}

// stop stores what is left and ends the import with why, nil at the end of the
// file.
func (i *importer) stop(ctx context.Context, why error) (ImportReport, error) {
	err := errors.Join(why, i.flush(ctx))
	return i.report, err
}

// add puts a resource in the batch and stores a full batch.
func (i *importer) add(ctx context.Context, r models.Resource) error {
	r.CreatedAt = i.service.config.Clock()
	twice := slices.ContainsFunc(i.batch, func(b models.Resource) bool { return b.Source == r.Source && b.SourceID == r.SourceID })
	if twice || len(i.batch) == batchSize {
		if err := i.flush(ctx); err != nil {
			return err
		}
	}
	i.batch = append(i.batch, r)
	return nil
}

// flush embeds and stores the batch.
func (i *importer) flush(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(i.batch) == 0 {
		return nil
	}
	count, err := i.service.store(ctx, i.batch)
	if err != nil {
		return err
	}
	i.batch = i.batch[:0]
	i.report.Added += count.Added
	i.report.Updated += count.Updated
	i.report.Unchanged += count.Unchanged
	if i.options.Progress != nil {
		i.options.Progress(i.report)
	}
	return nil
}

// store places resources in the embedder's space, names what those teach that
// do not say it, and puts them in the index.
func (s *Service) store(ctx context.Context, resources []models.Resource) (models.ImportCount, error) {
	texts := make([]string, len(resources))
	for i, r := range resources {
		texts[i] = r.Title + "\n" + r.Summary + "\n" + r.Body
	}
	vectors, err := s.config.Embedder.Embed(ctx, texts)
	if err != nil {
		return models.ImportCount{}, err
	}
	embeddings := make([]models.Embedding, len(resources))
	for i := range resources {
		r := &resources[i]
		if len(r.Indicators) == 0 {
			if r.Indicators, err = s.indicators.taughtBy(ctx, vectors[i], s.config.Threshold); err != nil {
				return models.ImportCount{}, err
			}
		}
		embeddings[i] = models.Embedding{ResourceID: r.ID, Model: s.config.Embedder.Name(), Vector: vectors[i]}
	}
	return s.config.Index.UpsertResources(ctx, resources, embeddings)
}
