package jobs

import (
	"context"
	"time"
)

// reclaim gives the jobs of dead workers back to the queue, except those that
// were cancelled meanwhile. The locks it tries are those of the transaction, so
// they are free again at its end.
func (q *Queue) reclaim(ctx context.Context) error {
	tag, err := q.pool.Exec(ctx, `
		WITH dead AS MATERIALIZED (
			SELECT worker FROM (
				SELECT DISTINCT attempted_by[array_upper(attempted_by, 1)] AS worker
				FROM river_job WHERE state = 'running' AND kind = $2
			) w
			WHERE worker <> $3 AND pg_try_advisory_xact_lock($1, hashtext(worker))
		)
		UPDATE river_job SET
			state = (CASE WHEN metadata ? 'cancel_attempted_at' THEN 'cancelled' ELSE 'available' END)::river_job_state,
			finalized_at = CASE WHEN metadata ? 'cancel_attempted_at' THEN now() END,
			scheduled_at = now()
		WHERE state = 'running' AND kind = $2 AND attempted_by[array_upper(attempted_by, 1)] IN (SELECT worker FROM dead)`,
		lockSpace, arguments{}.Kind(), q.client.ID())
	if err != nil {
		return err
	}
	if n := tag.RowsAffected(); n > 0 {
		q.config.Logger.Info("took over the jobs of a worker that died", "jobs", n)
	}
	return nil
}

// sweep reclaims now and then until ctx ends; soon at first, since a worker
// killed just before the start may still seem to live.
func (q *Queue) sweep(ctx context.Context) {
	for pause := min(time.Second, q.config.SweepEvery); ; pause = min(2*pause, q.config.SweepEvery) {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
			if err := q.reclaim(ctx); err != nil && ctx.Err() == nil {
				q.config.Logger.Warn("cannot look for the jobs of dead workers", "error", err)
			}
		}
	}
}
