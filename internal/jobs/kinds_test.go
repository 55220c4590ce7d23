package jobs_test

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"suyang/internal/jobs"
	"suyang/models"
)

// office notes what it was given.
type office struct {
	ran     chan string
	gaveUp  chan string
	refuses error
}

func newOffice(refuses error) *office {
	return &office{ran: make(chan string, 9), gaveUp: make(chan string, 9), refuses: refuses}
}

func (o *office) Run(_ context.Context, id string) error {
	o.ran <- id
	return o.refuses
}

func (o *office) GivenUp(_ context.Context, id string, cause error) error {
	o.gaveUp <- id + ": " + cause.Error()
	return nil
}

func TestEachKindHasItsWorker(t *testing.T) {
	t.Parallel()
	studies, imports := newOffice(nil), newOffice(errors.New("no disk"))
	kinds := jobs.Kinds{models.JobStudy: studies, models.JobImport: imports}
	b := newBench(t)
	b.enqueue(jobs.Name(models.JobStudy, "one"))
	b.enqueue(jobs.Name(models.JobImport, "two"))
	b.enqueue("picnic:three")
	b.start(jobs.Config{Work: kinds.Work, GivenUp: kinds.GivenUp, RetryPause: tick})
	b.waitFor("study:one", "completed")
	b.waitFor("import:two", "discarded")
	b.waitFor("picnic:three", "discarded")
	require.Equal(t, "one", <-studies.ran)
	require.Empty(t, studies.ran)
	require.Equal(t, "two", <-imports.ran)
	require.Equal(t, "two: no disk", <-imports.gaveUp)
	require.Empty(t, studies.gaveUp)
}

func TestCancelOfAKind(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	q, err := jobs.New(b.pool, jobs.Config{})
	require.NoError(t, err)
	for _, kind := range []models.JobKind{models.JobStudy, models.JobImport} { // under one identifier
		require.NoError(t, pgx.BeginFunc(t.Context(), b.pool, func(tx pgx.Tx) error {
			return q.Enqueue(t.Context(), tx, jobs.Name(kind, "one"))
		}))
	}
	require.NoError(t, jobs.OfKind{Queue: q, Kind: models.JobImport}.Cancel(t.Context(), "one"))
	require.Equal(t, "cancelled", b.job("import:one").State)
	require.Equal(t, "available", b.job("study:one").State)
}
