package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

const studyQuery = `
	select id, owner_id, name, model, source, state, progress, note, persons, items, summary, created_at, ended_at
	from studies`

// CreateStudy stores a new study and its file of responses; a file of no bytes
// is not stored. The work on it is queued in the same transaction.
func (s *Store) CreateStudy(ctx context.Context, study models.Study, file []byte) error {
	return s.inTx(ctx, "study", func(tx pgx.Tx) error {
		err := exec(ctx, tx, "account", `
			insert into studies (region_id, id, owner_id, name, model, source, state, progress, note, persons, items,
				summary, created_at, ended_at)
			select region_id, @ID, @OwnerID, @Name, @Model, @Source, @State, @Progress, @Note, @Persons, @Items,
				@Summary, @CreatedAt, @EndedAt
			from accounts where id = @OwnerID`, pgx.StructArgs(study))
		if err != nil {
			return err
		}
		if len(file) > 0 {
			if err := putStudyFile(ctx, tx, study.ID, models.FileResponses, file); err != nil {
				return err
			}
		}
		return s.config.Enqueue(ctx, tx, models.JobStudy, study.ID.String())
	})
}

// Study returns a study.
func (s *Store) Study(ctx context.Context, id models.StudyID) (models.Study, error) {
	return one[models.Study](ctx, s.pool, "study", studyQuery+" where id = $1", id)
}

// Studies lists the studies of an account, newest first.
func (s *Store) Studies(ctx context.Context, owner models.AccountID) ([]models.Study, error) {
	return many[models.Study](ctx, s.pool, "study", studyQuery+" where owner_id = $1 order by created_at desc, id desc", owner)
}

// UpdateStudy gives fn a study that nobody else changes meanwhile and stores
// what fn made of it; owner and source stay. An error of fn undoes everything
// and is returned as it is.
func (s *Store) UpdateStudy(ctx context.Context, id models.StudyID, fn func(*models.Study) error) error {
	return s.inTx(ctx, "study", func(tx pgx.Tx) error {
		study, err := one[models.Study](ctx, tx, "study", studyQuery+" where id = $1 for update", id)
		if err != nil {
			return err
		}
		if err := fn(&study); err != nil {
			return err
		}
		return exec(ctx, tx, "study", `
			update studies set name = @Name, state = @State, progress = @Progress, note = @Note, persons = @Persons,
				items = @Items, summary = @Summary, ended_at = @EndedAt
			where id = @ID`, pgx.StructArgs(study))
	})
}

// PutStudyFile stores a file of a study in place of the one it has.
func (s *Store) PutStudyFile(ctx context.Context, id models.StudyID, name models.StudyFile, data []byte) error {
	return putStudyFile(ctx, s.pool, id, name, data)
}

func putStudyFile(ctx context.Context, q querier, id models.StudyID, name models.StudyFile, data []byte) error {
	return exec(ctx, q, "study", `
		insert into study_files (region_id, study_id, name, data)
		select region_id, id, $2, $3 from studies where id = $1
		on conflict (region_id, study_id, name) do update set data = excluded.data`, id, name, data)
}

// StudyFile returns a file of a study.
func (s *Store) StudyFile(ctx context.Context, id models.StudyID, name models.StudyFile) ([]byte, error) {
	file, err := one[struct{ Data []byte }](ctx, s.pool, "study file", `
		select f.data from studies s join study_files f on (f.region_id, f.study_id) = (s.region_id, s.id)
		where s.id = $1 and f.name = $2`, id, name)
	return file.Data, err
}
