package assessment

import (
	"context"
	"time"

	"suyang/assessment/delivery"
	"suyang/models"
)

// Pending is a short text that waits for a human coder. It names no pupil, so
// that the text is judged alone.
type Pending struct {
	SessionID models.SessionID `json:"session_id"`
	ItemID    string           `json:"item_id"`
	PartID    string           `json:"part_id"`
	Title     models.Text      `json:"title"`
	Stimulus  models.Text      `json:"stimulus"` // Markdown; may be empty
	Prompt    models.Text      `json:"prompt"`   // Markdown
	Elements  []models.Element `json:"elements"` // the rubric
	Text      string           `json:"text"`     // what the pupil wrote: data, never markup
	Points    int              `json:"points"`   // by rule
	Max       int              `json:"max"`
}

// Pending lists the texts of a class that wait for a coder.
func (s *Service) Pending(ctx context.Context, coder models.Person, class models.ClassID) ([]Pending, error) {
	if err := teaches(coder, class); err != nil {
		return nil, err
	}
	trails, err := s.cfg.Monitor.PendingCoding(ctx, class)
	if err != nil {
		return nil, err
	}
	items, err := s.catalogue.named(ctx, trails...)
	if err != nil {
		return nil, err
	}
	var out []Pending
	for _, t := range trails {
		for _, resp := range t.Responses {
			out = append(out, pendingParts(items[delivery.VersionOf(resp)], resp)...)
		}
	}
	return out, nil
}

func pendingParts(it models.Item, resp models.Response) []Pending {
	var out []Pending
	for _, score := range resp.Score.Parts {
		p, ok := it.Part(score.PartID)
		if !score.Provisional || !ok {
			continue
		}
		out = append(out, Pending{
			SessionID: resp.SessionID, ItemID: it.ID, PartID: p.ID,
			Title: it.Title, Stimulus: it.Stimulus, Prompt: p.Prompt, Elements: p.Rubric.Elements,
			Text: resp.Answer.Parts[p.ID].Text, Points: score.Points, Max: score.Max,
		})
	}
	return out
}

// Code replaces the rule's points for a short text by the coder's, and scores
// the session again: theta, standard error, level and whether the score is
// still provisional.
func (s *Service) Code(ctx context.Context, coder models.Person, id models.SessionID, item, part string, points int) error {
	coding := delivery.Coding{Coder: coder.ID, ItemID: item, PartID: part, Points: points}
	_, _, err := s.change(ctx, id, taughtBy(coder), func(r delivery.Rules, t *models.SessionTrail, now time.Time) error {
		return r.Code(t, coding, now)
	})
	return err
}
