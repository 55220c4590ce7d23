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

// ItemVersions lists the versions of an item, the newest first.
func (s *Store) ItemVersions(ctx context.Context, id string) ([]models.ItemVersion, error) {
	return many[models.ItemVersion](ctx, s.pool, "item version",
		"select version, current, created_at as at, draft_id from items where id = $1 order by version desc", id)
}

// PutItems stores items that were made from the bank's; see [Store.ImportItems].
func (s *Store) PutItems(ctx context.Context, items []models.Item) (models.BankImport, error) {
	return s.countItems(ctx, items, models.ItemImport{})
}

// SeedItems stores the items that a program was built with. What was edited in
// the bank since is reported as a conflict and stays.
func (s *Store) SeedItems(ctx context.Context, items []models.Item) (models.BankImport, error) {
	return s.countItems(ctx, items, models.ItemImport{Seed: true})
}

func (s *Store) countItems(ctx context.Context, items []models.Item, how models.ItemImport) (done models.BankImport, err error) {
	outcomes, err := s.ImportItems(ctx, items, how)
	for i, outcome := range outcomes {
		switch outcome {
		case models.ItemAdded:
			done.Added++
		case models.ItemChanged:
			done.Updated++
		case models.ItemUnchanged:
			done.Unchanged++
		case models.ItemConflict:
			done.Conflicts = append(done.Conflicts, items[i].ID)
		}
	}
	return done, err
}

// ImportItems stores items in the bank, all or none, and says of each what
// became of it. An item that differs from the bank's current version becomes a
// new version; the old ones stay. Its Version says which version it was made
// from, or which it shall become. An item made from an older version than the
// bank's would undo what was changed since: it is a conflict, unless it is that
// older version unchanged.
func (s *Store) ImportItems(ctx context.Context, items []models.Item, how models.ItemImport) (outcomes []models.ItemOutcome, err error) {
	err = s.inTx(ctx, "item", func(tx pgx.Tx) error {
		if err := lockItems(ctx, tx); err != nil {
			return err
		}
		states, err := compareItems(ctx, tx, items)
		if err != nil {
			return err
		}
		batch := &pgx.Batch{}
		for i, state := range states {
			outcome := state.outcome(how)
			outcomes = append(outcomes, outcome)
			if !how.DryRun && (outcome == models.ItemAdded || outcome == models.ItemChanged) {
				queueVersion(batch, items[i], state.next(), how.Seed, models.DraftID{})
			}
		}
		return tx.SendBatch(ctx, batch).Close()
	})
	return outcomes, err
}

// lockItems makes those who change the bank at once follow each other.
func lockItems(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, "lock table items in share row exclusive mode")
	return err
}

// queueVersion makes an item the current version.
func queueVersion(batch *pgx.Batch, it models.Item, version int, seeded bool, draft models.DraftID) {
	batch.Queue("update items set current = false where id = $1 and current", it.ID)
	batch.Queue(`
		insert into items (id, version, current, content, seeded, draft_id)
		values ($1, $2, true, $3::jsonb - 'version', $4, $5)`, it.ID, version, it, seeded, draft)
}

// itemState is how an item stands to what the bank has under its id.
type itemState struct {
	Version int  // of the item
	Current int  // version in the bank; 0 for none
	Seeded  bool // the current version was seeded
	Same    bool // its content is the current one
	Known   bool // its content is that of some version
}

// compareItems returns the states of items, in their order.
func compareItems(ctx context.Context, tx pgx.Tx, items []models.Item) ([]itemState, error) {
	return many[itemState](ctx, tx, "item", `
		select (n.item->>'version')::int as version, coalesce(c.version, 0) as current, coalesce(c.seeded, false) as seeded,
			coalesce(c.content = n.item - 'version', false) as same,
			exists (select from items k where k.id = n.item->>'id' and k.content = n.item - 'version') as known
		from jsonb_array_elements($1) with ordinality as n (item, position)
		left join items c on c.current and c.id = n.item->>'id'
		order by n.position`, items)
}

// outcome is what becomes of the item.
func (s itemState) outcome(how models.ItemImport) models.ItemOutcome {
	switch {
	case s.Current == 0:
		return models.ItemAdded
	case s.Same:
		return models.ItemUnchanged
	case how.Force:
		return models.ItemChanged
	case s.Known && (how.Seed || s.Version < s.Current):
		return models.ItemUnchanged
	case how.Seed && !s.Seeded, !how.Seed && s.Version < s.Current:
		return models.ItemConflict
	}
	return models.ItemChanged
}

// next is the version the item becomes.
func (s itemState) next() int { return max(s.Version, s.Current+1) }
