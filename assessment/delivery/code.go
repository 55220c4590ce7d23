package delivery

import (
	"fmt"
	"slices"
	"time"

	"suyang/models"
)

// Coding is a human coder's points for one short text.
type Coding struct {
	Coder  models.AccountID
	ItemID string
	PartID string
	Points int
}

// Code replaces the points of a short text in a session that counts, and scores
// the session again. The estimates kept with the responses stay what delivery
// went by. A text may be coded again.
func (r Rules) Code(t *models.SessionTrail, c Coding, now time.Time) error {
	if !t.Session.State.Counts() {
		return models.Errorf(models.CodeConflict, "texts are coded once the session has ended and counts; this one is %s", t.Session.State)
	}
	i := slices.IndexFunc(t.Responses, func(resp models.Response) bool {
		return resp.ItemID == c.ItemID && resp.Answered()
	})
	if i < 0 {
		return models.NotFound("answer to item " + c.ItemID)
	}
	score, err := r.recoded(t.Responses[i], c, now)
	if err != nil {
		return err
	}
	responses := slices.Clone(t.Responses)
	responses[i].Score = score
	theta, se, err := r.Estimate(responses)
	if err != nil {
		return err
	}
	t.Responses = responses
	t.Session.Theta, t.Session.SE = theta, se
	t.Score = r.score(t, now)
	return nil
}

// recoded is the score of the response with the coder's points.
func (r Rules) recoded(resp models.Response, c Coding, now time.Time) (models.ItemScore, error) {
	it, err := r.Item(resp)
	if err != nil {
		return models.ItemScore{}, err
	}
	part, ok := it.Part(c.PartID)
	if !ok || part.Rule != models.RuleRubric || resp.Answer.Parts[c.PartID].Omitted() {
		return models.ItemScore{}, models.NotFound("text to code in part " + c.PartID)
	}
	if c.Points < 0 || c.Points > part.Max {
		return models.ItemScore{}, models.Invalid("points", fmt.Sprintf("%d is outside 0 to %d", c.Points, part.Max))
	}
	score := models.ItemScore{Max: resp.Score.Max, Parts: slices.Clone(resp.Score.Parts)}
	for i := range score.Parts {
		if p := &score.Parts[i]; p.PartID == c.PartID {
			p.Points, p.Provisional, p.CoderID, p.CodedAt = c.Points, false, c.Coder, now
		}
		score.Points += score.Parts[i].Points
	}
	return score, nil
}
