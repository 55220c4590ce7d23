package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

// CreateForm stores a new form; a conflict when there is one with its code.
func (s *Store) CreateForm(ctx context.Context, f models.Form) error {
	return exec(ctx, s.pool, "form", "insert into forms (id, code, content) values ($1, $2, $3::jsonb - 'id')", f.ID, f.Code, f)
}

// PaperTest returns what is printed for an assignment.
func (s *Store) PaperTest(ctx context.Context, id models.AssignmentID) (models.PaperTest, error) {
	return document[models.PaperTest](ctx, s.pool, "paper test", "select content from paper_tests where assignment_id = $1", id)
}

// KeepPaperTest stores what is printed for an assignment, unless there is
// something already, and returns what is stored.
func (s *Store) KeepPaperTest(ctx context.Context, t models.PaperTest) (models.PaperTest, error) {
	_, err := s.pool.Exec(ctx, `
		insert into paper_tests (region_id, assignment_id, content) values ($1, $2, $3) on conflict do nothing`,
		key(t.RegionID), t.AssignmentID, t)
	if err != nil {
		return t, failed("paper test", err)
	}
	return s.PaperTest(ctx, t.AssignmentID)
}

// PaperSheets lists the answer sheets of an assignment of which something was
// keyed in.
func (s *Store) PaperSheets(ctx context.Context, id models.AssignmentID) ([]models.PaperSheet, error) {
	return documents[models.PaperSheet](ctx, s.pool, "answer sheet",
		"select content from paper_sheets where assignment_id = $1 order by learner_id", id)
}

// KeepPaperSheet gives fn the learner's answer sheet as it is stored, or the
// one given where there is none, and stores what fn made of it; nobody else
// changes it meanwhile. An error of fn undoes everything and is returned as it
// is. Fn must not call the store.
func (s *Store) KeepPaperSheet(ctx context.Context, sheet models.PaperSheet, fn func(*models.PaperSheet) error) (models.PaperSheet, error) {
	err := s.inTx(ctx, "answer sheet", func(tx pgx.Tx) (err error) {
		of := []any{key(sheet.RegionID), sheet.AssignmentID, sheet.LearnerID}
		_, err = tx.Exec(ctx, `
			insert into paper_sheets (region_id, assignment_id, learner_id, content) values ($1, $2, $3, $4)
			on conflict do nothing`, append(of, sheet)...)
		if err != nil {
			return err
		}
		sheet, err = document[models.PaperSheet](ctx, tx, "answer sheet", `
			select content from paper_sheets where region_id = $1 and assignment_id = $2 and learner_id = $3 for update`, of...)
		if err != nil {
			return err
		}
		if err := fn(&sheet); err != nil {
			return err
		}
		return exec(ctx, tx, "answer sheet", `
			update paper_sheets set content = $4 where region_id = $1 and assignment_id = $2 and learner_id = $3`, append(of, sheet)...)
	})
	return sheet, err
}

// document returns the only row of one jsonb column, or CodeNotFound.
func document[T any](ctx context.Context, q querier, what, sql string, args ...any) (T, error) {
	rows, _ := q.Query(ctx, sql, args...)
	found, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	return found, failed(what, err)
}
