package jobs

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// A worker that is killed leaves its jobs marked as running. Each worker
// therefore holds an advisory lock named after itself for as long as it lives,
// on a connection used for nothing else; whose lock is free is dead, and its
// jobs go back to the queue.

// lockSpace is the first key of the advisory locks, "suya" in ASCII.
const lockSpace = 0x73757961

// lockAgain is the pause between tries to get a lost lock back: shorter than
// another worker takes to notice, once the database is there again.
const lockAgain = 100 * time.Millisecond

// takeLock opens the connection that says this worker lives.
func (q *Queue) takeLock(ctx context.Context) (*pgx.Conn, error) {
	pooled, err := q.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	conn := pooled.Hijack()
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1, hashtext($2))`, lockSpace, q.client.ID()); err != nil {
		closeConn(conn)
		return nil, err
	}
	return conn, nil
}

// holdLock keeps the lock until ctx ends. When the connection breaks, as when
// the database is restarted, it takes the lock again.
func (q *Queue) holdLock(ctx context.Context, conn *pgx.Conn) {
	for {
		// Nothing is listened to: this returns when the connection breaks or
		// ctx ends.
		_, _ = conn.WaitForNotification(ctx)
		closeConn(conn)
		if ctx.Err() != nil {
			return
		}
		q.config.Logger.Warn("the connection that says this worker lives is lost; connecting again")
		if conn = q.takeLockAgain(ctx); conn == nil {
			return
		}
	}
}

// takeLockAgain returns nil when ctx ends before the lock is there.
func (q *Queue) takeLockAgain(ctx context.Context) *pgx.Conn {
	for {
		if conn, err := q.takeLock(ctx); err == nil {
			return conn
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(lockAgain):
		}
	}
}

func closeConn(conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	conn.Close(ctx)
}

// background is what runs beside the jobs.
type background struct {
	cancel context.CancelFunc
	wait   sync.WaitGroup
}

func startBackground(ctx context.Context, tasks ...func(context.Context)) *background {
	ctx, cancel := context.WithCancel(ctx)
	b := &background{cancel: cancel}
	for _, task := range tasks {
		b.wait.Go(func() { task(ctx) })
	}
	return b
}

// stop ends the tasks and waits for them.
func (b *background) stop() {
	b.cancel()
	b.wait.Wait()
}
