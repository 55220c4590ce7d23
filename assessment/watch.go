package assessment

import (
	"context"
	"time"

	"suyang/assessment/delivery"
	"suyang/models"
)

// Watch is a test under way, as its teacher sees it.
type Watch struct {
	Assignment models.Assignment `json:"assignment"`
	Form       models.Form       `json:"form"`
	Pupils     []Watched         `json:"pupils"` // everybody it is for, in the order of the roster
}

// Watched is one pupil of a watched test.
type Watched struct {
	Learner   models.Learner      `json:"learner"`
	SessionID models.SessionID    `json:"session_id"` // zero: not started
	State     models.SessionState `json:"state"`      // empty: not started
	Items     int                 `json:"items"`      // answered
	SE        float64             `json:"se"`         // of theta
	Progress  float64             `json:"progress"`   // 0 to 1
	LastSeen  time.Time           `json:"last_seen"`  // of the last answer, or the start
}

// Watch shows how far each pupil is. It changes nothing: a session whose time
// is over is shown as expired, also where that is not yet stored.
func (s *Service) Watch(ctx context.Context, teacher models.Person, id models.AssignmentID) (Watch, error) {
	a, err := s.taught(ctx, teacher, id)
	if err != nil {
		return Watch{}, err
	}
	learners, err := s.cfg.Roster.ClassLearners(ctx, a.ClassID)
	if err != nil {
		return Watch{}, err
	}
	trails, err := s.cfg.Monitor.AssignmentSessions(ctx, id)
	if err != nil {
		return Watch{}, err
	}
	r, err := s.rules(ctx, a, trails...)
	if err != nil {
		return Watch{}, err
	}
	watch := Watch{Assignment: a, Form: r.Form}
	latest := latestSittings(trails)
	for _, l := range learners {
		if a.For(l.ID) {
			watch.Pupils = append(watch.Pupils, watched(r, l, latest[l.ID], s.now()))
		}
	}
	return watch, nil
}

// latestSittings keeps one session a learner: the newest, which is the only one
// that is not voided if there is one.
func latestSittings(trails []models.SessionTrail) map[models.AccountID]*models.SessionTrail {
	latest := map[models.AccountID]*models.SessionTrail{}
	for i, t := range trails {
		if have := latest[t.Session.LearnerID]; have == nil || have.Session.CreatedAt.Before(t.Session.CreatedAt) {
			latest[t.Session.LearnerID] = &trails[i]
		}
	}
	return latest
}

func watched(r delivery.Rules, l models.Learner, t *models.SessionTrail, now time.Time) Watched {
	if t == nil {
		return Watched{Learner: l}
	}
	r.Lapse(t, now)
	w := Watched{
		Learner: l, SessionID: t.Session.ID, State: t.Session.State, SE: t.Session.SE,
		Items: delivery.Answered(*t), Progress: r.Progress(*t), LastSeen: t.Session.CreatedAt,
	}
	for _, resp := range t.Responses {
		if resp.AnsweredAt.After(w.LastSeen) {
			w.LastSeen = resp.AnsweredAt
		}
	}
	return w
}
