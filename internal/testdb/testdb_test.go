package testdb_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/testdb"
)

func TestMain(m *testing.M) { os.Exit(testdb.Run(m)) }

func TestEachTestHasItsOwnDatabase(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"one", "other"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pool := testdb.New(t)
			_, err := pool.Exec(t.Context(), "CREATE TABLE only_here AS SELECT 1 AS n")
			require.NoError(t, err, "a shared database would have the table already")
		})
	}
}

func TestDatabaseHasTheSchema(t *testing.T) {
	t.Parallel()
	pool := testdb.New(t)
	var tables int
	require.NoError(t, pool.QueryRow(t.Context(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").Scan(&tables))
	require.Greater(t, tables, 10)
}

func TestDatabaseIsDroppedAfterTheTest(t *testing.T) { //nolint:tparallel // it looks after the inner test has ended
	t.Parallel()
	var name string
	t.Run("user", func(t *testing.T) {
		require.NoError(t, testdb.New(t).QueryRow(t.Context(), "SELECT current_database()").Scan(&name))
	})
	var exists bool
	const query = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)"
	require.NoError(t, testdb.New(t).QueryRow(t.Context(), query, name).Scan(&exists))
	require.False(t, exists)
}
