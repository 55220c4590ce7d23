package bank

import (
	"context"
	"slices"
	"strings"

	"suyang/models"
)

// Filter narrows the list of the bank. Empty fields do not filter.
type Filter struct {
	Stage     models.Stage // also of items linked to it
	Indicator string
	Pool      models.Pool
	Family    string
	Text      string            // part of an id, a title, a stimulus or a prompt, in either language
	State     models.DraftState // of the item's open draft
	Drafted   bool              // only items with an open draft
	Problems  bool              // only items that the rules find something wrong in
}

// Row is one item of the list.
type Row struct {
	Item     models.Item          `json:"item"`
	Draft    *models.Draft        `json:"draft,omitempty"`    // open one; nil: none
	Problems []models.ItemProblem `json:"problems,omitempty"` // when the filter asks for them
}

// List returns the bank's items that pass the filter, by id.
func (s *Service) List(ctx context.Context, f Filter) ([]Row, error) {
	items, err := s.cfg.Items.Items(ctx)
	if err != nil {
		return nil, err
	}
	drafts, err := s.cfg.Drafts.Drafts(ctx, models.DraftFilter{Open: true})
	if err != nil {
		return nil, err
	}
	open := map[string]*models.Draft{}
	for i, d := range drafts {
		open[d.ItemID] = &drafts[i]
	}
	rows := []Row{}
	for _, it := range items {
		row := Row{Item: it, Draft: open[it.ID]}
		if !f.passes(row) {
			continue
		}
		if f.Problems {
			if row.Problems = s.cfg.Rules.Check(it, items, nil); len(row.Problems) == 0 {
				continue
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// passes judges everything but problems.
func (f Filter) passes(r Row) bool {
	it := r.Item
	switch {
	case f.Stage != "" && !it.Serves(f.Stage),
		f.Indicator != "" && it.Indicator != f.Indicator,
		f.Pool != "" && it.Pool != f.Pool,
		f.Family != "" && it.Family != f.Family,
		f.Drafted && r.Draft == nil,
		f.State != "" && (r.Draft == nil || r.Draft.State != f.State):
		return false
	}
	return f.Text == "" || mentions(it, strings.ToLower(f.Text))
}

func mentions(it models.Item, text string) bool {
	texts := []string{it.ID, it.Topic, it.Title.ZH, it.Title.EN, it.Stimulus.ZH, it.Stimulus.EN}
	for _, p := range it.Parts {
		texts = append(texts, p.Prompt.ZH, p.Prompt.EN)
	}
	return slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(strings.ToLower(s), text) })
}

// Desk is what an author has before her.
type Desk struct {
	Mine    []models.Draft              // she has written in, on their way or given back
	Waiting []models.Draft              // in review, for her to judge
	Done    []models.Draft              // she has written in or approved, the last that were published
	Names   map[models.AccountID]string // of their authors
}

// done is how many published drafts a desk shows.
const done = 10

// Desk gathers the drafts that somebody has to do with.
func (s *Service) Desk(ctx context.Context, by models.Person) (Desk, error) {
	var desk Desk
	open, err := s.Drafts(ctx, models.DraftFilter{Open: true})
	if err != nil {
		return desk, err
	}
	for _, d := range open {
		switch {
		case d.Edited(by.ID):
			desk.Mine = append(desk.Mine, d)
		case d.State == models.DraftInReview && !d.Approved(by.ID):
			desk.Waiting = append(desk.Waiting, d)
		}
	}
	rejected, err := s.Drafts(ctx, models.DraftFilter{State: models.DraftRejected, By: by.ID})
	if err != nil {
		return desk, err
	}
	desk.Mine = append(desk.Mine, rejected...)
	if desk.Done, err = s.Drafts(ctx, models.DraftFilter{State: models.DraftPublished, By: by.ID, Limit: done}); err != nil {
		return desk, err
	}
	var people []models.AccountID
	for _, d := range slices.Concat(desk.Mine, desk.Waiting, desk.Done) {
		people = append(people, involved(d)...)
	}
	desk.Names, err = s.cfg.People.Names(ctx, people)
	return desk, err
}

// Count is how many items the bank has.
func (s *Service) Count(ctx context.Context) (int, error) {
	items, err := s.cfg.Items.Items(ctx)
	return len(items), err
}

// Coverage is how many items the bank has for an indicator.
type Coverage struct {
	Node  models.Node            `json:"node"`
	Cells map[models.Stage]Count `json:"cells"`
}

// Count is a number of items by pool.
type Count struct {
	Practice int  `json:"practice"`
	Secure   int  `json:"secure"`
	Linked   int  `json:"linked"` // of another stage, used in this one as well
	Named    bool `json:"named"`  // the framework names the stage for the indicator
}

// Empty reports whether the framework asks for items that are not there.
func (c Count) Empty() bool { return c.Named && c.Practice+c.Secure == 0 }

// Coverage counts the items of every tested indicator, in the order of the
// framework.
func (s *Service) Coverage(ctx context.Context) ([]Coverage, error) {
	items, err := s.cfg.Items.Items(ctx)
	if err != nil {
		return nil, err
	}
	rows := []Coverage{}
	for _, n := range s.Indicators() {
		rows = append(rows, Coverage{Node: n, Cells: cells(n, items)})
	}
	return rows, nil
}

func cells(n models.Node, items []models.Item) map[models.Stage]Count {
	found := map[models.Stage]Count{}
	for _, stage := range models.Stages() {
		count := Count{Named: slices.Contains(n.Stages, stage)}
		for _, it := range items {
			switch {
			case it.Indicator != n.Code:
			case it.Stage == stage && it.Pool == models.PoolSecure:
				count.Secure++
			case it.Stage == stage:
				count.Practice++
			case it.LinkStage == stage:
				count.Linked++
			}
		}
		found[stage] = count
	}
	return found
}
