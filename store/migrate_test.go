package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"suyang/internal/testdb"
	"suyang/models"
	"suyang/store"
)

// emptyDatabase returns the DSN of a database without a schema.
func emptyDatabase(t *testing.T) string {
	t.Helper()
	dsn := testdb.DSN(t)
	conn, err := pgx.Connect(t.Context(), dsn)
	require.NoError(t, err)
	defer conn.Close(t.Context())
	_, err = conn.Exec(t.Context(), "drop schema public cascade; create schema public")
	require.NoError(t, err)
	return dsn
}

func TestMigrateAtOnce(t *testing.T) {
	t.Parallel()
	dsn := emptyDatabase(t)
	_, err := store.Open(t.Context(), dsn, store.Config{})
	requireCode(t, models.CodeUnavailable, err)
	require.ErrorContains(t, err, "suyang migrate")

	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() { assert.NoError(t, store.Migrate(t.Context(), dsn)) })
	}
	wait.Wait()
	require.NoError(t, store.Migrate(t.Context(), dsn), "again")

	s, err := store.Open(t.Context(), dsn, store.Config{})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	populate(t, s, countyRoster("510100"))
	var queue bool
	require.NoError(t, s.Pool().QueryRow(t.Context(), "select to_regclass('river_job') is not null").Scan(&queue))
	require.True(t, queue, "the job queue has its tables")
}

func TestMigrateLeavesNoConnection(t *testing.T) {
	t.Parallel()
	dsn := emptyDatabase(t)
	require.NoError(t, store.Migrate(t.Context(), dsn))
	conn, err := pgx.Connect(t.Context(), dsn)
	require.NoError(t, err)
	defer conn.Close(t.Context())
	require.Eventually(t, func() bool { // the server notices a closed connection a moment later
		var others int
		err := conn.QueryRow(t.Context(), `
			select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
				and backend_type = 'client backend'`).Scan(&others)
		return err == nil && others == 0
	}, 5*time.Second, 20*time.Millisecond)
}

func TestKeysOfPeopleBeginWithTheRegion(t *testing.T) {
	t.Parallel()
	s := open(t)
	rows, err := s.Pool().Query(t.Context(), `
		select format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
		where contype = 'f' and connamespace = 'public'::regnamespace
		  and confrelid in (select attrelid from pg_attribute where attname = 'region_id')
		  and (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) <> 'region_id'`)
	require.NoError(t, err)
	wrong, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Empty(t, wrong, "foreign keys without the region")

	rows, err = s.Pool().Query(t.Context(), `
		select conrelid::regclass::text from pg_constraint c
		where contype = 'p' and connamespace = 'public'::regnamespace
		  and exists (select from pg_attribute where attrelid = conrelid and attname = 'region_id')
		  and (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) <> 'region_id'`)
	require.NoError(t, err)
	wrong, err = pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Equal(t, []string{"web_sessions"}, wrong, "tables of people whose primary key does not begin with the region")
}

func TestUnreachableDatabase(t *testing.T) {
	t.Parallel()
	for _, dsn := range []string{"host=/nowhere user=nobody dbname=none", "host=127.0.0.1 port=1 user=nobody dbname=none"} {
		_, err := store.Open(t.Context(), dsn, store.Config{})
		requireCode(t, models.CodeUnavailable, err)
		requireCode(t, models.CodeUnavailable, store.Migrate(t.Context(), dsn))
	}
	_, err := store.Open(t.Context(), "postgres://app:secret@host:port/", store.Config{})
	requireCode(t, models.CodeInvalid, err)
	require.NotContains(t, err.Error(), "secret")
	requireCode(t, models.CodeInvalid, store.Migrate(t.Context(), "host=x port=none"))
}

func TestLostConnection(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	id := begun(t, c)
	before, err := c.SessionTrail(ctx, id)
	require.NoError(t, err)
	err = c.UpdateSession(ctx, id, func(trail *models.SessionTrail) error {
		answer(trail, models.NewID[models.Answer](), false)
		_, err := c.Pool().Exec(ctx, `
			select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()`)
		return err
	})
	requireCode(t, models.CodeUnavailable, err)
	after, err := c.SessionTrail(ctx, id)
	require.NoError(t, err, "the next call finds a new connection")
	require.Equal(t, before, after)
	require.NoError(t, c.UpdateSession(ctx, id, func(*models.SessionTrail) error { return nil }), "nothing stays locked")
}

func TestCancelledContext(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := c.UpdateSession(ctx, begun(t, c), func(trail *models.SessionTrail) error {
		answer(trail, models.NewID[models.Answer](), false)
		cancel()
		return nil
	})
	requireCode(t, models.CodeUnavailable, err)
	require.ErrorIs(t, err, context.Canceled)
	_, err = c.Regions(ctx)
	requireCode(t, models.CodeUnavailable, err)
}
