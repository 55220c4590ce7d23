package item

import (
	"strconv"

	"suyang/models"
)

// Key is the answer to a part that earns all its points. A short text has
// none.
func Key(p models.Part) models.PartAnswer {
	switch p.Type {
	case models.PartOrdering:
		return models.PartAnswer{Order: p.Order}
	case models.PartMatching:
		pairs := map[string]string{}
		for _, o := range p.Options {
			pairs[o.ID] = o.Target
		}
		return models.PartAnswer{Pairs: pairs}
	case models.PartNumeric:
		return models.PartAnswer{Number: strconv.FormatFloat(p.Numeric.Value, 'f', -1, 64)}
	case models.PartShort:
		return models.PartAnswer{}
	}
	var choices []string
	for _, o := range p.Options {
		if o.Correct {
			choices = append(choices, o.ID)
		}
	}
	return models.PartAnswer{Choices: choices}
}
