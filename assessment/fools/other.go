package fools

import (
	"slices"
	"strconv"

	"suyang/models"
	"suyang/models/screen"
)

func asWritten(t task) []models.PartAnswer {
	return []models.PartAnswer{{Order: choose(t.part.Options...).Choices}}
}

func backwards(t task) []models.PartAnswer {
	order := choose(t.part.Options...).Choices
	slices.Reverse(order)
	return []models.PartAnswer{{Order: order}}
}

func allToFirst(t task) []models.PartAnswer {
	return []models.PartAnswer{match(t.part, func(int) int { return 0 })}
}

// rowByRow matches the first option to the first target, and so on, beginning
// again when the targets end.
func rowByRow(t task) []models.PartAnswer {
	return []models.PartAnswer{match(t.part, func(i int) int { return i % len(t.part.Targets) })}
}

// match matches each option to the target at the place that target gives.
func match(p models.Part, target func(option int) int) models.PartAnswer {
	pairs := map[string]string{}
	for i, o := range p.Options {
		pairs[o.ID] = p.Targets[target(i)].ID
	}
	return models.PartAnswer{Pairs: pairs}
}

func firstNumber(t task) []models.PartAnswer {
	found := numbers(screen.Plain(t.item.Stimulus.In(t.locale)))
	if len(found) == 0 {
		return nil
	}
	return []models.PartAnswer{number(found[0])}
}

func largestNumber(t task) []models.PartAnswer {
	found := numbers(screen.Plain(t.item.Stimulus.In(t.locale)))
	if len(found) == 0 {
		return nil
	}
	return []models.PartAnswer{number(slices.Max(found))}
}

func number(x float64) models.PartAnswer {
	return models.PartAnswer{Number: strconv.FormatFloat(x, 'f', -1, 64)}
}

func copiesStimulus(t task) []models.PartAnswer {
	return copies(t, screen.Plain(t.item.Stimulus.In(t.locale)))
}

func copiesPrompt(t task) []models.PartAnswer { return copies(t, t.part.Prompt.In(t.locale)) }

// copies writes the text down as far as there is room.
func copies(t task, text string) []models.PartAnswer {
	letters := []rune(text)
	return []models.PartAnswer{{Text: string(letters[:min(len(letters), t.part.Rubric.MaxChars)])}}
}
