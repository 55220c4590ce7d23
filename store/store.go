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

	// StudyCreated is called within the transaction that stores a new study,
	// so that the job that works on it is queued if and only if the study is
	// stored. Default: nothing is queued.
	StudyCreated func(ctx context.Context, tx pgx.Tx, id models.StudyID) error
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
