package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

const draftQuery = `
	select id, item_id, base, content, state, revision, edited_by, approvals, reason, version, created_at, updated_at
	from drafts`

// CreateDraft stores a new draft. A second open draft of an item is a conflict.
func (s *Store) CreateDraft(ctx context.Context, d models.Draft) error {
	return exec(ctx, s.pool, "draft", `
		insert into drafts (id, item_id, base, content, state, revision, edited_by, approvals, reason, version, created_at, updated_at)
		values (@ID, @ItemID, @Base, @Content, @State, @Revision, @EditedBy, coalesce(nullif(@Approvals::jsonb, 'null'), '[]'),
			@Reason, @Version, @CreatedAt, @UpdatedAt)`, pgx.StructArgs(d))
}

// Draft returns a draft.
func (s *Store) Draft(ctx context.Context, id models.DraftID) (models.Draft, error) {
	return one[models.Draft](ctx, s.pool, "draft", draftQuery+" where id = $1", id)
}

// Drafts lists the drafts that pass the filter, the last changed first.
func (s *Store) Drafts(ctx context.Context, f models.DraftFilter) ([]models.Draft, error) {
	return many[models.Draft](ctx, s.pool, "draft", draftQuery+`
		where ($1 = '' or item_id = $1)
		  and (not $2 or state in ('draft', 'in_review'))
		  and ($3 = '' or state = $3)
		  and ($4::uuid is null or $4 = any(edited_by) or approvals @> jsonb_build_array(jsonb_build_object('by', $4::text)))
		order by updated_at desc, id desc
		limit nullif($5, 0)`, f.ItemID, f.Open, f.State, f.By, f.Limit)
}

// UpdateDraft gives fn a draft that nobody else changes meanwhile and stores
// what fn made of it. A draft that fn has published becomes the next version of
// its item in the same transaction; that is a conflict when the bank has
// another current version than the one the draft was made from. An error of fn
// undoes everything and is returned as it is.
func (s *Store) UpdateDraft(ctx context.Context, id models.DraftID, fn func(*models.Draft) error) (d models.Draft, err error) {
	err = s.inTx(ctx, "draft", func(tx pgx.Tx) error {
		if d, err = one[models.Draft](ctx, tx, "draft", draftQuery+" where id = $1 for update", id); err != nil {
			return err
		}
		before := d.State
		if err := fn(&d); err != nil {
			return err
		}
		if d.State == models.DraftPublished && before != models.DraftPublished {
			if err := publish(ctx, tx, &d); err != nil {
				return err
			}
		}
		// a new item may be given another name
		if _, err := tx.Exec(ctx, "update comments set item_id = $2 where draft_id = $1 and item_id <> $2", id, d.ItemID); err != nil {
			return err
		}
		return exec(ctx, tx, "draft", `
			update drafts set item_id = @ItemID, base = @Base, content = @Content, state = @State, revision = @Revision, edited_by = @EditedBy,
				approvals = coalesce(nullif(@Approvals::jsonb, 'null'), '[]'), reason = @Reason, version = @Version, updated_at = @UpdatedAt
			where id = @ID`, pgx.StructArgs(d))
	})
	return d, err
}

// publish makes a draft the current version of its item.
func publish(ctx context.Context, tx pgx.Tx, d *models.Draft) error {
	if err := lockItems(ctx, tx); err != nil {
		return err
	}
	bank, err := one[struct{ Version int }](ctx, tx, "item",
		"select coalesce(max(version), 0) as version from items where id = $1", d.ItemID)
	if err != nil {
		return err
	}
	if bank.Version != d.Base {
		return models.Errorf(models.CodeConflict, "the draft was made from version %d of %s, and the bank has version %d now; take its changes over first", d.Base, d.ItemID, bank.Version)
	}
	d.Version = d.Base + 1
	d.Content.Version = d.Version
	batch := &pgx.Batch{}
	queueVersion(batch, d.Content, d.Version, false, d.ID)
	return tx.SendBatch(ctx, batch).Close()
}
