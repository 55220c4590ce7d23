package jobs

import (
	"context"
	"time"
)

// A worker that is killed leaves its jobs marked as running. Each worker
// therefore holds an advisory lock named after itself for as long as its
// database session lives; whose lock is free is dead, and its jobs go back to
// the queue.

// lockSpace is the first key of the advisory locks, "suya" in ASCII.
const lockSpace = 0x73757961

const reclaimEvery = 15 * time.Second

// announce takes the lock that says this worker lives.
func (q *Queue) announce(ctx context.Context) error {
	conn, err := q.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1, hashtext($2))`, lockSpace, q.client.ID()); err != nil {
		conn.Release()
		return err
	}
	q.alive = conn
	return nil
}

// reclaim gives the jobs of dead workers back to the queue. The locks it tries
// are those of the transaction, so they are free again at its end.
func (q *Queue) reclaim(ctx context.Context) error {
	tag, err := q.pool.Exec(ctx, `
		WITH dead AS MATERIALIZED (
			SELECT worker FROM (
				SELECT DISTINCT attempted_by[array_upper(attempted_by, 1)] AS worker
				FROM river_job WHERE state = 'running' AND kind = $2
			) w
			WHERE worker <> $3 AND pg_try_advisory_xact_lock($1, hashtext(worker))
		)
		UPDATE river_job SET state = 'available', scheduled_at = now()
		WHERE state = 'running' AND kind = $2 AND attempted_by[array_upper(attempted_by, 1)] IN (SELECT worker FROM dead)`,
		lockSpace, arguments{}.Kind(), q.client.ID())
	if err != nil {
		return err
	}
	if n := tag.RowsAffected(); n > 0 {
		q.logger.Info("took over the jobs of a worker that died", "jobs", n)
	}
	return nil
}

func (q *Queue) reclaimRegularly(ctx context.Context) {
	defer close(q.swept)
	tick := time.NewTicker(reclaimEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := q.reclaim(ctx); err != nil && ctx.Err() == nil {
				q.logger.Warn("cannot look for the jobs of dead workers", "error", err)
			}
		}
	}
}
