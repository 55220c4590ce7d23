package item

import (
	"math"

	"suyang/irt"
	"suyang/models"
)

// IRT gives the item's response function; the category of a response is its
// points. An unknown model becomes one that Validate refuses.
func IRT(it models.Item) irt.Item {
	p := it.Parameters
	model := irt.GPCM
	if p.Model != "" {
		var err error
		if model, err = irt.ParseModel(p.Model); err != nil {
			model = unknown
		}
	}
	return irt.Item{ID: it.ID, Model: model, A: p.A, B: p.B, C: p.C, U: p.U}
}

const unknown irt.Model = math.MaxUint8

// Calibrated gives the item with the parameters that a calibration found.
// source names the calibration.
func Calibrated(it models.Item, found irt.Item, source string) (models.Item, error) {
	model := found.Model.String()
	switch found.Model {
	case irt.Rasch, irt.OnePL:
		model = irt.TwoPL.String()
	case irt.GPCM, irt.PCM, irt.RSM:
		model = "" // the default
	case irt.NRM:
		return it, models.Errorf(models.CodeInvalid, "item %s is calibrated by the nominal model, whose categories have no order; calibrate it by gpcm or grm", it)
	}
	it.Parameters = models.Parameters{Model: model, A: found.A, B: found.B, C: found.C, U: found.U, Source: source}
	if n := len(found.B); n != it.Max() {
		return it, models.Errorf(models.CodeInvalid, "item %s has %d thresholds for %d points; were all points observed?", it, n, it.Max())
	}
	if found.A < 0 {
		return it, models.Errorf(models.CodeInvalid, "item %s has the slope %.3g: pupils who know more score lower; check its key", it, found.A)
	}
	if err := IRT(it).Validate(); err != nil {
		return it, models.Errorf(models.CodeInvalid, "item %s: %w", it, err)
	}
	return it, nil
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
