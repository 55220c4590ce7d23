package report

import (
	"slices"

	"suyang/models"
)

// Basis is what results are read against.
type Basis struct {
	Framework      []models.Node
	Items          []models.Item // every version that a trail names
	Forms          []models.Form // of the trails
	Metric         models.Metric
	Levels         []models.Level         // ascending
	Misconceptions []models.Misconception // may be empty
	Lessons        []models.Lesson        // to suggest; may be empty
}

// stage is that of the form, by which the session was scored.
func (b Basis) stage(s models.Session) models.Stage {
	for _, f := range b.Forms {
		if f.ID == s.FormID {
			return f.Stage
		}
	}
	return ""
}

func (b Basis) item(r models.Response) (models.Item, bool) {
	i := slices.IndexFunc(b.Items, func(it models.Item) bool {
		return it.ID == r.ItemID && it.Version == r.ItemVersion
	})
	if i < 0 {
		return models.Item{}, false
	}
	return b.Items[i], true
}

// dimensions and indicators that a test of the stage can measure, in the order
// of the framework.
func (b Basis) dimensions() []models.Node {
	return b.nodes(func(n models.Node) bool { return n.Level == 1 })
}

func (b Basis) indicators(s models.Stage) []models.Node {
	return b.nodes(func(n models.Node) bool { return n.Level == 3 && n.Tested && slices.Contains(n.Stages, s) })
}

func (b Basis) nodes(keep func(models.Node) bool) []models.Node {
	var out []models.Node
	for _, n := range b.Framework {
		if keep(n) {
			out = append(out, n)
		}
	}
	return out
}

func (b Basis) node(code string) models.Node {
	for _, n := range b.Framework {
		if n.Code == code {
			return n
		}
	}
	return models.Node{Code: code}
}

func (b Basis) misconception(code string) models.Misconception {
	for _, m := range b.Misconceptions {
		if m.Code == code {
			return m
		}
	}
	return models.Misconception{Code: code}
}

// Lesson is a micro-lesson that a report suggests.
type Lesson struct {
	ID      string      `json:"id"`
	Title   models.Text `json:"title"`
	Minutes int         `json:"minutes"`
}

// lesson suggests one of the lessons an item names, or else one of the
// indicator, of the stage if there is one; nil if there is none.
func (b Basis) lesson(named []string, indicator string, s models.Stage) *Lesson {
	best, bestRank := -1, 0
	for i, l := range b.Lessons {
		rank := 0
		switch {
		case slices.Contains(named, l.ID):
			rank = 3
		case l.Indicator == indicator && l.Stage == s:
			rank = 2
		case l.Indicator == indicator:
			rank = 1
		}
		if rank > bestRank {
			best, bestRank = i, rank
		}
	}
	if best < 0 {
		return nil
	}
	l := b.Lessons[best]
	return &Lesson{ID: l.ID, Title: l.Title, Minutes: l.Minutes}
}
