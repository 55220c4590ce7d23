package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Reset deletes the demo data: the regions whose accounts are all demo
// accounts, with everything in them, and the demo accounts elsewhere.
func (s *Store) Reset(ctx context.Context) error {
	return s.inTx(ctx, "demo data", func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `
			delete from regions r
			where r.code <> ''
			  and exists (select from accounts where region_id = r.id and demo)
			  and not exists (select from accounts where region_id = r.id and not demo)`)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "delete from accounts where demo")
		return err
	})
}
