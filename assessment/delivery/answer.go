package delivery

import (
	"time"

	"suyang/assessment/item"
	"suyang/models"
)

// Submission is an answer on its way in.
type Submission struct {
	AnswerID models.AnswerID `json:"answer_id"` // made by the client, the same when it sends again
	ItemID   string          `json:"item_id"`
	Answer   models.Answer   `json:"answer"`
}

// Answer scores the answer to the waiting item, updates the estimate, and ends
// the session or presents the next item. The same submission again changes
// nothing.
func (r Rules) Answer(t *models.SessionTrail, s Submission, now time.Time) error {
	if repeated, err := isRepeat(*t, s); repeated || err != nil {
		return err
	}
	if err := awaited(*t, s); err != nil {
		return err
	}
	next := *t
	next.Responses = append([]models.Response(nil), t.Responses...)
	if err := r.take(&next, s, now); err != nil {
		return err
	}
	if err := r.advance(&next, now); err != nil {
		return err
	}
	*t = next
	return nil
}

// isRepeat reports whether the submission was taken before.
func isRepeat(t models.SessionTrail, s Submission) (bool, error) {
	if s.AnswerID.IsZero() {
		return false, models.Invalid("answer_id", "an answer needs an identifier of its own, made by the client")
	}
	for _, resp := range t.Responses {
		if resp.AnswerID != s.AnswerID {
			continue
		}
		if resp.ItemID != s.ItemID {
			return false, models.Errorf(models.CodeConflict, "this answer_id was used for another item; make a new one for each answer")
		}
		return true, nil
	}
	return false, nil
}

// awaited reports why an answer to the item cannot be taken now.
func awaited(t models.SessionTrail, s Submission) error {
	if t.Session.State != models.SessionRunning {
		return refusal(t.Session.State)
	}
	for _, resp := range t.Responses {
		switch {
		case resp.ItemID != s.ItemID:
		case resp.Answered():
			return models.Errorf(models.CodeConflict, "the item is answered already; an answer cannot be changed")
		default:
			return nil
		}
	}
	return models.Errorf(models.CodeConflict, "the item was not presented in this session")
}

// take scores the answer to the last response.
func (r Rules) take(t *models.SessionTrail, s Submission, now time.Time) error {
	resp := &t.Responses[len(t.Responses)-1]
	it, err := r.Item(*resp)
	if err != nil {
		return err
	}
	score, err := item.Score(it, s.Answer)
	if err != nil {
		return err
	}
	resp.Seconds = seconds(t, now)
	resp.AnswerID, resp.AnsweredAt = s.AnswerID, now
	resp.Answer, resp.Score = s.Answer, score
	theta, se, err := r.Estimate(t.Responses)
	if err != nil {
		return err
	}
	resp.Theta, resp.SE = theta, se
	t.Session.Theta, t.Session.SE = theta, se
	return nil
}

// advance ends the session when a stopping rule holds, and presents the next
// item when none does.
func (r Rules) advance(t *models.SessionTrail, now time.Time) error {
	if reason := r.stop(*t); reason != "" {
		r.end(t, models.SessionFinished, reason, now)
		return nil
	}
	it, ok, err := r.next(t)
	if err != nil {
		return err
	}
	if !ok {
		r.end(t, models.SessionFinished, r.exhausted(), now)
		return nil
	}
	present(t, it, now)
	return nil
}

func present(t *models.SessionTrail, it models.Item, now time.Time) {
	t.Responses = append(t.Responses, models.Response{
		ID:          models.NewID[models.Response](),
		RegionID:    t.Session.RegionID,
		SessionID:   t.Session.ID,
		Position:    len(t.Responses),
		ItemID:      it.ID,
		ItemVersion: it.Version,
		PresentedAt: now,
	})
}
