package bank

import (
	"context"

	"suyang/models"
	"suyang/models/field"
)

// Comment stores a remark on an item of the bank or, when the draft is named,
// on the draft. The path is that of a field, or empty for the whole.
func (s *Service) Comment(ctx context.Context, by models.Person, c models.Comment) (models.Comment, error) {
	if err := mayWrite(by); err != nil {
		return c, err
	}
	text, err := said("text", c.Text)
	if err != nil {
		return c, err
	}
	it, err := s.commented(ctx, c)
	if err != nil {
		return c, err
	}
	if _, ok := field.Get(it, c.Path); !ok && c.Path != "" {
		return c, models.Invalid("path", "the item has no such field; leave it empty to speak of the whole")
	}
	c.ID, c.ItemID, c.Text = models.NewID[models.Comment](), it.ID, text
	c.AuthorID, c.Author, c.At = by.ID, by.Name, s.cfg.Clock()
	return c, s.cfg.Comments.AddComment(ctx, c)
}

// commented is the item a remark is about.
func (s *Service) commented(ctx context.Context, c models.Comment) (models.Item, error) {
	if c.DraftID.IsZero() {
		return s.current(ctx, c.ItemID)
	}
	d, err := s.cfg.Drafts.Draft(ctx, c.DraftID)
	return d.Content, err
}

// Resolve notes that a remark has been dealt with.
func (s *Service) Resolve(ctx context.Context, by models.Person, id models.CommentID) error {
	if err := mayWrite(by); err != nil {
		return err
	}
	return s.cfg.Comments.ResolveComment(ctx, id, by.ID, s.cfg.Clock())
}
