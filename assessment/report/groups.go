package report

import (
	"cmp"
	"maps"
	"slices"

	"suyang/assessment/item"
	"suyang/models"
)

// Belief is a misconception that answers of the class tell of.
type Belief struct {
	Misconception models.Misconception `json:"misconception"`
	Pupils        []models.AccountID   `json:"pupils"`
}

// Group is three to five pupils who can work on one thing together.
type Group struct {
	Misconception *models.Misconception `json:"misconception,omitempty"` // what they share; nil: a weak indicator
	Indicator     string                `json:"indicator"`               // code of what to work on
	Name          models.Text           `json:"name"`                    // of the indicator
	Pupils        []models.AccountID    `json:"pupils"`                  // neighbours in score
	Lesson        *Lesson               `json:"lesson,omitempty"`        // nil: none of the indicator
}

const smallest, largest = 3, 5

// cause is something that several pupils have in common.
type cause struct {
	misconception string // code; empty: a weak indicator
	cases         []sighting
}

// sighting is a pupil with the item that showed the cause in her first.
type sighting struct {
	by   sitting
	item models.Item
}

func (s sighting) pupil() models.AccountID { return s.by.trail.Session.LearnerID }

func pupils(cases []sighting) []models.AccountID {
	var out []models.AccountID
	for _, s := range cases {
		out = append(out, s.pupil())
	}
	return out
}

func (b Basis) beliefs(sittings []sitting) []Belief {
	var out []Belief
	for _, c := range misconceptions(sittings) {
		out = append(out, Belief{Misconception: b.misconception(c.misconception), Pupils: pupils(c.cases)})
	}
	return out
}

// groups puts pupils who share a misconception together, then those with the
// same weak indicator. Each pupil is in one group at most.
func (b Basis) groups(sittings []sitting) []Group {
	grouped := map[models.AccountID]bool{}
	out := b.gather(misconceptions(sittings), grouped)
	return append(out, b.gather(weaknesses(sittings), grouped)...)
}

// gather makes groups of those not yet grouped, of the cause that most of them
// have in common first.
func (b Basis) gather(causes []cause, grouped map[models.AccountID]bool) []Group {
	var out []Group
	for len(causes) > 0 {
		for i := range causes {
			causes[i].cases = slices.DeleteFunc(causes[i].cases, func(s sighting) bool { return grouped[s.pupil()] })
		}
		slices.SortStableFunc(causes, byFrequency)
		for _, cases := range split(causes[0].cases) {
			out = append(out, b.group(causes[0].misconception, cases))
			for _, s := range cases {
				grouped[s.pupil()] = true
			}
		}
		causes = causes[1:]
	}
	return out
}

// group is made of the cases; they work on the indicator that most of them
// missed.
func (b Basis) group(misconception string, cases []sighting) Group {
	missed := mode(cases, func(s sighting) string { return s.item.Indicator })
	var named []string
	for _, s := range cases {
		if s.item.Indicator == missed {
			named = append(named, s.item.Lessons...)
		}
	}
	g := Group{
		Indicator: missed, Name: b.node(missed).Name, Pupils: pupils(cases),
		Lesson: b.lesson(named, missed, cases[0].by.stage),
	}
	if misconception != "" {
		m := b.misconception(misconception)
		g.Misconception = &m
	}
	return g
}

// mode is the most frequent property, of equals the first in alphabet.
func mode(cases []sighting, property func(sighting) string) string {
	count := map[string]int{}
	for _, s := range cases {
		count[property(s)]++
	}
	best := ""
	for _, value := range slices.Sorted(maps.Keys(count)) {
		if count[value] > count[best] {
			best = value
		}
	}
	return best
}

// split parts cases into groups of three to five, neighbours in score together.
// Of fewer than three it makes none.
func split(cases []sighting) [][]sighting {
	sorted := slices.SortedStableFunc(slices.Values(cases), func(x, y sighting) int {
		return cmp.Compare(x.by.trail.Session.Theta, y.by.trail.Session.Theta)
	})
	n := len(sorted)
	if n < smallest {
		return nil
	}
	parts := (n + largest - 1) / largest
	var out [][]sighting
	for i := range parts {
		out = append(out, sorted[i*n/parts:(i+1)*n/parts])
	}
	return out
}

// misconceptions lists what wrong answers tell of, the most frequent first.
func misconceptions(sittings []sitting) []cause {
	found := map[string]*cause{}
	for _, s := range sittings {
		for _, o := range s.seen {
			for _, code := range item.Misconceptions(o.item, o.resp.Answer) {
				collect(found, code, cause{misconception: code}, sighting{by: s, item: o.item})
			}
		}
	}
	return ranked(found)
}

// weaknesses lists the indicators on which pupils lost points and deviate
// downwards, the most frequent first.
func weaknesses(sittings []sitting) []cause {
	found := map[string]*cause{}
	for _, s := range sittings {
		for _, o := range s.seen {
			code := o.item.Indicator
			if !o.resp.Score.Full() && deviate([]evidence{s.evidence(code)}, indicatorSD).mean < 0 {
				collect(found, code, cause{}, sighting{by: s, item: o.item})
			}
		}
	}
	return ranked(found)
}

// collect adds a case to the cause with the code, each pupil once.
func collect(found map[string]*cause, code string, fresh cause, s sighting) {
	if found[code] == nil {
		found[code] = &fresh
	}
	c := found[code]
	if !slices.Contains(pupils(c.cases), s.pupil()) {
		c.cases = append(c.cases, s)
	}
}

func ranked(found map[string]*cause) []cause {
	var out []cause
	for _, code := range slices.Sorted(maps.Keys(found)) {
		out = append(out, *found[code])
	}
	slices.SortStableFunc(out, byFrequency)
	return out
}

func byFrequency(x, y cause) int { return len(y.cases) - len(x.cases) }
