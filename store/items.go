package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

const itemQuery = "select content || jsonb_build_object('version', version) from items"

// Items lists the current version of every item of the bank.
func (s *Store) Items(ctx context.Context) ([]models.Item, error) {
	return documents[models.Item](ctx, s.pool, "item", itemQuery+" where current order by id")
}

// ItemVersion returns an item as it was in a version.
func (s *Store) ItemVersion(ctx context.Context, id string, version int) (models.Item, error) {
	rows, _ := s.pool.Query(ctx, itemQuery+" where id = $1 and version = $2", id, version)
	item, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[models.Item])
	return item, failed("item version", err)
}

// PutItems stores items in the bank. An item that differs from the bank's
// current version becomes a new version; the old ones stay. Its Version says
// which version it was made from, or which it shall become. An item made from
// an older version than the bank's would undo what was changed since: it is
// left out and reported as a conflict, unless it is that older version
// unchanged.
func (s *Store) PutItems(ctx context.Context, items []models.Item) (done models.BankImport, err error) {
	err = s.inTx(ctx, "item", func(tx pgx.Tx) error {
		// imports that come at once follow each other
		if _, err := tx.Exec(ctx, "lock table items in share row exclusive mode"); err != nil {
			return err
		}
		states, err := compareItems(ctx, tx, items)
		if err != nil {
			return err
		}
		batch := &pgx.Batch{}
		for i, state := range states {
			if state.decide(&done) {
				batch.Queue("update items set current = false where id = $1 and current", items[i].ID)
				batch.Queue("insert into items (id, version, current, content) values ($1, $2, true, $3::jsonb - 'version')",
					items[i].ID, state.next(), items[i])
			}
		}
		return tx.SendBatch(ctx, batch).Close()
	})
	return done, err
}

// itemState is how an item stands to what the bank has under its id.
type itemState struct {
	ID      string
	Version int  // of the item
	Current int  // version in the bank; 0 for none
	Same    bool // its content is the current one
	Known   bool // its content is that of some version
}

// compareItems returns the states of items, in their order.
func compareItems(ctx context.Context, tx pgx.Tx, items []models.Item) ([]itemState, error) {
	return many[itemState](ctx, tx, "item", `
		select n.item->>'id' as id, (n.item->>'version')::int as version, coalesce(c.version, 0) as current,
			coalesce(c.content = n.item - 'version', false) as same,
			exists (select from items k where k.id = n.item->>'id' and k.content = n.item - 'version') as known
		from jsonb_array_elements($1) with ordinality as n (item, position)
		left join items c on c.current and c.id = n.item->>'id'
		order by n.position`, items)
}

// decide counts the item and reports whether it is to be stored.
func (s itemState) decide(done *models.BankImport) bool {
	switch {
	case s.Current == 0:
		done.Added++
		return true
	case s.Same, s.Version < s.Current && s.Known:
		done.Unchanged++
		return false
	case s.Version < s.Current:
		done.Conflicts = append(done.Conflicts, s.ID)
		return false
	}
	done.Updated++
	return true
}

// next is the version the item becomes.
func (s itemState) next() int { return max(s.Version, s.Current+1) }
