package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Reset deletes the demo data: the regions whose accounts are all demo
// accounts, with everything in them, the demo accounts elsewhere, and the drafts
// that nobody else has written in. What demo authors have published stays.
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
		_, err = tx.Exec(ctx, `
			delete from drafts d where d.state <> 'published'
			  and not exists (select from unnest(d.edited_by) by where by not in (select id from accounts where demo))`)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "delete from accounts where demo")
		return err
	})
}
