package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"suyang/internal/jobs"
)

// waitAtMost is long, for busy machines; waits end as soon as they can.
const (
	waitAtMost = 30 * time.Second
	tick       = 5 * time.Millisecond
)

// runs counts how often each job was run.
type runs struct {
	mu    sync.Mutex
	count map[string]int
}

func (r *runs) work(_ context.Context, id string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.count == nil {
		r.count = map[string]int{}
	}
	r.count[id]++
	return nil
}

func (r *runs) of(id string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.count[id]
}

// waitFor waits until a job has the state.
func (b *bench) waitFor(id, state string) {
	b.Helper()
	require.Eventually(b, func() bool { return b.job(id).State == state }, waitAtMost, tick, "the job is %v", b.job(id))
}

// blocked is work that goes on until it is interrupted; it tells the channel
// that it began.
func blocked(begun chan<- string) jobs.Work {
	return func(ctx context.Context, id string) error {
		begun <- id
		<-ctx.Done()
		return errors.New("interrupted")
	}
}

// It is not parallel, for it counts goroutines.
func TestStartAndStopLeaveNothingRunning(t *testing.T) { //nolint:paralleltest // see above
	b := newBench(t)
	before := goleak.IgnoreCurrent()
	t.Run("worker", func(t *testing.T) {
		inner := &bench{T: t, pool: b.pool}
		var done runs
		inner.start(jobs.Config{Work: done.work})
		inner.enqueue("a")
		inner.waitFor("a", "completed")
	})
	b.pool.Reset() // its connections, opened meanwhile
	goleak.VerifyNone(t, before)
}

func TestAJobIsQueuedWithItsTransaction(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var done runs
	q := b.start(jobs.Config{Work: done.work})
	undone := errors.New("undone")
	err := pgx.BeginFunc(t.Context(), b.pool, func(tx pgx.Tx) error {
		return errors.Join(q.Enqueue(t.Context(), tx, "rolled back"), undone)
	})
	require.ErrorIs(t, err, undone)
	b.enqueue("committed")
	b.waitFor("committed", "completed")
	require.Equal(t, 1, done.of("committed"))
	require.Zero(t, done.of("rolled back"))
}

func TestAFailingJobIsTriedAgainThenGivenUp(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func() error{
		"error": func() error { return errors.New("no luck") },
		"panic": func() error { panic("no luck") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			var tries, told atomic.Int32
			var cause atomic.Value
			b.start(jobs.Config{
				Work:       func(context.Context, string) error { tries.Add(1); return fail() },
				RetryPause: time.Millisecond,
				GivenUp: func(_ context.Context, id string, err error) error {
					cause.Store(fmt.Sprintf("%s: %v", id, err))
					if told.Add(1) == 1 {
						return errors.New("cannot be told now")
					}
					return nil
				},
			})
			b.enqueue("a")
			b.waitFor("a", "discarded")
			require.EqualValues(t, 4, tries.Load(), "three tries, and one more since it could not be told")
			require.EqualValues(t, 2, told.Load())
			require.Contains(t, cause.Load(), "a: ")
			require.Contains(t, cause.Load(), "no luck")
		})
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	t.Run("waiting", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		var done runs
		q := b.queue(jobs.Config{Work: done.work})
		b.enqueue("a")
		require.NoError(t, q.Cancel(t.Context(), "a"))
		b.enqueue("b")
		require.NoError(t, q.Start(t.Context()))
		b.waitFor("b", "completed")
		require.Zero(t, done.of("a"))
		require.Equal(t, "cancelled", b.job("a").State)
	})
	t.Run("running, from another process", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		begun, givenUp := make(chan string, 1), make(chan string, 1)
		b.start(jobs.Config{Work: blocked(begun), GivenUp: func(_ context.Context, id string, _ error) error {
			givenUp <- id
			return nil
		}})
		b.enqueue("a")
		<-begun
		require.NoError(t, b.queue(jobs.Config{}).Cancel(t.Context(), "a"))
		b.waitFor("a", "cancelled")
		require.Empty(t, givenUp)
	})
	t.Run("ended and unknown", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		var done runs
		q := b.start(jobs.Config{Work: done.work})
		b.enqueue("a")
		b.waitFor("a", "completed")
		require.NoError(t, q.Cancel(t.Context(), "a"))
		require.Equal(t, "completed", b.job("a").State)
		require.NoError(t, q.Cancel(t.Context(), "never queued"))
	})
}

func TestStopPutsRunningJobsBack(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	begun := make(chan string, 1)
	q := b.start(jobs.Config{Work: blocked(begun)})
	b.enqueue("a")
	<-begun
	require.NoError(t, q.Stop(t.Context()))
	require.Equal(t, job{State: "available", Attempt: 0}, b.job("a"), "no try is used up")
	require.Eventually(t, func() bool { return len(b.lockHolders()) == 0 }, waitAtMost, tick)

	var done runs
	b.start(jobs.Config{Work: done.work})
	b.waitFor("a", "completed")
}

func TestTwoWorkersRunEachJobOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	const n = 60
	var done runs
	work := func(ctx context.Context, id string) error {
		time.Sleep(20 * time.Millisecond) // long enough to meet several sweeps
		return done.work(ctx, id)
	}
	for range 2 {
		b.start(jobs.Config{Work: work, Workers: 3, SweepEvery: 5 * time.Millisecond})
	}
	for i := range n {
		b.enqueue(fmt.Sprint(i))
	}
	for i := range n {
		b.waitFor(fmt.Sprint(i), "completed")
		require.Equal(t, 1, done.of(fmt.Sprint(i)))
	}
}
