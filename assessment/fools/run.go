package fools

import (
	"math"
	"math/rand/v2"

	"suyang/assessment/item"
	"suyang/models"
)

// A fool is caught when the mean share of points is this far above chance:
// beyond what a bank of this size shows by accident, and enough to matter.
const (
	standardErrors = 3
	points         = 0.05
)

// fewParts is the smallest number of parts that tells a habit from accident.
const fewParts = 8

// draws is how many blind guesses a part gets. The mean over 50 parts is then
// known within 0.002.
const draws = 1000

// Result is how one fool did in one language.
type Result struct {
	Fool   string          `json:"fool"`
	Type   models.PartType `json:"type"` // of the parts the fool answers
	Locale models.Locale   `json:"locale"`
	Parts  int             `json:"parts"`
	Mean   float64         `json:"mean"`   // share of the points of a part, 0 to 1
	Chance float64         `json:"chance"` // the same of a blind guess
	SE     float64         `json:"se"`     // standard error of Mean over the parts: the larger of what is seen and what blind guesses give
	Caught bool            `json:"caught"` // scores above chance
}

// Run lets every fool sit all items in both languages. The seed decides the
// blind guesses; the rest is fixed. Items must have passed the check of the
// bank; an error is an answer that an item refuses.
func Run(items []models.Item, seed uint64) ([]Result, error) {
	guess := rand.New(rand.NewPCG(seed, 0))
	chances := map[string]luck{}
	for _, it := range items {
		for _, p := range it.Parts {
			c, err := luckOf(p, guess)
			if err != nil {
				return nil, err
			}
			chances[it.ID+"/"+p.ID] = c
		}
	}
	var results []Result
	for _, l := range models.Locales() {
		for _, f := range all() {
			r, err := sit(f, l, items, chances)
			if err != nil {
				return nil, err
			}
			if r.Parts > 0 {
				results = append(results, r)
			}
		}
	}
	return results, nil
}

// sit lets a fool answer every part of its type.
func sit(f fool, l models.Locale, items []models.Item, chances map[string]luck) (Result, error) {
	r := Result{Fool: f.name, Type: f.on, Locale: l}
	var gains []float64
	blindVariance := 0.0
	for _, it := range items {
		for _, p := range it.Parts {
			if p.Type != f.on {
				continue
			}
			answers := f.answers(task{it, p, l})
			if len(answers) == 0 {
				continue
			}
			got, err := mean(p, answers)
			if err != nil {
				return r, err
			}
			chance := chances[it.ID+"/"+p.ID]
			r.Parts++
			r.Mean += got
			r.Chance += chance.mean
			blindVariance += chance.varianceOf(len(answers), len(p.Options))
			gains = append(gains, got-chance.mean)
		}
	}
	if r.Parts == 0 {
		return r, nil
	}
	n := float64(r.Parts)
	r.Mean, r.Chance = r.Mean/n, r.Chance/n
	gain := r.Mean - r.Chance
	r.SE = max(standardError(gains, gain), math.Sqrt(blindVariance)/n)
	r.Caught = r.Parts >= fewParts && gain > points && gain > standardErrors*r.SE
	return r, nil
}

// standardError is that of the mean of the values.
func standardError(values []float64, mean float64) float64 {
	sum := 0.0
	for _, x := range values {
		sum += (x - mean) * (x - mean)
	}
	n := float64(len(values))
	return math.Sqrt(sum / max(1, n-1) / n)
}

// mean is the share of the points of a part that the answers get on average.
func mean(p models.Part, answers []models.PartAnswer) (float64, error) {
	sum := 0.0
	for _, a := range answers {
		score, err := item.Score(models.Item{Parts: []models.Part{p}}, models.Answer{Parts: map[string]models.PartAnswer{p.ID: a}})
		if err != nil {
			return 0, err
		}
		sum += float64(score.Points) / float64(max(1, p.Max))
	}
	return sum / float64(len(answers)), nil
}

// luck is what blind guesses get of a part: mean and variance of the share of
// points. A number or a text is not guessed blindly.
type luck struct{ mean, variance float64 }

func luckOf(p models.Part, guess *rand.Rand) (luck, error) {
	sum, squares := 0.0, 0.0
	for range draws {
		x, err := mean(p, []models.PartAnswer{blind(p, guess)})
		if err != nil {
			return luck{}, err
		}
		sum += x
		squares += x * x
	}
	m := sum / draws
	return luck{m, squares/draws - m*m}, nil
}

// varianceOf is the variance of the mean over m different answers, of n there
// are, that have nothing to do with the key: sampling without replacement.
func (l luck) varianceOf(m, n int) float64 {
	if m == 1 {
		return l.variance
	}
	return l.variance / float64(m) * float64(n-m) / float64(n-1)
}

// blind is a guess among all answers to the part.
func blind(p models.Part, guess *rand.Rand) models.PartAnswer {
	switch p.Type {
	case models.PartSingle:
		return choose(p.Options[guess.IntN(len(p.Options))])
	case models.PartMultiple:
		ticked := 1 + guess.IntN(1<<len(p.Options)-1) // a bit an option, at least one
		var options []models.Option
		for i, o := range p.Options {
			if ticked>>i&1 == 1 {
				options = append(options, o)
			}
		}
		return choose(options...)
	case models.PartOrdering:
		order := choose(p.Options...).Choices
		guess.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		return models.PartAnswer{Order: order}
	case models.PartMatching:
		return match(p, func(int) int { return guess.IntN(len(p.Targets)) })
	}
	return models.PartAnswer{}
}
