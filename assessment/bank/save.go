package bank

import (
	"context"
	"slices"

	"suyang/models"
)

// Save stores what an author has made of a draft whose revision she had before
// her. It takes all approvals back, and the draft is one to be submitted anew.
// When somebody else has changed the draft meanwhile, Save returns the draft as
// it stands with CodeConflict. A draft that does not change stays as it is.
func (s *Service) Save(ctx context.Context, by models.Person, id models.DraftID, revision int, it models.Item) (models.Draft, error) {
	before, err := s.cfg.Drafts.Draft(ctx, id)
	if err != nil {
		return before, err
	}
	if err := s.mayBecome(ctx, before, it.ID); err != nil {
		return before, err
	}
	it.Version = before.Base + 1
	if before.Revision == revision && len(Diff(before.Content, it)) == 0 {
		return before, mayWrite(by)
	}
	return s.update(ctx, by, id, models.VerbDraftSaved, func(d *models.Draft) error {
		if err := unchanged(*d, revision); err != nil {
			return err
		}
		d.ItemID, d.Content = it.ID, it
		edited(d, by.ID)
		return nil
	})
}

// mayBecome refuses to call a draft's item by another name, unless the item is
// new and the name is free.
func (s *Service) mayBecome(ctx context.Context, d models.Draft, id string) error {
	switch {
	case id == d.ItemID:
		return nil
	case d.Base > 0:
		return models.Invalid("id", "an item keeps its name; this one is "+d.ItemID)
	}
	return s.mayCall(ctx, id, d.ID)
}

// unchanged refuses to change a draft that is not as the author saw it.
func unchanged(d models.Draft, revision int) error {
	switch {
	case d.State == models.DraftPublished:
		return models.Errorf(models.CodeConflict, "the draft is version %d of the bank now; open a new one", d.Version)
	case d.Revision != revision:
		return models.Errorf(models.CodeConflict, "the draft was changed meanwhile: it has revision %d now, yours is %d", d.Revision, revision)
	}
	return nil
}

// edited notes that somebody has written in the draft.
func edited(d *models.Draft, by models.AccountID) {
	d.Revision++
	d.State, d.Approvals, d.Reason = models.DraftWriting, []models.Approval{}, ""
	if !slices.Contains(d.EditedBy, by) {
		d.EditedBy = append(d.EditedBy, by)
	}
}

// SaveText is [Service.Save] for the text of the item's file. Problems say why
// it cannot be read; then nothing is stored.
func (s *Service) SaveText(ctx context.Context, by models.Person, id models.DraftID, revision int, text string) (models.Draft, []models.ItemProblem, error) {
	it, problems := s.cfg.Rules.Read([]byte(text))
	if problems != nil {
		return models.Draft{}, problems, mayWrite(by)
	}
	d, err := s.Save(ctx, by, id, revision, it)
	return d, nil, err
}

// Rebase notes that the author has taken over what changed in the bank since
// the draft was opened: it is made from the bank's current version now.
func (s *Service) Rebase(ctx context.Context, by models.Person, id models.DraftID, revision int) (models.Draft, error) {
	d, err := s.cfg.Drafts.Draft(ctx, id)
	if err != nil {
		return d, err
	}
	it, err := s.current(ctx, d.ItemID)
	if err != nil {
		return d, err
	}
	return s.update(ctx, by, id, models.VerbDraftSaved, func(d *models.Draft) error {
		if err := unchanged(*d, revision); err != nil {
			return err
		}
		if d.Base == 0 {
			return models.Errorf(models.CodeConflict, "the bank has another item %s now; give the new one another name", d.ItemID)
		}
		d.Base, d.Content.Version = it.Version, it.Version+1
		edited(d, by.ID)
		return nil
	})
}
