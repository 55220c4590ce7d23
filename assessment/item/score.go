package item

import (
	"math"
	"slices"

	"suyang/models"
)

// Score gives the points of an answer. An omitted part has none. The points of
// a short text are provisional: found by rule, to be confirmed or replaced by a
// human coder. A malformed answer is refused as by [Check].
func Score(it models.Item, a models.Answer) (models.ItemScore, error) {
	if err := Check(it, a); err != nil {
		return models.ItemScore{}, err
	}
	score := models.ItemScore{Max: it.Max()}
	for _, p := range it.Parts {
		part := scorePart(p, a.Parts[p.ID])
		score.Points += part.Points
		score.Parts = append(score.Parts, part)
	}
	return score, nil
}

func scorePart(p models.Part, a models.PartAnswer) models.PartScore {
	score := models.PartScore{PartID: p.ID, Max: p.Max}
	switch {
	case a.Omitted():
	case p.Rule == models.RuleRubric:
		score.Points = min(rubricPoints(*p.Rubric, a.Text), p.Max)
		score.Provisional = true
	default:
		score.Points = compare(p, a).points(p)
	}
	return score
}

// deviation is how far an answer is from the key.
type deviation struct {
	wrong   int  // choices, pairs or places that are not the key's
	missing int  // choices or pairs of the key that are not there
	swap    bool // ordering: nothing but one pair of neighbours swapped
}

func (d deviation) points(p models.Part) int {
	switch {
	case d.wrong == 0 && d.missing == 0:
		return p.Max
	case p.Rule == models.RuleOneError && d.wrong+d.missing == 1,
		p.Rule == models.RuleOneOmission && d.wrong == 0 && d.missing == 1,
		p.Rule == models.RuleAdjacentSwap && d.swap:
		return p.Max - 1
	}
	return 0
}

func compare(p models.Part, a models.PartAnswer) deviation {
	switch p.Type {
	case models.PartOrdering:
		return compareOrder(p.Order, a.Order)
	case models.PartMatching:
		return comparePairs(p.Options, a.Pairs)
	case models.PartNumeric:
		return compareNumber(*p.Numeric, a.Number)
	default:
		return compareChoices(p.Options, a.Choices)
	}
}

func compareChoices(options []models.Option, choices []string) (d deviation) {
	for _, o := range options {
		switch chosen := slices.Contains(choices, o.ID); {
		case chosen && !o.Correct:
			d.wrong++
		case o.Correct && !chosen:
			d.missing++
		}
	}
	return d
}

func compareOrder(key, order []string) (d deviation) {
	first := -1
	for i, id := range order {
		if id != key[i] {
			d.wrong++
			if first < 0 {
				first = i
			}
		}
	}
	d.swap = d.wrong == 2 && order[first+1] == key[first] // two misplaced cards have each other's place
	return d
}

func comparePairs(options []models.Option, pairs map[string]string) (d deviation) {
	for _, o := range options {
		switch target, paired := pairs[o.ID]; {
		case target == o.Target:
		case paired:
			d.wrong++
		default:
			d.missing++
		}
	}
	return d
}

func compareNumber(key models.Numeric, number string) deviation {
	value, err := ParseNumber(number, key.Unit)
	if err != nil || !near(value, key.Value, key.Tolerance) {
		return deviation{wrong: 1, missing: 1}
	}
	return deviation{}
}

// near allows for the rounding of decimals in binary: 3.7 is within 0.1 of 3.6.
func near(x, value, tolerance float64) bool {
	const rounding = 1e-9
	return math.Abs(x-value) <= tolerance+rounding*max(1, math.Abs(value))
}
