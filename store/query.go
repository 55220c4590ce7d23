package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// querier is a pool or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// one returns the only row, its columns matched to T's fields by name, or
// CodeNotFound.
func one[T any](ctx context.Context, q querier, what, sql string, args ...any) (T, error) {
	rows, _ := q.Query(ctx, sql, args...) // the error is that of collecting, too
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
	return row, failed(what, err)
}

// many returns all rows, their columns matched to T's fields by name.
func many[T any](ctx context.Context, q querier, what, sql string, args ...any) ([]T, error) {
	rows, _ := q.Query(ctx, sql, args...)
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	return found, failed(what, err)
}

// exec runs a statement that must touch a row: CodeNotFound if it does not.
func exec(ctx context.Context, q querier, what, sql string, args ...any) error {
	tag, err := q.Exec(ctx, sql, args...)
	if err == nil && tag.RowsAffected() == 0 {
		err = pgx.ErrNoRows
	}
	return failed(what, err)
}

// inTx runs fn in a transaction, which fn's error rolls back.
func (s *Store) inTx(ctx context.Context, what string, fn func(pgx.Tx) error) error {
	return failed(what, pgx.BeginFunc(ctx, s.pool, fn))
}
