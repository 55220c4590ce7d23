package fools

import (
	"slices"

	"suyang/models"
)

// choose is the answer that ticks options.
func choose(options ...models.Option) models.PartAnswer {
	ids := make([]string, len(options))
	for i, o := range options {
		ids[i] = o.ID
	}
	return models.PartAnswer{Choices: ids}
}

// byPlace takes the option at a place from 0, where there is one.
func byPlace(place int) func(task) []models.PartAnswer {
	return func(t task) []models.PartAnswer {
		if place >= len(t.part.Options) {
			return nil
		}
		return []models.PartAnswer{choose(t.part.Options[place])}
	}
}

func lastPlace(t task) []models.PartAnswer { return byPlace(len(t.part.Options) - 1)(t) }

// measure says how much an option has of what a fool looks for.
type measure func(t task, o models.Option) float64

// less looks for as little as possible.
func less(m measure) measure { return func(t task, o models.Option) float64 { return -m(t, o) } }

// choice takes the options that have the most, unless all have the same.
func choice(m measure) func(task) []models.PartAnswer {
	return func(t task) []models.PartAnswer {
		best := leaders(t, m)
		if len(best) == len(t.part.Options) {
			return nil
		}
		answers := make([]models.PartAnswer, len(best))
		for i, o := range best {
			answers[i] = choose(o)
		}
		return answers
	}
}

func leaders(t task, m measure) []models.Option {
	var best []models.Option
	most := 0.0
	for _, o := range t.part.Options {
		switch x := m(t, o); {
		case best == nil || x > most:
			best, most = []models.Option{o}, x
		case x == most:
			best = append(best, o)
		}
	}
	return best
}

// middleNumber takes the option whose first number is the median, where every
// option has one.
func middleNumber(t task) []models.PartAnswer {
	type numbered struct {
		option models.Option
		number float64
	}
	var list []numbered
	for _, o := range t.part.Options {
		found := numbers(o.Text.In(t.locale))
		if len(found) == 0 {
			return nil
		}
		list = append(list, numbered{o, found[0]})
	}
	slices.SortStableFunc(list, func(a, b numbered) int {
		switch {
		case a.number < b.number:
			return -1
		case a.number > b.number:
			return 1
		}
		return 0
	})
	n := len(list)
	answers := []models.PartAnswer{choose(list[(n-1)/2].option)}
	if n%2 == 0 {
		answers = append(answers, choose(list[n/2].option))
	}
	return answers
}

func everything(t task) []models.PartAnswer { return []models.PartAnswer{choose(t.part.Options...)} }

func nothing(task) []models.PartAnswer { return []models.PartAnswer{{}} }

func longestHalf(t task) []models.PartAnswer {
	sorted := slices.Clone(t.part.Options)
	slices.SortStableFunc(sorted, func(a, b models.Option) int { return int(length(t, b) - length(t, a)) })
	return []models.PartAnswer{choose(sorted[:(len(sorted)+1)/2]...)}
}

func firstHalf(t task) []models.PartAnswer {
	return []models.PartAnswer{choose(t.part.Options[:(len(t.part.Options)+1)/2]...)}
}
