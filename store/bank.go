package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

// PutFramework stores the framework of indicators in place of the one there
// is. The order of the nodes is kept.
func (s *Store) PutFramework(ctx context.Context, nodes []models.Node) error {
	return s.inTx(ctx, "framework", func(tx pgx.Tx) error {
		// the lock makes those who do this at once follow each other
		if _, err := tx.Exec(ctx, "lock table framework in share row exclusive mode; delete from framework"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `
			insert into framework (position, code, node)
			select position, node->>'code', node from jsonb_array_elements($1) with ordinality as n (node, position)`, nodes)
		return err
	})
}

// Framework lists the nodes of the framework of indicators.
func (s *Store) Framework(ctx context.Context) ([]models.Node, error) {
	return documents[models.Node](ctx, s.pool, "framework", "select node from framework order by position")
}

// PutForms stores forms, each in place of the one with its code. A form keeps
// the identifier it was first stored with.
func (s *Store) PutForms(ctx context.Context, forms []models.Form) error {
	batch := &pgx.Batch{}
	for _, f := range forms {
		id := f.ID
		if id.IsZero() {
			id = models.NewID[models.Form]()
		}
		batch.Queue(`
			insert into forms as f (id, code, content) values ($1, $2, $3::jsonb - 'id')
			on conflict (code) do update set content = excluded.content where f.content <> excluded.content`, id, f.Code, f)
	}
	return failed("form", s.pool.SendBatch(ctx, batch).Close())
}

// Forms lists the forms by code.
func (s *Store) Forms(ctx context.Context) ([]models.Form, error) {
	return documents[models.Form](ctx, s.pool, "form",
		"select content || jsonb_build_object('id', id) from forms order by code")
}

// documents returns rows of one jsonb column.
func documents[T any](ctx context.Context, q querier, what, sql string, args ...any) ([]T, error) {
	rows, _ := q.Query(ctx, sql, args...)
	found, err := pgx.CollectRows(rows, pgx.RowTo[T])
	return found, failed(what, err)
}
