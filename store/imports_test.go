package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func newImport(owner models.AccountID) models.Import {
	return models.Import{
		ID: models.NewID[models.Import](), OwnerID: owner, Source: "oer", File: "resources.jsonl.gz",
		State: models.JobQueued, Faults: []models.ImportFault{}, CreatedAt: now,
	}
}

func TestImports(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	owner := researcher(t, s).ID
	first := newImport(owner)
	require.NoError(t, s.CreateImport(ctx, first, []byte("the file")))
	got, err := s.Import(ctx, first.ID)
	require.NoError(t, err)
	require.Equal(t, first, got)

	require.NoError(t, s.UpdateImport(ctx, first.ID, func(i *models.Import) error {
		i.State, i.Progress, i.Rows, i.Failed = models.JobRunning, 0.5, 12, 2
		i.Added, i.Updated, i.Unchanged = 5, 4, 1
		i.Faults = []models.ImportFault{{Line: 3, Field: "title", Message: "a resource needs a title"}, {Line: 9, Message: "not JSON"}}
		first = *i
		return nil
	}))
	got, err = s.Import(ctx, first.ID)
	require.NoError(t, err)
	require.Equal(t, first, got)
	file, err := s.ImportFile(ctx, first.ID)
	require.NoError(t, err)
	require.Equal(t, "the file", string(file), "another worker may need it")

	require.NoError(t, s.UpdateImport(ctx, first.ID, func(i *models.Import) error {
		i.State, i.Progress, i.Note, i.EndedAt = models.JobDone, 1, "all in", now.Add(time.Minute)
		first = *i
		return nil
	}))
	_, err = s.ImportFile(ctx, first.ID)
	requireCode(t, models.CodeNotFound, err)

	second := newImport(owner)
	second.CreatedAt, second.Faults = now.Add(time.Hour), nil
	require.NoError(t, s.CreateImport(ctx, second, nil))
	second.Faults = []models.ImportFault{}
	list, err := s.Imports(ctx, 10)
	require.NoError(t, err)
	require.Equal(t, []models.Import{second, first}, list)
	list, err = s.Imports(ctx, 1)
	require.NoError(t, err)
	require.Equal(t, []models.Import{second}, list)
}

func TestImportRefusals(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	known := newImport(researcher(t, s).ID)
	require.NoError(t, s.CreateImport(ctx, known, nil))
	requireCode(t, models.CodeConflict, s.CreateImport(ctx, known, nil))
	requireCode(t, models.CodeNotFound, s.CreateImport(ctx, newImport(models.NewID[models.Account]()), nil))
	_, err := s.Import(ctx, models.NewID[models.Import]())
	requireCode(t, models.CodeNotFound, err)
	for _, state := range append(models.JobStates(), "lost") {
		err := s.UpdateImport(ctx, known.ID, func(i *models.Import) error { i.State = state; return nil })
		require.Equal(t, state == "lost", models.CodeOf(err) == models.CodeInvalid, state)
	}
	refusal := errors.New("no")
	require.Equal(t, refusal, s.UpdateImport(ctx, known.ID, func(*models.Import) error { return refusal }))
}
