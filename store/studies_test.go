package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"suyang/internal/testdb"
	"suyang/models"
	"suyang/store"
)

func newStudy(owner models.AccountID) models.Study {
	return models.Study{
		ID: models.NewID[models.Study](), OwnerID: owner, Name: "FIMS", Model: "2pl", Source: "fims.csv",
		State: models.JobQueued, CreatedAt: now,
	}
}

func researcher(t testing.TB, s *store.Store) models.Account {
	t.Helper()
	a := staff(models.RoleResearcher, "researcher")
	require.NoError(t, s.CreateAccount(t.Context(), a))
	return a
}

func TestStudies(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	owner := researcher(t, s)
	study := newStudy(owner.ID)
	require.NoError(t, s.CreateStudy(ctx, study, []byte("a,b\n1,0\n")))
	got, err := s.Study(ctx, study.ID)
	require.NoError(t, err)
	require.Equal(t, study, got)
	file, err := s.StudyFile(ctx, study.ID, models.FileResponses)
	require.NoError(t, err)
	require.Equal(t, "a,b\n1,0\n", string(file))

	require.NoError(t, s.UpdateStudy(ctx, study.ID, func(st *models.Study) error {
		st.State, st.Progress, st.Note, st.Persons, st.Items = models.JobDone, 1, "done", 6371, 14
		st.Summary, st.EndedAt = json.RawMessage(`{"items": []}`), now.Add(time.Minute)
		study = *st
		return nil
	}))
	got, err = s.Study(ctx, study.ID)
	require.NoError(t, err)
	require.Equal(t, study, got)

	for _, data := range []string{"first", "second"} {
		require.NoError(t, s.PutStudyFile(ctx, study.ID, models.FileScores, []byte(data)))
		file, err = s.StudyFile(ctx, study.ID, models.FileScores)
		require.NoError(t, err)
		require.Equal(t, data, string(file))
	}

	later := newStudy(owner.ID)
	later.CreatedAt, later.Model = now.Add(time.Hour), "grm"
	require.NoError(t, s.CreateStudy(ctx, later, nil))
	list, err := s.Studies(ctx, owner.ID)
	require.NoError(t, err)
	require.Equal(t, []models.Study{later, study}, list)
	_, err = s.StudyFile(ctx, later.ID, models.FileResponses)
	requireCode(t, models.CodeNotFound, err)
}

func TestEveryStudyStateIsStored(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	study := newStudy(researcher(t, s).ID)
	require.NoError(t, s.CreateStudy(ctx, study, nil))
	for _, state := range models.JobStates() {
		require.NoError(t, s.UpdateStudy(ctx, study.ID, func(st *models.Study) error {
			st.State = state
			return nil
		}))
	}
}

func TestStudyRefusals(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	study := newStudy(researcher(t, s).ID)
	require.NoError(t, s.CreateStudy(ctx, study, nil))
	requireCode(t, models.CodeConflict, s.CreateStudy(ctx, study, nil))
	requireCode(t, models.CodeNotFound, s.CreateStudy(ctx, newStudy(models.NewID[models.Account]()), nil))
	requireCode(t, models.CodeNotFound, s.PutStudyFile(ctx, models.NewID[models.Study](), models.FileItems, nil))
	requireCode(t, models.CodeInvalid, s.PutStudyFile(ctx, study.ID, "secrets.txt", []byte("x")))
	nothing := func(*models.Study) error { return nil }
	requireCode(t, models.CodeNotFound, s.UpdateStudy(ctx, models.NewID[models.Study](), nothing))
	requireCode(t, models.CodeInvalid, s.UpdateStudy(ctx, study.ID, func(st *models.Study) error {
		st.Progress = 1.5
		return nil
	}))
	refusal := errors.New("no")
	require.Equal(t, refusal, s.UpdateStudy(ctx, study.ID, func(st *models.Study) error {
		st.Note = "changed"
		return refusal
	}))
	got, err := s.Study(ctx, study.ID)
	require.NoError(t, err)
	require.Equal(t, study, got)
}

func TestJobAndRecordAreStoredTogether(t *testing.T) {
	t.Parallel()
	type job struct {
		kind models.JobKind
		id   string
	}
	var queued []job
	refusal := errors.New("the queue is full")
	s, err := store.Open(t.Context(), testdb.DSN(t), store.Config{
		Enqueue: func(ctx context.Context, tx pgx.Tx, kind models.JobKind, id string) error {
			if len(queued) == 2 {
				return refusal
			}
			queued = append(queued, job{kind, id})
			var there bool
			table := map[models.JobKind]string{models.JobStudy: "studies", models.JobImport: "imports"}[kind]
			err := tx.QueryRow(ctx, "select exists (select from "+table+" where id = $1::uuid)", id).Scan(&there)
			require.True(t, there)
			return err
		},
	})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	owner := researcher(t, s).ID
	study, file := newStudy(owner), newImport(owner)
	require.NoError(t, s.CreateStudy(t.Context(), study, []byte("a\n1\n")))
	require.NoError(t, s.CreateImport(t.Context(), file, []byte("{}")))
	require.Equal(t, []job{{models.JobStudy, study.ID.String()}, {models.JobImport, file.ID.String()}}, queued)

	study.ID, file.ID = models.NewID[models.Study](), models.NewID[models.Import]()
	require.Equal(t, refusal, s.CreateStudy(t.Context(), study, nil))
	require.Equal(t, refusal, s.CreateImport(t.Context(), file, nil))
	_, err = s.Study(t.Context(), study.ID)
	requireCode(t, models.CodeNotFound, err)
	_, err = s.Import(t.Context(), file.ID)
	requireCode(t, models.CodeNotFound, err)
}
