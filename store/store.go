package store

import (
	"cmp"
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"suyang/models"
)

// Config of a Store. The zero value works.
type Config struct {
	MaxConns int32 // most connections of this process at once; default 16

	// Enqueue is called within the transaction that stores a record of long
	// work, so that the job that does it is queued if and only if the record is
	// stored. Default: nothing is queued.
	Enqueue func(ctx context.Context, tx pgx.Tx, kind models.JobKind, id string) error
}

// Store is a pool of connections to one database. It is safe for concurrent
// use.
type Store struct {
	pool   *pgxpool.Pool
	config Config
}

// Open connects to a database that [Migrate] has prepared. The DSN is a
// PostgreSQL URL or keyword string.
func Open(ctx context.Context, dsn string, c Config) (*Store, error) {
	if c.Enqueue == nil {
		c.Enqueue = func(context.Context, pgx.Tx, models.JobKind, string) error { return nil }
	}
	settings, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, models.Invalid("database", err.Error()) // pgx leaves the password out
	}
	settings.MaxConns = cmp.Or(c.MaxConns, 16)
	settings.AfterConnect = registerTypes
	pool, err := pgxpool.NewWithConfig(ctx, settings)
	if err != nil {
		return nil, failed("database", err)
	}
	s := &Store{pool: pool, config: c}
	if err := s.Ping(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return s, nil
}

// Close waits for the transactions under way and closes all connections.
func (s *Store) Close() { s.pool.Close() }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return failed("database", s.pool.Ping(ctx)) }

// Pool returns the connections, for what runs in the same database beside the
// store, such as the job queue.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }
