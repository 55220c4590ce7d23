package store

import (
	"context"

	"suyang/models"
)

// AssignmentSessions returns the trails of all sessions of an assignment, in
// the order they were begun.
func (s *Store) AssignmentSessions(ctx context.Context, id models.AssignmentID) ([]models.SessionTrail, error) {
	return s.trails(ctx, "where s.assignment_id = $1 order by s.created_at, s.id", id)
}

// ClassTrails returns, for each pupil who is in the class, the trail of the
// last session that counts, if there is one.
func (s *Store) ClassTrails(ctx context.Context, id models.ClassID) ([]models.SessionTrail, error) {
	return s.trails(ctx, `
		where s.id in (
			select distinct on (m.account_id) l.id
			from memberships m
			join sessions l on (l.region_id, l.learner_id) = (m.region_id, m.account_id)
			where m.class_id = $1 and l.state in ('finished', 'expired')
			order by m.account_id, l.ended_at desc, l.id desc)
		order by s.learner_id`, id)
}

// FormResponses returns the trails of all sessions of a form that count.
func (s *Store) FormResponses(ctx context.Context, id models.FormID) ([]models.SessionTrail, error) {
	return s.trails(ctx, "where s.form_id = $1 and s.state in ('finished', 'expired') order by s.id", id)
}

// PendingCoding returns the trails of a class's sessions that count and have a
// short text waiting for a human coder, the oldest first.
func (s *Store) PendingCoding(ctx context.Context, id models.ClassID) ([]models.SessionTrail, error) {
	return s.trails(ctx, `
		join scores p on (p.region_id, p.session_id) = (s.region_id, s.id)
		where p.class_id = $1 and p.provisional
		order by s.ended_at, s.id`, id)
}

func (s *Store) trails(ctx context.Context, where string, args ...any) ([]models.SessionTrail, error) {
	rows, err := many[trailRow](ctx, s.pool, "session", trailQuery+" "+where, args...)
	found := make([]models.SessionTrail, len(rows))
	for i, row := range rows {
		found[i] = row.trail()
	}
	return found, err
}
