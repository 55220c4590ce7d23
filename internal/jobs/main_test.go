package jobs_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"suyang/internal/jobs"
	"suyang/internal/testdb"
)

// asWorker makes the test binary a worker on the database it names, so that
// tests can kill a real process.
const asWorker = "JOBS_TEST_WORKER"

func TestMain(m *testing.M) {
	if dsn := os.Getenv(asWorker); dsn != "" {
		workForever(dsn)
	}
	os.Exit(testdb.Run(m))
}

// workForever says which job it works on and never ends one.
func workForever(dsn string) {
	pool, err := pgxpool.New(context.Background(), dsn)
	if err != nil {
		panic(err)
	}
	q, err := jobs.New(pool, jobs.Config{Work: func(_ context.Context, id string) error {
		fmt.Fprintln(os.Stdout, id)
		select {}
	}})
	if err != nil {
		panic(err)
	}
	if err := q.Start(context.Background()); err != nil {
		panic(err)
	}
	select {}
}

// bench is one test's queue table.
type bench struct {
	*testing.T
	pool *pgxpool.Pool
}

func newBench(t *testing.T) *bench {
	t.Helper()
	return &bench{T: t, pool: testdb.New(t)}
}

// queue returns a queue on connections of its own, stopped with the test.
func (b *bench) queue(c jobs.Config) *jobs.Queue {
	b.Helper()
	pool, err := pgxpool.NewWithConfig(b.Context(), b.pool.Config())
	require.NoError(b, err)
	b.Cleanup(pool.Close)
	c.Logger = slog.New(slog.DiscardHandler)
	q, err := jobs.New(pool, c)
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, q.Stop(context.Background())) })
	return q
}

// start returns a queue at work.
func (b *bench) start(c jobs.Config) *jobs.Queue {
	b.Helper()
	q := b.queue(c)
	require.NoError(b, q.Start(b.Context()))
	return q
}

// enqueue adds a job in a transaction of its own.
func (b *bench) enqueue(id string) {
	b.Helper()
	q, err := jobs.New(b.pool, jobs.Config{})
	require.NoError(b, err)
	require.NoError(b, pgx.BeginFunc(b.Context(), b.pool, func(tx pgx.Tx) error { return q.Enqueue(b.Context(), tx, id) }))
}

// job is what the table says of a job.
type job struct {
	State   string
	Attempt int
}

func (b *bench) job(id string) (j job) {
	b.Helper()
	row := b.pool.QueryRow(b.Context(), "SELECT state, attempt FROM river_job WHERE args->>'id' = $1", id)
	require.NoError(b, row.Scan(&j.State, &j.Attempt))
	return j
}

// killWorker lets a process take the job, and kills it.
func (b *bench) killWorker(id string) {
	b.Helper()
	b.workerProcess(id)()
}

// workerProcess returns once a process works on the job. The function it
// returns kills the process and returns once the database knows.
func (b *bench) workerProcess(id string) (kill func()) {
	b.Helper()
	process := exec.CommandContext(b.Context(), os.Args[0])
	process.Env = append(os.Environ(), asWorker+"="+b.pool.Config().ConnString())
	process.Stderr = os.Stderr
	out, err := process.StdoutPipe()
	require.NoError(b, err)
	require.NoError(b, process.Start())
	lines := bufio.NewScanner(out)
	require.True(b, lines.Scan(), "the worker ended")
	require.Equal(b, id, lines.Text())
	holder := b.lockHolders()
	require.Len(b, holder, 1)
	return func() {
		require.NoError(b, process.Process.Kill())
		_ = process.Wait()
		require.Eventually(b, func() bool { return !slices.Contains(b.lockHolders(), holder[0]) }, waitAtMost, tick)
	}
}

// lockHolders are the server processes that hold the lock of a live worker.
func (b *bench) lockHolders() []int32 {
	b.Helper()
	rows, err := b.pool.Query(b.Context(), `
		SELECT pid FROM pg_locks JOIN pg_database d ON d.oid = database
		WHERE locktype = 'advisory' AND classid = $1 AND granted AND datname = current_database()`, 0x73757961)
	require.NoError(b, err)
	holders, err := pgx.CollectRows(rows, pgx.RowTo[int32])
	require.NoError(b, err)
	return holders
}
