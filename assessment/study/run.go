package study

import (
	"bytes"
	"context"
	"errors"
	"math"
	"time"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
	"suyang/models"
)

// errEnded stops the work on a study that was cancelled meanwhile.
var errEnded = errors.New("study: ended")

// Run does the work of a study from its start: it may be given a study whose
// first worker died. What the data do not allow ends the study as failed, with
// a note; an error means that another try may help.
func (s *Service) Run(ctx context.Context, key string) error {
	id, err := models.ParseID[models.Study](key)
	if err != nil {
		return err
	}
	study, err := s.begin(ctx, id)
	if err != nil {
		return ignoreEnded(err)
	}
	responses, err := s.Files.StudyFile(ctx, id, models.FileResponses)
	if err != nil {
		return err
	}
	calibration, err := s.calibrate(ctx, study, responses)
	if err == nil {
		err = s.score(ctx, study, calibration, responses)
	}
	if refusal, ok := errors.AsType[*models.Error](err); ok && refusal.Code == models.CodeInvalid {
		return s.end(ctx, id, models.JobFailed, refusal.Message)
	}
	if err != nil {
		return ignoreEnded(err)
	}
	return s.end(ctx, id, models.JobDone, "")
}

// GivenUp marks a study whose work failed once too often.
func (s *Service) GivenUp(ctx context.Context, key string, cause error) error {
	id, err := models.ParseID[models.Study](key)
	if err != nil {
		return err
	}
	return s.end(ctx, id, models.JobFailed, cause.Error())
}

func ignoreEnded(err error) error {
	if errors.Is(err, errEnded) {
		return nil
	}
	return err
}

func (s *Service) begin(ctx context.Context, id models.StudyID) (study models.Study, err error) {
	err = s.Store.UpdateStudy(ctx, id, func(current *models.Study) error {
		if current.State.Ended() {
			return errEnded
		}
		current.State, current.Progress = models.JobRunning, 0
		study = *current
		return nil
	})
	return study, err
}

func (s *Service) end(ctx context.Context, id models.StudyID, state models.JobState, note string) error {
	return ignoreEnded(s.Store.UpdateStudy(ctx, id, func(study *models.Study) error {
		if study.State.Ended() {
			return errEnded
		}
		study.State, study.Note, study.EndedAt = state, note, s.Clock()
		if state == models.JobDone {
			study.Progress = 1
		}
		return nil
	}))
}

// calibrateShare is the part of the progress that the calibration makes up.
const calibrateShare = 0.8

func (s *Service) calibrate(ctx context.Context, study models.Study, responses []byte) (*files.Calibration, error) {
	table, err := readTable(study.Source, responses)
	if err != nil {
		return nil, err
	}
	model, err := irt.ParseModel(study.Model)
	if err != nil {
		return nil, models.Invalid("model", err.Error())
	}
	ctx, report := s.reporter(ctx, study.ID)
	defer report.stop()
	options := calibrate.Options{Model: model, SE: calibrate.Oakes, Tol: 1e-4}
	options.Progress = func(_ int, change float64) { report.set(calibrateShare * convergence(change, options.Tol)) }
	result, err := calibrate.Run(ctx, table.Data(), options)
	if cause := context.Cause(ctx); cause != nil {
		return nil, cause
	}
	if err != nil {
		return nil, models.Invalid("file", err.Error())
	}
	calibration := files.NewCalibration(result, table)
	var items bytes.Buffer
	if err := calibration.Write(&items); err != nil {
		return nil, err
	}
	if err := s.Files.PutStudyFile(ctx, study.ID, models.FileItems, items.Bytes()); err != nil {
		return nil, err
	}
	return calibration, s.Store.UpdateStudy(ctx, study.ID, func(current *models.Study) error {
		current.Summary = items.Bytes()
		return nil
	})
}

// convergence tells how far the cycles have come, from 0 to 1, by the size of
// the last change: the changes shrink about geometrically from 1 to tol.
func convergence(change, tol float64) float64 {
	return min(max(math.Log(change)/math.Log(tol), 0), 1)
}

func (s *Service) score(ctx context.Context, study models.Study, c *files.Calibration, responses []byte) error {
	var calibrated files.Columns // without the items that could not be
	for _, it := range c.Items {
		calibrated.Items = append(calibrated.Items, it.ID)
	}
	reader, err := files.NewReader(bytes.NewReader(responses), study.Source, calibrated)
	if err != nil {
		return invalidFile(err)
	}
	ctx, report := s.reporter(ctx, study.ID)
	defer report.stop()
	options := files.ScoreOptions{Progress: func(persons int) {
		report.set(calibrateShare + (1-calibrateShare)*float64(persons)/float64(study.Persons))
	}}
	var scores bytes.Buffer
	if _, err := c.Score(ctx, &scores, reader, options); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return cause
		}
		return invalidFile(err)
	}
	return s.Files.PutStudyFile(ctx, study.ID, models.FileScores, scores.Bytes())
}

// reporter writes progress to the study, at most a few times a second, and
// ends the context it returns when the study was cancelled.
func (s *Service) reporter(ctx context.Context, id models.StudyID) (context.Context, *reporter) {
	ctx, cancel := context.WithCancelCause(ctx)
	r := &reporter{latest: make(chan float64, 1), done: make(chan struct{})}
	r.stop = func() { close(r.latest); <-r.done; cancel(nil) }
	go func() {
		defer close(r.done)
		for progress := range r.latest {
			if err := s.progress(ctx, id, progress); err != nil {
				cancel(err)
			}
			time.Sleep(reportEvery)
		}
	}()
	return ctx, r
}

const reportEvery = 200 * time.Millisecond

// reporter passes the newest progress on.
type reporter struct {
	latest chan float64
	done   chan struct{}
	stop   func()
}

// set never waits: progress that was not written yet is replaced.
func (r *reporter) set(progress float64) {
	select {
	case r.latest <- progress:
	default:
	}
}

func (s *Service) progress(ctx context.Context, id models.StudyID, progress float64) error {
	return s.Store.UpdateStudy(ctx, id, func(study *models.Study) error {
		if study.State.Ended() {
			return errEnded
		}
		study.Progress = max(study.Progress, progress)
		return nil
	})
}
