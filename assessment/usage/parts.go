package usage

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"suyang/assessment/item"
	"suyang/models"
)

// Part is how one part was answered.
type Part struct {
	ID      string   `json:"id"`
	P       float64  `json:"p"` // mean share of points
	Answers []Answer `json:"answers"`
}

// Answer is an option that was chosen, a pair or an order that was made, or a
// number that was typed.
type Answer struct {
	Name   string    `json:"name"` // id of the option, "option=target", ids in order, or the number
	Key    bool      `json:"key"`
	Share  float64   `json:"share"`  // of those who answered the item
	Rest   float64   `json:"rest"`   // correlation of giving it with the ability by the other answers
	Groups []float64 `json:"groups"` // share in each group by ability: the distractor's curve
}

// most is how many orders and numbers are listed, the most frequent first.
const most = 6

func parts(it models.Item, sittings []Sitting) []Part {
	out := make([]Part, len(it.Parts))
	for i, p := range it.Parts {
		out[i] = Part{ID: p.ID}
		for _, x := range sittings {
			if i < len(x.Response.Score.Parts) {
				out[i].P += float64(x.Response.Score.Parts[i].Points) / float64(p.Max*len(sittings))
			}
		}
		out[i].Answers = answers(p, sittings)
	}
	return out
}

// answers are what was given for a part. Short texts have no list: they are
// coded, not counted.
func answers(p models.Part, sittings []Sitting) []Answer {
	given := make([][]string, len(sittings))
	counts := map[string]int{}
	for i, x := range sittings {
		given[i] = names(p, x.Response.Answer.Parts[p.ID])
		for _, name := range given[i] {
			counts[name]++
		}
	}
	var out []Answer
	for _, name := range listed(p, counts) {
		out = append(out, answer(name, slices.Contains(names(p, item.Key(p)), name), given, sittings))
	}
	return out
}

// names are what an answer consists of.
func names(p models.Part, a models.PartAnswer) []string {
	switch p.Type {
	case models.PartOrdering:
		if len(a.Order) > 0 {
			return []string{strings.Join(a.Order, " ")}
		}
		return nil
	case models.PartMatching:
		var pairs []string
		for _, option := range slices.Sorted(maps.Keys(a.Pairs)) {
			pairs = append(pairs, option+"="+a.Pairs[option])
		}
		return pairs
	case models.PartNumeric:
		if a.Number != "" {
			return []string{typed(p, a.Number)}
		}
		return nil
	case models.PartShort:
		return nil
	}
	return a.Choices
}

// typed writes a number one way, however it was typed.
func typed(p models.Part, number string) string {
	value, err := item.ParseNumber(number, p.Numeric.Unit)
	if err != nil {
		return number
	}
	return item.Key(models.Part{Type: models.PartNumeric, Numeric: &models.Numeric{Value: value}}).Number
}

// listed are the answers to tell of: all options, and of answers without end
// the key and the most frequent.
func listed(p models.Part, counts map[string]int) []string {
	if p.Type == models.PartSingle || p.Type == models.PartMultiple {
		var ids []string
		for _, o := range p.Options {
			ids = append(ids, o.ID)
		}
		return ids
	}
	byCount := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
	if p.Type != models.PartMatching && len(byCount) > most {
		byCount = byCount[:most]
	}
	for _, name := range names(p, item.Key(p)) {
		if !slices.Contains(byCount, name) {
			byCount = append(byCount, name)
		}
	}
	return byCount
}

// answer is how often and by whom one answer was given.
func answer(name string, key bool, given [][]string, sittings []Sitting) Answer {
	chosen, rest := make([]float64, len(sittings)), make([]float64, len(sittings))
	for i, x := range sittings {
		rest[i] = x.Rest
		if slices.Contains(given[i], name) {
			chosen[i] = 1
		}
	}
	a := Answer{Name: name, Key: key, Share: mean(chosen), Rest: correlation(chosen, rest)}
	cuts := bounds(len(sittings))
	for i := 1; i < len(cuts); i++ {
		a.Groups = append(a.Groups, mean(chosen[cuts[i-1]:cuts[i]]))
	}
	return a
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
