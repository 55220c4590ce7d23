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

func TestJobAndStudyAreStoredTogether(t *testing.T) {
	t.Parallel()
	var queued []models.StudyID
	refusal := errors.New("the queue is full")
	s, err := store.Open(t.Context(), testdb.DSN(t), store.Config{
		StudyCreated: func(ctx context.Context, tx pgx.Tx, id models.StudyID) error {
			if len(queued) > 0 {
				return refusal
			}
			queued = append(queued, id)
			var there bool
			err := tx.QueryRow(ctx, "select exists (select from studies where id = $1)", id).Scan(&there)
			require.True(t, there)
			return err
		},
	})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	first := newStudy(researcher(t, s).ID)
	require.NoError(t, s.CreateStudy(t.Context(), first, []byte("a\n1\n")))
	second := first
	second.ID = models.NewID[models.Study]()
	require.Equal(t, refusal, s.CreateStudy(t.Context(), second, nil))
	require.Equal(t, []models.StudyID{first.ID}, queued)
	_, err = s.Study(t.Context(), second.ID)
	requireCode(t, models.CodeNotFound, err)
}
