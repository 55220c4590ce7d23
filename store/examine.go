package store

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"suyang/models"
)

// Examine names the server of a DSN, such as "PostgreSQL 17.2, pgvector 0.8.0",
// and changes nothing there. The error says why [Migrate] would fail.
func Examine(ctx context.Context, dsn string) (server string, err error) {
	err = look(ctx, dsn, func(pool *pgxpool.Pool) error {
		if err := requireVector(ctx, pool); err != nil {
			return err
		}
		return pool.QueryRow(ctx, `
			select format('PostgreSQL %s, pgvector %s', current_setting('server_version'), default_version)
			from pg_available_extensions where name = 'vector'`).Scan(&server)
	})
	return server, err
}

// Vacant reports whether the database of a DSN has no tables yet.
func Vacant(ctx context.Context, dsn string) (vacant bool, err error) {
	err = look(ctx, dsn, func(pool *pgxpool.Pool) error {
		return pool.QueryRow(ctx, "select not exists (select from pg_tables where schemaname = current_schema())").Scan(&vacant)
	})
	return vacant, err
}

// look runs fn on a database that need not have the schema.
func look(ctx context.Context, dsn string, fn func(*pgxpool.Pool) error) error {
	pool, err := pgxpool.New(ctx, dsn)
	if err != nil {
		return models.Invalid("database", err.Error())
	}
	defer pool.Close()
	return failed("database", fn(pool))
}
