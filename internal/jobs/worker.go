package jobs

import (
	"context"
	"errors"
	"log/slog"
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

type worker struct {
	river.WorkerDefaults[arguments]
	work    Work
	givenUp func(ctx context.Context, id string, err error)
}

// Work runs a job. A job interrupted because the worker stops goes back to the
// queue without having used up a try.
func (w *worker) Work(ctx context.Context, job *river.Job[arguments]) error {
	err := w.work(ctx, job.Args.ID)
	switch {
	case err == nil:
		return nil
	case errors.Is(context.Cause(ctx), rivertype.ErrJobCancelledRemotely):
		return river.JobCancel(err)
	case ctx.Err() != nil:
		return river.JobSnooze(0)
	case job.Attempt >= job.MaxAttempts:
		w.givenUp(ctx, job.Args.ID, err)
	}
	return err
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
