package demo

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"suyang/models"
)

// answerFor composes an answer to the item that earns the given points, as a
// pupil might give it: the points fall on parts by chance, and what is wrong is
// one of the wrong options or near misses the author thought of.
//
// Each score is reached that the rules of the parts allow.
func answerFor(rng *rand.Rand, it models.Item, points int) models.Answer {
	answer := models.Answer{Parts: map[string]models.PartAnswer{}}
	for _, i := range rng.Perm(len(it.Parts)) {
		part := it.Parts[i]
		earned := min(points, part.Max)
		if part.Rule == models.RuleExact && earned < part.Max {
			earned = 0
		}
		points -= earned
		answer.Parts[part.ID] = partAnswer(rng, part, earned)
	}
	return answer
}

func partAnswer(rng *rand.Rand, p models.Part, points int) models.PartAnswer {
	errors := 0 // that cost all points
	switch {
	case points == p.Max:
	case points > 0:
		errors = 1
	default:
		errors = 2
	}
	switch p.Type {
	case models.PartSingle:
		return models.PartAnswer{Choices: []string{chooseOne(rng, p, errors == 0)}}
	case models.PartMultiple:
		return models.PartAnswer{Choices: chooseMany(rng, p, errors)}
	case models.PartOrdering:
		return models.PartAnswer{Order: reorder(rng, p.Order, errors)}
	case models.PartMatching:
		return models.PartAnswer{Pairs: pairUp(rng, p, errors)}
	case models.PartNumeric:
		return models.PartAnswer{Number: number(rng, p.Numeric, errors == 0)}
	}
	return models.PartAnswer{Text: write(rng, p.Rubric, points)}
}

func chooseOne(rng *rand.Rand, p models.Part, right bool) string {
	var fitting []string
	for _, o := range p.Options {
		if o.Correct == right {
			fitting = append(fitting, o.ID)
		}
	}
	return fitting[rng.IntN(len(fitting))]
}

// chooseMany gives the key with as many choices left out as there are errors;
// when the key is too short for that, wrong ones are added.
func chooseMany(rng *rand.Rand, p models.Part, errors int) []string {
	var right, wrong []string
	for _, o := range p.Options {
		if o.Correct {
			right = append(right, o.ID)
		} else {
			wrong = append(wrong, o.ID)
		}
	}
	rng.Shuffle(len(right), func(i, j int) { right[i], right[j] = right[j], right[i] })
	left := min(errors, len(right)-1)
	chosen := append(slices.Clone(right[left:]), wrong[:min(errors-left, len(wrong))]...)
	slices.Sort(chosen)
	return chosen
}

func reorder(rng *rand.Rand, key []string, errors int) []string {
	order := slices.Clone(key)
	switch errors {
	case 1:
		i := rng.IntN(len(order) - 1)
		order[i], order[i+1] = order[i+1], order[i]
	case 2:
		slices.Reverse(order)
	}
	return order
}

func pairUp(rng *rand.Rand, p models.Part, errors int) map[string]string {
	pairs := map[string]string{}
	for i, j := range rng.Perm(len(p.Options)) {
		target := p.Options[j].Target
		if i < errors {
			target = otherTarget(p, target)
		}
		pairs[p.Options[j].ID] = target
	}
	return pairs
}

func otherTarget(p models.Part, not string) string {
	for _, t := range p.Targets {
		if t.ID != not {
			return t.ID
		}
	}
	return not
}

func number(rng *rand.Rand, n *models.Numeric, right bool) string {
	value := n.Value
	if !right {
		value += n.Tolerance + 1
		if len(n.Misses) > 0 {
			value = n.Misses[rng.IntN(len(n.Misses))].Value
		}
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// write names elements of the rubric in Chinese until the points are reached.
func write(rng *rand.Rand, r *models.Rubric, points int) string {
	var phrases []string
	for _, i := range rng.Perm(len(r.Elements)) {
		if e := r.Elements[i]; e.Points <= points {
			points -= e.Points
			phrases = append(phrases, e.AnyOf[slices.IndexFunc(e.AnyOf, isChinese)])
		}
	}
	if len(phrases) == 0 {
		return "我不太清楚。"
	}
	return "我会写清楚：" + strings.Join(phrases, "、") + "。"
}

func isChinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
