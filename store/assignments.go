package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

const assignmentColumns = "a.id, a.region_id, a.class_id, a.form_id, a.learners, a.opens_at, a.closes_at, a.created_by, a.created_at"

const assignmentQuery = "select " + assignmentColumns + " from assignments a"

// CreateAssignment stores a new assignment.
func (s *Store) CreateAssignment(ctx context.Context, a models.Assignment) error {
	if a.Learners == nil {
		a.Learners = []models.AccountID{} // NULL would be "unknown", not "the whole class"
	}
	return exec(ctx, s.pool, "assignment", `
		insert into assignments (id, region_id, class_id, form_id, learners, opens_at, closes_at, created_by, created_at)
		values (@ID, @RegionID, @ClassID, @FormID, @Learners, @OpensAt, @ClosesAt, @CreatedBy, @CreatedAt)`,
		pgx.StructArgs(a))
}

// Assignment returns an assignment.
func (s *Store) Assignment(ctx context.Context, id models.AssignmentID) (models.Assignment, error) {
	return one[models.Assignment](ctx, s.pool, "assignment", assignmentQuery+" where id = $1", id)
}

// CloseAssignment ends an assignment's window at a time, unless it ends before.
func (s *Store) CloseAssignment(ctx context.Context, id models.AssignmentID, at time.Time) error {
	return exec(ctx, s.pool, "assignment",
		"update assignments set closes_at = greatest(opens_at, least(closes_at, $2)) where id = $1", id, at)
}

// ClassAssignments lists the assignments of a class, newest first.
func (s *Store) ClassAssignments(ctx context.Context, class models.ClassID) ([]models.Assignment, error) {
	return many[models.Assignment](ctx, s.pool, "assignment",
		assignmentQuery+" where class_id = $1 order by created_at desc, id desc", class)
}
