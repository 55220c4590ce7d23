package item

import (
	"suyang/irt"
	"suyang/models"
)

// IRT gives the item's parameters under the generalised partial credit model,
// one threshold a score point; the category of a response is its points.
func IRT(it models.Item) irt.Item {
	return irt.Item{ID: it.ID, Model: irt.GPCM, A: it.Parameters.A, B: it.Parameters.B}
}

// Deliverable reports why an item cannot be used in a test: a part without what
// its type needs, parameters that are not admissible or do not fit its points.
func Deliverable(it models.Item) error {
	for _, p := range it.Parts {
		if !complete(p) {
			return models.Errorf(models.CodeInternal, "item %s cannot be scored: part %s lacks the key of its type %s", it, p.ID, p.Type)
		}
	}
	if n := len(it.Parameters.B); n != it.Max() {
		return models.Errorf(models.CodeInternal, "item %s has %d thresholds for %d points; correct its parameters.b", it, n, it.Max())
	}
	if err := IRT(it).Validate(); err != nil {
		return models.Errorf(models.CodeInternal, "item %s cannot be scaled: %w", it, err)
	}
	return nil
}

func complete(p models.Part) bool {
	switch p.Type {
	case models.PartOrdering:
		return len(p.Order) == len(p.Options) && p.Rule != models.RuleRubric
	case models.PartNumeric:
		return p.Numeric != nil && p.Rule != models.RuleRubric
	case models.PartShort:
		return p.Rubric != nil && p.Rule == models.RuleRubric
	}
	return p.Rule != models.RuleRubric
}
