package store

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"suyang/models"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrationLock is the advisory lock of who migrates: "suyang" in ASCII.
const migrationLock = 0x737579616e67

// Migrate brings the database to the schema this program needs, that of the
// job queue included, and does nothing when it is there. Processes that
// migrate at the same time wait for each other. It needs pgvector 0.8.0 or
// newer on the server, and no connection is left open.
func Migrate(ctx context.Context, dsn string) error {
	return look(ctx, dsn, func(pool *pgxpool.Pool) error {
		return alone(ctx, pool, func() error {
			if err := requireVector(ctx, pool); err != nil {
				return err
			}
			if err := migrateTables(ctx, pool); err != nil {
				return err
			}
			return migrateQueue(ctx, pool)
		})
	})
}

// alone runs fn while this process holds the migration lock. The lock goes
// with its connection, however fn ends.
func alone(ctx context.Context, pool *pgxpool.Pool, fn func() error) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	holder := conn.Hijack()
	defer holder.Close(context.WithoutCancel(ctx))
	if _, err := holder.Exec(ctx, "select pg_advisory_lock($1)", migrationLock); err != nil {
		return err
	}
	return fn()
}

// requireVector refuses a server without the iterative index scans of pgvector
// 0.8.0.
func requireVector(ctx context.Context, pool *pgxpool.Pool) error {
	var version string
	var enough bool
	err := pool.QueryRow(ctx, `
		select default_version, string_to_array(default_version, '.')::int[] >= '{0,8,0}'
		from pg_available_extensions where name = 'vector'`).Scan(&version, &enough)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return models.Errorf(models.CodeUnavailable, "the PostgreSQL server has no pgvector; install 0.8.0 or newer (package postgresql-NN-pgvector)")
	case err == nil && !enough:
		return models.Errorf(models.CodeUnavailable, "the PostgreSQL server has pgvector %s; 0.8.0 or newer is needed", version)
	}
	return err
}

func migrateTables(ctx context.Context, pool *pgxpool.Pool) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(pool)
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

func migrateQueue(ctx context.Context, pool *pgxpool.Pool) error {
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}
