package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/urfave/cli/v3"

	"suyang/assessment"
	"suyang/assessment/bank"
	"suyang/assessment/questionnaire"
	"suyang/assessment/study"
	"suyang/content"
	"suyang/internal/jobs"
	"suyang/models"
	"suyang/platform"
	"suyang/recommend"
	"suyang/recommend/imports"
	"suyang/store"
)

// service is the domain of the program on its database, without a face.
type service struct {
	db     *database
	store  *store.Store
	bundle *content.Bundle
	secret []byte

	people      *platform.Service
	assessments *assessment.Service
	bank        *bank.Service
	studies     *study.Service
	resources   *recommend.Service
	imports     *imports.Service
	surveys     *questionnaire.Service
	queue       *jobs.Queue
}

// openService opens the database of the flags and puts the services on it.
// Workers is how many background jobs this process works on at once; 0 leaves
// them to others.
func openService(ctx context.Context, cmd *cli.Command, workers int) (_ *service, err error) {
	s := &service{}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if s.secret, err = readSecret(cmd); err != nil {
		return nil, err
	}
	if s.bundle, err = ownContent(cmd.String("content")); err != nil {
		return nil, err
	}
	if s.db, err = openDatabase(ctx, cmd); err != nil {
		return nil, err
	}
	config := store.Config{Enqueue: func(ctx context.Context, tx pgx.Tx, kind models.JobKind, id string) error {
		return s.queue.Enqueue(ctx, tx, jobs.Name(kind, id))
	}}
	if s.store, err = store.Open(ctx, s.db.dsn, config); err != nil {
		return nil, err
	}
	if err := s.assemble(newLogger(cmd), workers); err != nil {
		return nil, err
	}
	return s, s.seed(ctx)
}

// ownContent is the built-in content with a folder of the operator's over it.
// A folder with problems is refused: what it holds is for pupils.
func ownContent(dir string) (*content.Bundle, error) {
	bundle, err := extendBank(dir)
	if err != nil || dir == "" {
		return bundle, err
	}
	if problems := content.Check(bundle); len(problems) > 0 {
		return nil, models.Errorf(models.CodeInvalid, "content %s: %w", dir, problems)
	}
	return bundle, nil
}

// assemble puts the services on the store.
func (s *service) assemble(logger *slog.Logger, workers int) (err error) {
	if s.people, err = newPlatform(s.store, s.secret); err != nil {
		return err
	}
	s.assessments = assessment.New(s.assessmentConfig())
	s.bank = bank.New(bank.Config{
		Items: s.store, Drafts: s.store, Comments: s.store, People: s.store, Events: s.store, Rules: content.Rules{Bundle: s.bundle},
		Framework: s.bundle.Framework, Families: s.bundle.Families, Misconceptions: s.bundle.Misconceptions,
	})
	s.resources = recommend.New(recommend.Config{Index: s.store, Interactions: s.store, Framework: s.bundle.Framework})
	s.surveys = questionnaire.New(s.questionnaireConfig())
	return s.assembleJobs(logger, workers)
}

// assembleJobs puts the queue on the store, and what is worked on by it.
func (s *service) assembleJobs(logger *slog.Logger, workers int) (err error) {
	kinds := jobs.Kinds{}
	config := jobs.Config{Logger: logger, Workers: workers}
	if workers > 0 {
		config.Work, config.GivenUp = kinds.Work, kinds.GivenUp
	}
	if s.queue, err = jobs.New(s.store.Pool(), config); err != nil {
		return err
	}
	s.studies = study.New(study.Config{
		Store: s.store, Files: s.store, Responses: s.store, Queue: jobs.OfKind{Queue: s.queue, Kind: models.JobStudy},
	})
	s.imports = imports.New(imports.Config{
		Store: s.store, Archive: s.store, Resources: s.resources, Queue: jobs.OfKind{Queue: s.queue, Kind: models.JobImport},
	})
	kinds[models.JobStudy], kinds[models.JobImport] = s.studies, s.imports
	return nil
}

// questionnaireConfig asks the questionnaires of the content.
func (s *service) questionnaireConfig() questionnaire.Config {
	return questionnaire.Config{
		Questionnaires: s.bundle.Questionnaires, Openings: s.store, Replies: s.store, Roster: s.store,
		Secret: keyFor(s.secret, "pseudonyms of questionnaires"),
	}
}

// assessmentConfig delivers tests from the bank of the store.
func (s *service) assessmentConfig() assessment.Config {
	return assessment.Config{
		Bank: s.store, Sessions: s.store, Sittings: s.store, Assignments: s.store, Monitor: s.store, Roster: s.store, Overdue: s.store,
		FormMaker: s.store, Papers: s.store, Finished: s.store,
		Metric: s.bundle.Metric, Levels: s.bundle.Levels, Misconceptions: s.bundle.Misconceptions, Lessons: s.bundle.Lessons,
	}
}

// seed brings the content of this version into the bank. Items that were
// edited in the bank since stay as they are.
func (s *service) seed(ctx context.Context) error {
	if err := s.store.PutFramework(ctx, s.bundle.Framework); err != nil {
		return err
	}
	done, err := s.store.SeedItems(ctx, s.bundle.Items)
	if err != nil {
		return err
	}
	for _, id := range done.Conflicts {
		slog.Warn("the bank's own version of an item is kept", "item", id)
	}
	if err := s.store.PutForms(ctx, s.bundle.Forms); err != nil {
		return err
	}
	_, err = s.resources.ImportLessons(ctx, s.bundle.Lessons)
	return err
}

// Close ends what openService began, as far as it came.
func (s *service) Close() error {
	if s.store != nil {
		s.store.Close()
	}
	if s.db == nil {
		return nil
	}
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("stopping the database: %w", err)
	}
	return nil
}

// withService runs fn on the service of the flags.
func withService(ctx context.Context, cmd *cli.Command, fn func(*service) error) error {
	s, err := openService(ctx, cmd, 0)
	if err != nil {
		return err
	}
	return errors.Join(fn(s), s.Close())
}
