package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// Work does the job recorded under id. It must be safe to run again from the
// start: a job whose worker died is given to another. When ctx ends, the job
// was cancelled or the worker is stopping.
type Work func(ctx context.Context, id string) error

// Config of a Queue. The zero value enqueues only.
type Config struct {
	Work    Work         // nil: this process works on no jobs
	Workers int          // jobs at once; default 1
	Logger  *slog.Logger // default slog.Default()
	// RetryPause is waited before a failed job is tried again. Default: one
	// minute.
	RetryPause time.Duration
	// SweepEvery is how often a worker looks for jobs whose worker has died.
	// Default: 15 seconds.
	SweepEvery time.Duration
	// GivenUp is told of a job that failed, or whose worker died, for the last
	// time. It is told again until it returns no error.
	GivenUp func(ctx context.Context, id string, cause error) error
}

func (c Config) withDefaults() Config {
	if c.Workers == 0 {
		c.Workers = 1
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.RetryPause == 0 {
		c.RetryPause = time.Minute
	}
	if c.SweepEvery == 0 {
		c.SweepEvery = 15 * time.Second
	}
	if c.GivenUp == nil {
		c.GivenUp = func(context.Context, string, error) error { return nil }
	}
	return c
}

// maxAttempts bounds how often a failing job is tried.
const maxAttempts = 3

// rescueAfter is when river itself takes a job for dead. It cannot tell a long
// job from a dead one, so reclaim comes first.
const rescueAfter = 7 * 24 * time.Hour

// Queue hands jobs to workers.
type Queue struct {
	config     Config
	pool       *pgxpool.Pool
	client     *river.Client[pgx.Tx]
	background *background // nil: not started
}

// New returns a queue over the pool, whose database has river's tables.
func New(pool *pgxpool.Pool, c Config) (*Queue, error) {
	c = c.withDefaults()
	config := &river.Config{
		Logger:               onlyWarnings(c.Logger),
		MaxAttempts:          maxAttempts,
		RetryPolicy:          pause(c.RetryPause),
		JobTimeout:           -1,
		RescueStuckJobsAfter: rescueAfter,
	}
	if c.Work != nil {
		config.Workers = river.NewWorkers()
		river.AddWorker(config.Workers, &worker{config: c})
		config.Queues = map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: c.Workers}}
	}
	client, err := river.NewClient(riverpgxv5.New(pool), config)
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return &Queue{config: c, pool: pool, client: client}, nil
}

// Enqueue adds a job within tx: it starts when tx has been committed.
func (q *Queue) Enqueue(ctx context.Context, tx pgx.Tx, id string) error {
	_, err := q.client.InsertTx(ctx, tx, arguments{ID: id}, nil)
	return err
}

// Cancel stops a job that waits or runs. A job that has ended stays as it is.
func (q *Queue) Cancel(ctx context.Context, id string) error {
	var number int64
	err := q.pool.QueryRow(ctx, `SELECT id FROM river_job WHERE kind = $1 AND args->>'id' = $2 ORDER BY id DESC LIMIT 1`,
		arguments{}.Kind(), id).Scan(&number)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = q.client.JobCancel(ctx, number)
	return err
}

// Start begins to work on jobs, first on those whose worker has died. The work
// goes on after ctx has ended, until Stop.
func (q *Queue) Start(ctx context.Context) error {
	if q.config.Work == nil {
		return nil
	}
	conn, err := q.takeLock(ctx)
	if err != nil {
		return err
	}
	started := startBackground(context.WithoutCancel(ctx), func(ctx context.Context) { q.holdLock(ctx, conn) }, q.sweep)
	if err := q.begin(ctx); err != nil {
		started.stop()
		return err
	}
	q.background = started
	return nil
}

func (q *Queue) begin(ctx context.Context) error {
	if err := q.reclaim(ctx); err != nil {
		return err
	}
	return q.client.Start(context.WithoutCancel(ctx))
}

// Stop cancels the running jobs and waits for them until ctx ends; they are
// tried again by the next worker.
func (q *Queue) Stop(ctx context.Context) error {
	if q.background == nil {
		return nil
	}
	err := q.client.StopAndCancel(ctx)
	q.background.stop() // the lock last: whose lock is free has no jobs
	return err
}
