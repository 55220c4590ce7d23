package delivery

import (
	"fmt"
	"time"

	"suyang/assessment/scale"
	"suyang/models"
)

// Rules is everything that decides about a sitting beside its trail.
type Rules struct {
	Form   models.Form
	Closes time.Time     // end of the window of the assignment
	Grace  time.Duration // answers this long after the time is over still count
	Pool   []models.Item // what can be presented, in the order of a linear form
	Items  Items         // the versions that the trail names
	Metric models.Metric
	Levels []models.Level
}

// Version names one version of an item.
type Version struct {
	ItemID string
	Number int
}

// Items holds versions of items.
type Items map[Version]models.Item

// VersionOf names the version a response was made to.
func VersionOf(r models.Response) Version { return Version{r.ItemID, r.ItemVersion} }

// MissingVersion is the error of an event that needs an item Rules.Items does
// not hold: load it and try again.
type MissingVersion struct{ Version }

// Error implements error.
func (e *MissingVersion) Error() string {
	return fmt.Sprintf("version %d of item %s is not loaded", e.Number, e.ItemID)
}

// Item gives the version of the item a response was made to, or MissingVersion.
func (r Rules) Item(resp models.Response) (models.Item, error) {
	if it, ok := r.Items[VersionOf(resp)]; ok {
		return it, nil
	}
	for _, it := range r.Pool {
		if it.ID == resp.ItemID && it.Version == resp.ItemVersion {
			return it, nil
		}
	}
	return models.Item{}, &MissingVersion{VersionOf(resp)}
}

// Estimate gives theta (EAP under the prior of the form's stage) and its
// standard error from the answered responses.
func (r Rules) Estimate(responses []models.Response) (theta, se float64, err error) {
	var seen []scale.Observation
	for _, resp := range responses {
		if !resp.Answered() {
			continue
		}
		it, err := r.Item(resp)
		if err != nil {
			return 0, 0, err
		}
		seen = append(seen, scale.Observation{Item: it, Points: resp.Score.Points})
	}
	p := scale.Posterior(scale.Prior(r.Form.Stage), seen)
	return p.Mean(), p.SD(), nil
}

// score is the result of a sitting; nil when nothing was answered, because
// then there is nothing to report but the prior.
func (r Rules) score(t *models.SessionTrail, at time.Time) *models.Score {
	s := t.Session
	score := &models.Score{
		RegionID: s.RegionID, SessionID: s.ID, LearnerID: s.LearnerID, ClassID: s.ClassID,
		Theta: s.Theta, SE: s.SE, At: at,
		Items: Answered(*t),
		Level: scale.LevelAt(r.Levels, r.Metric.Score(s.Theta)).Code,
	}
	for _, resp := range t.Responses {
		score.Provisional = score.Provisional || resp.Score.Provisional()
	}
	if score.Items == 0 {
		return nil
	}
	return score
}

// Answered counts the answered responses.
func Answered(t models.SessionTrail) int {
	n := 0
	for _, resp := range t.Responses {
		if resp.Answered() {
			n++
		}
	}
	return n
}

// Current returns the response that waits for an answer.
func Current(t models.SessionTrail) (models.Response, bool) {
	if n := len(t.Responses); n > 0 && !t.Responses[n-1].Answered() {
		return t.Responses[n-1], true
	}
	return models.Response{}, false
}
