package bank

import (
	"context"
	"time"

	"suyang/models"
)

// Items reads the bank.
type Items interface {
	// Items lists the current version of every item, by id.
	Items(ctx context.Context) ([]models.Item, error)
	ItemVersion(ctx context.Context, id string, version int) (models.Item, error)
	// ItemVersions lists the versions of an item, the newest first.
	ItemVersions(ctx context.Context, id string) ([]models.ItemVersion, error)
}

// Drafts keeps drafts.
type Drafts interface {
	// CreateDraft stores a draft; CodeConflict when its item has an open one.
	CreateDraft(ctx context.Context, d models.Draft) error
	Draft(ctx context.Context, id models.DraftID) (models.Draft, error)
	// Drafts lists drafts, the last changed first.
	Drafts(ctx context.Context, f models.DraftFilter) ([]models.Draft, error)
	// UpdateDraft locks the draft, gives it to fn and stores what fn made of it.
	// A draft that fn has published becomes a version of the bank in the same
	// transaction; CodeConflict when the bank has moved on from its base. fn's
	// error rolls back and is returned.
	UpdateDraft(ctx context.Context, id models.DraftID, fn func(*models.Draft) error) (models.Draft, error)
}

// Comments keeps remarks on items.
type Comments interface {
	AddComment(ctx context.Context, c models.Comment) error
	// Comments lists the remarks on an item, the oldest first.
	Comments(ctx context.Context, item string) ([]models.Comment, error)
	// ResolveComment closes an open remark; CodeNotFound when there is none.
	ResolveComment(ctx context.Context, id models.CommentID, by models.AccountID, at time.Time) error
}

// People knows what people are called.
type People interface {
	Names(ctx context.Context, accounts []models.AccountID) (map[models.AccountID]string, error)
}

// Rules know the bank's files and what an item must be like.
type Rules interface {
	// Check lists what is wrong in an item beside the others of the bank, with
	// lines when the text of its file is given.
	Check(it models.Item, bank []models.Item, text []byte) []models.ItemProblem
	// Read reads the text of a file. Problems say why it cannot be read; then
	// there is no item.
	Read(text []byte) (models.Item, []models.ItemProblem)
	// Write returns an item as the text of its file.
	Write(it models.Item) ([]byte, error)
}

// Events keeps what happened.
type Events interface {
	LogEvent(ctx context.Context, e models.Event) error
}
