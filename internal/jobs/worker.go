package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// arguments is what river stores of a job.
type arguments struct {
	ID string `json:"id"`
}

// Kind names the jobs in river's table.
func (arguments) Kind() string { return "suyang" }

// errDied is the cause told of a job that every worker died of.
var errDied = errors.New("the process that worked on it ended each time, perhaps for lack of memory")

type worker struct {
	river.WorkerDefaults[arguments]
	config Config
}

// Work runs a job. A job interrupted because the worker stops goes back to the
// queue without having used up a try.
func (w *worker) Work(ctx context.Context, job *river.Job[arguments]) error {
	if job.Attempt > job.MaxAttempts { // the last worker died instead of failing
		return w.giveUp(ctx, job, errDied)
	}
	err := w.run(ctx, job.Args.ID)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return river.JobSnooze(0) // for a job that was cancelled river knows better
	case job.Attempt == job.MaxAttempts:
		return w.giveUp(ctx, job, err)
	}
	return err
}

// run turns a panic into an error.
func (w *worker) run(ctx context.Context, id string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			w.config.Logger.Error("a job panicked", "job", id, "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("internal fault: %v", p)
		}
	}()
	return w.config.Work(ctx, id)
}

// giveUp discards a job once whoever waits for it has been told.
func (w *worker) giveUp(ctx context.Context, job *river.Job[arguments], cause error) error {
	if err := w.config.GivenUp(ctx, job.Args.ID, cause); err != nil {
		w.config.Logger.Warn("cannot tell that a job is given up; trying again", "job", job.Args.ID, "error", err)
		return river.JobSnooze(w.config.RetryPause)
	}
	return cause
}

// pause is a retry policy that always waits as long.
type pause time.Duration

// NextRetry implements river.ClientRetryPolicy.
func (p pause) NextRetry(*rivertype.JobRow) time.Time { return time.Now().Add(time.Duration(p)) }

// onlyWarnings keeps river's own chatter out of the log.
func onlyWarnings(l *slog.Logger) *slog.Logger { return slog.New(warnings{l.Handler()}) }

type warnings struct{ slog.Handler }

// Enabled implements slog.Handler.
func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

// WithAttrs implements slog.Handler.
func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }
