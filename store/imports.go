package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

const importQuery = `
	select id, owner_id, source, file, state, progress, note, rows, added, updated, unchanged, failed, faults,
		created_at, ended_at
	from imports`

// CreateImport stores a new import and its file, and queues the work on it in
// the same transaction.
func (s *Store) CreateImport(ctx context.Context, i models.Import, file []byte) error {
	return s.inTx(ctx, "import", func(tx pgx.Tx) error {
		err := exec(ctx, tx, "account", `
			insert into imports (region_id, id, owner_id, source, file, state, progress, note, rows, added, updated,
				unchanged, failed, faults, created_at, ended_at)
			select region_id, @ID, @OwnerID, @Source, @File, @State, @Progress, @Note, @Rows, @Added, @Updated,
				@Unchanged, @Failed, coalesce(nullif(@Faults::jsonb, 'null'), '[]'), @CreatedAt, @EndedAt
			from accounts where id = @OwnerID`, pgx.StructArgs(i))
		if err != nil {
			return err
		}
		if err := exec(ctx, tx, "import", "update imports set data = $2 where id = $1", i.ID, file); err != nil {
			return err
		}
		return s.config.Enqueue(ctx, tx, models.JobImport, i.ID.String())
	})
}

// Import returns an import.
func (s *Store) Import(ctx context.Context, id models.ImportID) (models.Import, error) {
	return one[models.Import](ctx, s.pool, "import", importQuery+" where id = $1", id)
}

// Imports lists the newest imports, newest first.
func (s *Store) Imports(ctx context.Context, limit int) ([]models.Import, error) {
	return many[models.Import](ctx, s.pool, "import", importQuery+" order by created_at desc, id desc limit $1", limit)
}

// UpdateImport gives fn an import that nobody else changes meanwhile and stores
// what fn made of it; owner, source and file stay. With the end of an import
// its file goes. An error of fn undoes everything and is returned as it is.
func (s *Store) UpdateImport(ctx context.Context, id models.ImportID, fn func(*models.Import) error) error {
	return s.inTx(ctx, "import", func(tx pgx.Tx) error {
		i, err := one[models.Import](ctx, tx, "import", importQuery+" where id = $1 for update", id)
		if err != nil {
			return err
		}
		if err := fn(&i); err != nil {
			return err
		}
		return exec(ctx, tx, "import", `
			update imports set state = @State, progress = @Progress, note = @Note, rows = @Rows, added = @Added,
				updated = @Updated, unchanged = @Unchanged, failed = @Failed, faults = coalesce(nullif(@Faults::jsonb, 'null'), '[]'),
				ended_at = @EndedAt, data = case when @EndedAt::timestamptz is null then data end
			where id = @ID`, pgx.StructArgs(i))
	})
}

// ImportFile returns the file of an import that has not ended.
func (s *Store) ImportFile(ctx context.Context, id models.ImportID) ([]byte, error) {
	file, err := one[struct{ Data []byte }](ctx, s.pool, "import file", "select data from imports where id = $1 and data is not null", id)
	return file.Data, err
}
