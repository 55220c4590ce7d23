package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

// OverdueSessions lists the open sessions whose window closed, or whose running
// time passed the limit of the form, at or before now.
func (s *Store) OverdueSessions(ctx context.Context, now time.Time) ([]models.SessionID, error) {
	rows, _ := s.pool.Query(ctx, `
		select s.id
		from sessions s
		join assignments a on (a.region_id, a.id) = (s.region_id, s.assignment_id)
		join forms f on f.id = s.form_id
		cross join lateral (select make_interval(mins => (f.content->>'minutes')::int) as given) time_limit
		where s.state in ('created', 'running', 'paused')
			and (a.closes_at <= $1 or given > interval '0' and s.resumed_at + given - s.worked <= $1)
		order by s.id`, now)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[models.SessionID])
	return ids, failed("session", err)
}
