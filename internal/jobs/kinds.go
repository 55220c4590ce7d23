package jobs

import (
	"context"
	"fmt"
	"strings"

	"suyang/models"
)

// Worker does the jobs of one kind. Both methods get the identifier of the
// record; what [Work] and [Config].GivenUp say holds for them.
type Worker interface {
	Run(ctx context.Context, id string) error
	GivenUp(ctx context.Context, id string, cause error) error
}

// Kinds is the workers of a process. A job is named by its kind and the
// identifier of its record; see [Name].
type Kinds map[models.JobKind]Worker

// Name names the job of a record, such as "study:0198c0de-...".
func Name(kind models.JobKind, id string) string { return string(kind) + ":" + id }

// Work hands a job to the worker of its kind.
func (k Kinds) Work(ctx context.Context, name string) error {
	w, id, err := k.find(name)
	if err != nil {
		return err
	}
	return w.Run(ctx, id)
}

// GivenUp tells the worker of a job's kind that it failed for the last time.
func (k Kinds) GivenUp(ctx context.Context, name string, cause error) error {
	w, id, err := k.find(name)
	if err != nil {
		return nil //nolint:nilerr // nobody waits for a job of a kind that there is not
	}
	return w.GivenUp(ctx, id, cause)
}

func (k Kinds) find(name string) (w Worker, id string, err error) {
	kind, id, _ := strings.Cut(name, ":")
	w, ok := k[models.JobKind(kind)]
	if !ok {
		return nil, "", fmt.Errorf("jobs: this version knows no work of the kind %q", kind)
	}
	return w, id, nil
}

// OfKind is a queue as whoever keeps the records of one kind sees it.
type OfKind struct {
	Queue *Queue
	Kind  models.JobKind
}

// Cancel stops the job of a record.
func (q OfKind) Cancel(ctx context.Context, id string) error {
	return q.Queue.Cancel(ctx, Name(q.Kind, id))
}
