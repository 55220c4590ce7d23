package jobs_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/internal/jobs"
)

func TestTheNextStartTakesOverFromTheDead(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enqueue("a")
	b.killWorker("a")
	require.Equal(t, job{State: "running", Attempt: 1}, b.job("a"), "as the dead left it")
	var done runs
	b.start(jobs.Config{Work: done.work, SweepEvery: time.Hour})
	b.waitFor("a", "completed")
	require.Equal(t, 2, b.job("a").Attempt)
}

func TestTheSweepTakesOverFromTheDeadAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enqueue("a")
	kill := b.workerProcess("a")
	var done runs
	b.start(jobs.Config{Work: done.work, SweepEvery: 10 * time.Millisecond})
	b.enqueue("b")
	b.waitFor("b", "completed") // many sweeps later
	require.Zero(t, done.of("a"), "its worker lives")
	kill()
	b.waitFor("a", "completed")
	require.Equal(t, 1, done.of("a"))
}

func TestACancelledJobOfTheDeadIsNotRunAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enqueue("a")
	b.killWorker("a")
	var done runs
	q := b.queue(jobs.Config{Work: done.work})
	require.NoError(t, q.Cancel(t.Context(), "a"))
	require.NoError(t, q.Start(t.Context()))
	b.waitFor("a", "cancelled")
	require.Zero(t, done.of("a"))
}

func TestAJobThatKillsItsWorkersIsGivenUp(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.enqueue("a")
	for range 3 {
		b.killWorker("a")
	}
	var done runs
	causes := make(chan error, 1)
	b.start(jobs.Config{Work: done.work, GivenUp: func(_ context.Context, _ string, cause error) error {
		causes <- cause
		return nil
	}})
	b.waitFor("a", "discarded")
	require.ErrorContains(t, <-causes, "ended each time")
	require.Zero(t, done.of("a"))
}

// A restart of the database cuts all connections; workers that live must not
// lose their jobs to each other.
func TestAWorkerThatLosesItsConnectionsStaysAlive(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	begun := make(chan string, 2)
	b.start(jobs.Config{Work: blocked(begun)})
	b.enqueue("a")
	<-begun
	before := b.lockHolders()
	require.Len(t, before, 1)
	_, err := b.pool.Exec(t.Context(), "SELECT pg_terminate_backend($1)", before[0])
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		now := b.lockHolders()
		return len(now) == 1 && now[0] != before[0]
	}, waitAtMost, tick)

	var done runs
	b.start(jobs.Config{Work: done.work, SweepEvery: 10 * time.Millisecond})
	b.enqueue("b")
	b.waitFor("b", "completed")
	require.Zero(t, done.of("a"))
	require.Equal(t, job{State: "running", Attempt: 1}, b.job("a"))
}
