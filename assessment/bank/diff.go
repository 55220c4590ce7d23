package bank

import (
	"context"

	"suyang/models"
	"suyang/models/field"
)

// Diff lists the fields in which two versions of an item differ, in their
// order: those of the new version, then those that only the old one has.
// Entries of lists are known by their ids, so that an option that changes its
// place is not another option. The versions' numbers do not count.
func Diff(old, changed models.Item) []models.Change {
	old.Version = changed.Version
	before, kept := map[string]field.Leaf{}, map[string]bool{}
	for _, leaf := range field.Leaves(old) {
		before[address(leaf)] = leaf
	}
	changes := []models.Change{}
	for _, leaf := range field.Leaves(changed) {
		was, there := before[address(leaf)]
		kept[address(leaf)] = true
		switch {
		case !there && leaf.Value != "":
			changes = append(changes, models.Change{Path: leaf.Path, New: whole(leaf.Value)})
		case there && was.Value != leaf.Value:
			c := models.Change{Path: leaf.Path}
			c.Old, c.New = marked(was.Value, leaf.Value)
			changes = append(changes, c)
		}
	}
	for _, leaf := range field.Leaves(old) {
		if !kept[address(leaf)] && leaf.Value != "" {
			changes = append(changes, models.Change{Path: leaf.Path, Old: whole(leaf.Value)})
		}
	}
	return changes
}

// address tells fields apart across versions.
func address(leaf field.Leaf) string {
	if leaf.Order {
		return leaf.Key + "[]"
	}
	return leaf.Key
}

func whole(value string) []models.Span { return []models.Span{{Text: value, Marked: true}} }

// Compare lists the fields in which two versions of an item of the bank differ.
func (s *Service) Compare(ctx context.Context, item string, from, to int) ([]models.Change, error) {
	a, err := s.cfg.Items.ItemVersion(ctx, item, from)
	if err != nil {
		return nil, err
	}
	b, err := s.cfg.Items.ItemVersion(ctx, item, to)
	if err != nil {
		return nil, err
	}
	return Diff(a, b), nil
}

// Changes lists what a draft changes in the version it was made from; of a new
// item that is everything.
func (s *Service) Changes(ctx context.Context, d models.Draft) ([]models.Change, error) {
	if d.Base == 0 {
		return Diff(models.Item{}, d.Content), nil
	}
	base, err := s.cfg.Items.ItemVersion(ctx, d.ItemID, d.Base)
	return Diff(base, d.Content), err
}
