package bank

import (
	"context"

	"suyang/models"
)

// Entry is an item of the bank with what belongs to it.
type Entry struct {
	Item     models.Item                 `json:"item"`
	Versions []Version                   `json:"versions"` // the newest first
	Open     *models.Draft               `json:"open"`     // nil: none
	Comments []models.Comment            `json:"comments"` // the oldest first
	Problems []models.ItemProblem        `json:"problems"`
	Names    map[models.AccountID]string `json:"names"` // of everybody in it
}

// Version is a version of an item with the draft it was made of.
type Version struct {
	models.ItemVersion
	Draft *models.Draft `json:"draft,omitempty"` // nil: it came from files
}

// Entry returns an item as it is in the bank, or was in a version; 0 is the
// current one.
func (s *Service) Entry(ctx context.Context, id string, version int) (e Entry, err error) {
	versions, err := s.cfg.Items.ItemVersions(ctx, id)
	if err != nil {
		return e, err
	}
	if len(versions) == 0 {
		return e, models.NotFound("item")
	}
	if version == 0 {
		version = versions[0].Version
	}
	if e.Item, err = s.cfg.Items.ItemVersion(ctx, id, version); err != nil {
		return e, err
	}
	if e.Comments, err = s.cfg.Comments.Comments(ctx, id); err != nil {
		return e, err
	}
	if e.Problems, err = s.Check(ctx, e.Item); err != nil {
		return e, err
	}
	return e, s.history(ctx, &e, versions)
}

// history adds the versions with the drafts they were made of.
func (s *Service) history(ctx context.Context, e *Entry, versions []models.ItemVersion) error {
	drafts, err := s.cfg.Drafts.Drafts(ctx, models.DraftFilter{ItemID: e.Item.ID})
	if err != nil {
		return err
	}
	made := map[models.DraftID]*models.Draft{}
	var people []models.AccountID
	for i, d := range drafts {
		made[d.ID] = &drafts[i]
		people = append(people, involved(d)...)
		if d.State.Open() {
			e.Open = &drafts[i]
		}
	}
	for _, v := range versions {
		e.Versions = append(e.Versions, Version{ItemVersion: v, Draft: made[v.DraftID]})
	}
	e.Names, err = s.cfg.People.Names(ctx, people)
	return err
}

// involved are the people who have written in a draft or approved it.
func involved(d models.Draft) []models.AccountID {
	people := append([]models.AccountID(nil), d.EditedBy...)
	for _, a := range d.Approvals {
		people = append(people, a.By)
	}
	return people
}

// Sheet is a draft with what belongs to it.
type Sheet struct {
	Draft    models.Draft                `json:"draft"`
	Current  int                         `json:"current"` // version of the bank; 0: the item is new
	Changes  []models.Change             `json:"changes"` // from the version the draft was made from
	Moved    []models.Change             `json:"moved"`   // in the bank since then
	Comments []models.Comment            `json:"comments"`
	Problems []models.ItemProblem        `json:"problems"`
	Names    map[models.AccountID]string `json:"names"`
}

// Sheet returns a draft.
func (s *Service) Sheet(ctx context.Context, id models.DraftID) (Sheet, error) {
	d, err := s.cfg.Drafts.Draft(ctx, id)
	if err != nil {
		return Sheet{}, err
	}
	sheet := Sheet{Draft: d}
	if sheet.Changes, err = s.Changes(ctx, d); err != nil {
		return sheet, err
	}
	if sheet.Comments, err = s.cfg.Comments.Comments(ctx, d.ItemID); err != nil {
		return sheet, err
	}
	if sheet.Problems, err = s.Check(ctx, d.Content); err != nil {
		return sheet, err
	}
	if sheet.Names, err = s.cfg.People.Names(ctx, involved(d)); err != nil {
		return sheet, err
	}
	return sheet, s.since(ctx, &sheet)
}

// since adds what has changed in the bank since the draft was made.
func (s *Service) since(ctx context.Context, sheet *Sheet) error {
	versions, err := s.cfg.Items.ItemVersions(ctx, sheet.Draft.ItemID)
	if err != nil || len(versions) == 0 {
		return err
	}
	sheet.Current = versions[0].Version
	if base := sheet.Draft.Base; base > 0 && base != sheet.Current && sheet.Draft.State != models.DraftPublished {
		sheet.Moved, err = s.Compare(ctx, sheet.Draft.ItemID, base, sheet.Current)
	}
	return err
}

// Version returns an item as it was in a version.
func (s *Service) Version(ctx context.Context, id string, version int) (models.Item, error) {
	return s.cfg.Items.ItemVersion(ctx, id, version)
}

// Draft returns a draft alone.
func (s *Service) Draft(ctx context.Context, id models.DraftID) (models.Draft, error) {
	return s.cfg.Drafts.Draft(ctx, id)
}

// Drafts lists the drafts that pass the filter, the last changed first.
func (s *Service) Drafts(ctx context.Context, f models.DraftFilter) ([]models.Draft, error) {
	return s.cfg.Drafts.Drafts(ctx, f)
}
