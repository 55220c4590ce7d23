package store

import (
	"context"
	"time"

	"suyang/models"
)

// AddComment stores a remark on an item.
func (s *Store) AddComment(ctx context.Context, c models.Comment) error {
	return exec(ctx, s.pool, "comment", `
		insert into comments (id, item_id, draft_id, path, text, author_id, at) values ($1, $2, $3, $4, $5, $6, $7)`,
		c.ID, c.ItemID, c.DraftID, c.Path, c.Text, c.AuthorID, c.At)
}

// Comments lists the remarks on an item, the oldest first.
func (s *Store) Comments(ctx context.Context, item string) ([]models.Comment, error) {
	return many[models.Comment](ctx, s.pool, "comment", `
		select c.id, c.item_id, c.draft_id, c.path, c.text, c.author_id, coalesce(a.name, '') as author, c.at, c.resolved_by, c.resolved_at
		from comments c left join accounts a on a.id = c.author_id
		where c.item_id = $1
		order by c.at, c.id`, item)
}

// ResolveComment notes that an open remark on an item has been dealt with.
func (s *Store) ResolveComment(ctx context.Context, id models.CommentID, by models.AccountID, at time.Time) error {
	return exec(ctx, s.pool, "open comment",
		"update comments set resolved_by = $2, resolved_at = $3 where id = $1 and resolved_by is null", id, by, at)
}

// Names returns the names of accounts; those that are not there any more are
// left out.
func (s *Store) Names(ctx context.Context, accounts []models.AccountID) (map[models.AccountID]string, error) {
	found, err := many[struct {
		ID   models.AccountID
		Name string
	}](ctx, s.pool, "account", "select id, name from accounts where id = any($1)", accounts)
	names := make(map[models.AccountID]string, len(found))
	for _, f := range found {
		names[f.ID] = f.Name
	}
	return names, err
}
