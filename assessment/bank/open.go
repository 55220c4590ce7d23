package bank

import (
	"cmp"
	"context"
	"fmt"
	"regexp"

	"suyang/models"
)

// itemID is what items are called: letters and digits, as in the name of a file.
var itemID = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{1,23}$`)

// Edit opens a draft of the bank's item. It is a conflict when the item has an
// open one.
func (s *Service) Edit(ctx context.Context, by models.Person, item string) (models.Draft, error) {
	it, err := s.current(ctx, item)
	if err != nil {
		return models.Draft{}, err
	}
	return s.open(ctx, by, it, it.Version)
}

// Sibling opens a draft of a new item that begins as a copy of another of its
// family. It is called as the family with the next free letter.
func (s *Service) Sibling(ctx context.Context, by models.Person, item string) (models.Draft, error) {
	it, err := s.current(ctx, item)
	if err != nil {
		return models.Draft{}, err
	}
	stem := cmp.Or(it.Family, it.ID)
	for letter := 'b'; letter <= 'z'; letter++ {
		it.ID = stem + string(letter)
		free, err := s.free(ctx, it.ID, models.DraftID{})
		if err != nil {
			return models.Draft{}, err
		}
		if free {
			return s.open(ctx, by, it, 0)
		}
	}
	return models.Draft{}, models.Errorf(models.CodeConflict, "the family %s has no letter left", stem)
}

// New opens a draft of a new item with the layout of one that has a single
// choice to make.
func (s *Service) New(ctx context.Context, by models.Person, id string, stage models.Stage) (models.Draft, error) {
	if err := s.mayCall(ctx, id, models.DraftID{}); err != nil {
		return models.Draft{}, err
	}
	if _, err := models.ParseStage(string(stage)); err != nil {
		return models.Draft{}, err
	}
	part := models.Part{ID: "1", Type: models.PartSingle, Rule: models.RuleExact, Max: 1}
	for _, option := range []string{"a", "b", "c", "d"} {
		part.Options = append(part.Options, models.Option{ID: option})
	}
	return s.open(ctx, by, models.Item{
		ID: id, Stage: stage, Family: id, Pool: models.PoolSecure, Seconds: 60,
		Parameters: models.Parameters{A: 1, B: []float64{0}, Source: "prior"},
		Parts:      []models.Part{part}, Hints: make([]models.Text, 3),
	}, 0)
}

func (s *Service) open(ctx context.Context, by models.Person, it models.Item, base int) (models.Draft, error) {
	if err := mayWrite(by); err != nil {
		return models.Draft{}, err
	}
	now := s.cfg.Clock()
	it.Version = base + 1
	d := models.Draft{
		ID: models.NewID[models.Draft](), ItemID: it.ID, Base: base, Content: it, State: models.DraftWriting, Revision: 1,
		EditedBy: []models.AccountID{by.ID}, Approvals: []models.Approval{}, CreatedAt: now, UpdatedAt: now,
	}
	if err := s.cfg.Drafts.CreateDraft(ctx, d); err != nil {
		return models.Draft{}, err
	}
	return d, s.log(ctx, by, models.VerbDraftOpened, d)
}

// mayCall refuses a name for a new item that is none, or is taken by the bank
// or by another draft.
func (s *Service) mayCall(ctx context.Context, id string, draft models.DraftID) error {
	if !itemID.MatchString(id) {
		return models.Invalid("id", fmt.Sprintf("%.40q is no name for an item; use 2 to 24 letters, digits, hyphens and underscores, such as IL41", id))
	}
	free, err := s.free(ctx, id, draft)
	if err == nil && !free {
		err = models.Invalid("id", id+" is there already; choose another name, or edit that item")
	}
	return err
}

// free reports whether neither the bank nor another open draft has the item.
func (s *Service) free(ctx context.Context, id string, draft models.DraftID) (bool, error) {
	versions, err := s.cfg.Items.ItemVersions(ctx, id)
	if err != nil || len(versions) > 0 {
		return false, err
	}
	drafts, err := s.cfg.Drafts.Drafts(ctx, models.DraftFilter{ItemID: id, Open: true})
	return len(drafts) == 0 || drafts[0].ID == draft, err
}
