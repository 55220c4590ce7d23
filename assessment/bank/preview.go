package bank

import (
	"fmt"
	"slices"

	"suyang/assessment/item"
	"suyang/models"
)

// previewSeed shuffles options in previews, the same way each time.
const previewSeed = 1

// View is an item as a pupil would see it. It refuses an item whose key does
// not fit its type: such a one can be neither shown nor scored.
func View(it models.Item, l models.Locale) (models.ItemView, error) {
	if err := playable(it); err != nil {
		return models.ItemView{}, err
	}
	return item.View(it, l, previewSeed), nil
}

// Try scores an answer and keeps nothing.
func Try(it models.Item, a models.Answer) (models.ItemScore, error) {
	if err := playable(it); err != nil {
		return models.ItemScore{}, err
	}
	return item.Score(it, a)
}

func playable(it models.Item) error {
	if len(it.Parts) == 0 {
		return models.Invalid("parts", "the item has no parts yet")
	}
	for i, p := range it.Parts {
		ids := make([]string, len(p.Options))
		for j, o := range p.Options {
			ids[j] = o.ID
		}
		slices.Sort(ids)
		order := slices.Sorted(slices.Values(p.Order))
		switch {
		case p.Type == models.PartNumeric && p.Numeric == nil,
			(p.Type == models.PartShort || p.Rule == models.RuleRubric) && p.Rubric == nil,
			p.Type == models.PartOrdering && !slices.Equal(ids, order),
			len(slices.Compact(slices.Clone(ids))) != len(ids):
			return models.Invalid(fmt.Sprintf("parts[%d]", i), "the key does not fit the type yet")
		}
	}
	return nil
}
