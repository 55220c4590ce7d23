package delivery

import (
	"time"

	"suyang/assessment/item"
	"suyang/models"
)

// OnPaper is an item as it was printed, and what a pupil wrote for it.
type OnPaper struct {
	Item   models.Item
	Answer models.Answer
}

// TakePaper makes the finished session of a learner who answered on paper: as
// on a screen, but at one moment, that of keying in, and without times. Items
// left blank count as skipped.
func (r Rules) TakePaper(a models.Assignment, learner models.AccountID, l models.Locale, sheet []OnPaper, now time.Time) (models.SessionTrail, error) {
	t := models.SessionTrail{Session: r.Create(a, learner, l, 0, now)}
	t.Session.Paper = true
	for _, one := range sheet {
		score, err := item.Score(one.Item, one.Answer)
		if err != nil {
			return t, err
		}
		present(&t, one.Item, now)
		resp := &t.Responses[len(t.Responses)-1]
		resp.AnswerID, resp.AnsweredAt = models.NewID[models.Answer](), now
		resp.Answer, resp.Score = one.Answer, score
		if resp.Theta, resp.SE, err = r.Estimate(t.Responses); err != nil {
			return t, err
		}
		t.Session.Theta, t.Session.SE = resp.Theta, resp.SE
	}
	r.end(&t, models.SessionFinished, StopPaper, now)
	return t, nil
}
