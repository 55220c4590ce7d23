package testdb

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Run runs the tests of a package and returns the exit code for os.Exit. What
// the tests' databases need is started on demand and gone when it returns.
func Run(m *testing.M) int {
	managed.Store(true)
	defer shared.stop()
	return m.Run()
}

// New returns a pool on a fresh database with the whole schema and no rows. It
// is closed, and the database dropped, when the test ends.
func New(t testing.TB) *pgxpool.Pool {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), DSN(t))
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// DSN returns the connection string of a database like New's, for what opens
// its own connections.
func DSN(t testing.TB) string {
	t.Helper()
	if !managed.Load() {
		t.Fatal("testdb: the package needs func TestMain(m *testing.M) { os.Exit(testdb.Run(m)) }")
	}
	s, err := shared.start()
	if err != nil {
		t.Fatalf("testdb: %v", err)
	}
	name := fmt.Sprintf("%s_%d", s.template, databases.Add(1))
	if err := s.create(t.Context(), name, s.template); err != nil {
		t.Fatalf("testdb: %v", err)
	}
	t.Cleanup(func() {
		// the test's own context is done by now
		if err := s.drop(context.Background(), name); err != nil {
			t.Errorf("testdb: %v", err)
		}
	})
	return s.dsn(name)
}

var (
	managed   atomic.Bool  // Run has been called
	databases atomic.Int64 // made so far, for their names
	shared    lazyServer
)
