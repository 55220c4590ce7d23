package assessment

import (
	"context"
	"slices"
	"time"

	"suyang/assessment/delivery"
	"suyang/models"
)

// Submission is an answer on its way in.
type Submission = delivery.Submission

// Offer is a test a pupil can start or go on with.
type Offer struct {
	Assignment models.Assignment `json:"assignment"`
	Form       models.Form       `json:"form"`
	Session    *models.Session   `json:"session,omitempty"` // nil: not started
}

// Available lists what the pupil can start or go on with now.
func (s *Service) Available(ctx context.Context, pupil models.Person) ([]Offer, error) {
	now := s.now()
	shelf, err := s.catalogue.shelf(ctx, now)
	if err != nil {
		return nil, err
	}
	sessions, err := s.cfg.Sessions.LearnerSessions(ctx, pupil.ID)
	if err != nil {
		return nil, err
	}
	var offers []Offer
	for _, class := range pupil.Classes {
		assignments, err := s.cfg.Assignments.ClassAssignments(ctx, class)
		if err != nil {
			return nil, err
		}
		for _, a := range assignments {
			offer := Offer{Assignment: a, Form: shelf.forms[a.FormID], Session: sitting(sessions, a.ID)}
			if a.OpenAt(now) && a.For(pupil.ID) && !s.over(offer, now) {
				offers = append(offers, offer)
			}
		}
	}
	return offers, nil
}

// over reports whether the offer's session has ended, noticed or not.
func (s *Service) over(o Offer, now time.Time) bool {
	if o.Session == nil {
		return false
	}
	t := models.SessionTrail{Session: *o.Session}
	rules := delivery.Rules{Form: o.Form, Closes: o.Assignment.ClosesAt, Grace: s.cfg.Grace}
	return rules.Lapse(&t, now) || !t.Session.State.Open()
}

// sitting finds the session for an assignment that is open or counts.
func sitting(sessions []models.Session, id models.AssignmentID) *models.Session {
	i := slices.IndexFunc(sessions, func(s models.Session) bool {
		return s.AssignmentID == id && s.State != models.SessionVoided
	})
	if i < 0 {
		return nil
	}
	return &sessions[i]
}

// Start begins the pupil's session for an assignment, or goes on where she
// stopped: a paused session is resumed, one that has ended is shown as it is.
// The session speaks locale l from now on.
func (s *Service) Start(ctx context.Context, pupil models.Person, id models.AssignmentID, l models.Locale) (Task, error) {
	if _, err := models.ParseLocale(string(l)); err != nil {
		return Task{}, err
	}
	a, err := s.assigned(ctx, pupil, id)
	if err != nil {
		return Task{}, err
	}
	session, err := s.findOrCreate(ctx, pupil, a, l)
	if err != nil {
		return Task{}, err
	}
	return s.step(ctx, pupil, session, func(r delivery.Rules, t *models.SessionTrail, now time.Time) error {
		if !t.Session.State.Open() {
			return nil
		}
		t.Session.Locale = l
		return r.Begin(t, now)
	})
}

// assigned loads an assignment that is meant for the pupil.
func (s *Service) assigned(ctx context.Context, pupil models.Person, id models.AssignmentID) (models.Assignment, error) {
	if pupil.Role != models.RolePupil {
		return models.Assignment{}, models.Forbidden("only pupils take tests")
	}
	a, err := s.cfg.Assignments.Assignment(ctx, id)
	if err != nil {
		return a, err
	}
	if !pupil.InClass(a.ClassID) || !a.For(pupil.ID) {
		return a, models.NotFound("test")
	}
	return a, nil
}

// findOrCreate gives the pupil's session for the assignment. Of two requests
// that create it at once, the second finds the first one's.
func (s *Service) findOrCreate(ctx context.Context, pupil models.Person, a models.Assignment, l models.Locale) (models.SessionID, error) {
	id, err := s.find(ctx, pupil, a)
	if err != nil || !id.IsZero() {
		return id, err
	}
	now := s.now()
	switch {
	case now.Before(a.OpensAt):
		return id, models.Errorf(models.CodeConflict, "this test opens at %s", a.OpensAt.Format(time.RFC3339))
	case !a.OpenAt(now):
		return id, models.Errorf(models.CodeExpired, "this test closed at %s", a.ClosesAt.Format(time.RFC3339))
	}
	r, err := s.rules(ctx, a)
	if err != nil {
		return id, err
	}
	session := r.Create(a, pupil.ID, l, s.cfg.Seed(), now)
	err = s.cfg.Sessions.CreateSession(ctx, session)
	if models.CodeOf(err) == models.CodeConflict {
		return s.find(ctx, pupil, a)
	}
	return session.ID, err
}

// find gives the zero id when there is no session that is open or counts.
func (s *Service) find(ctx context.Context, pupil models.Person, a models.Assignment) (models.SessionID, error) {
	sessions, err := s.cfg.Sessions.LearnerSessions(ctx, pupil.ID)
	if err != nil {
		return models.SessionID{}, err
	}
	if session := sitting(sessions, a.ID); session != nil {
		return session.ID, nil
	}
	return models.SessionID{}, nil
}

// Task shows the pupil's session as it stands.
func (s *Service) Task(ctx context.Context, pupil models.Person, id models.SessionID) (Task, error) {
	r, t, err := s.read(ctx, id, ownedBy(pupil))
	if err != nil {
		return Task{}, err
	}
	now := s.now()
	if r.Lapse(&t, now) {
		return s.step(ctx, pupil, id, nothing)
	}
	return task(r, t, now)
}

// Answer takes the pupil's answer to the waiting item. The same AnswerID again
// returns the current task without change.
func (s *Service) Answer(ctx context.Context, pupil models.Person, id models.SessionID, in Submission) (Task, error) {
	return s.step(ctx, pupil, id, func(r delivery.Rules, t *models.SessionTrail, now time.Time) error {
		return r.Answer(t, in, now)
	})
}

// Pause stops the clock and hides the item.
func (s *Service) Pause(ctx context.Context, pupil models.Person, id models.SessionID) (Task, error) {
	return s.step(ctx, pupil, id, delivery.Rules.Pause)
}

// Resume goes on after a pause.
func (s *Service) Resume(ctx context.Context, pupil models.Person, id models.SessionID) (Task, error) {
	return s.step(ctx, pupil, id, delivery.Rules.Resume)
}

// HandIn ends the session with what was answered.
func (s *Service) HandIn(ctx context.Context, pupil models.Person, id models.SessionID) (Task, error) {
	return s.step(ctx, pupil, id, delivery.Rules.HandIn)
}

// Results lists the pupil's sessions that count, newest first.
func (s *Service) Results(ctx context.Context, pupil models.Person) ([]models.Session, error) {
	sessions, err := s.cfg.Sessions.LearnerSessions(ctx, pupil.ID)
	return slices.DeleteFunc(sessions, func(x models.Session) bool { return !x.State.Counts() }), err
}

// step lets an event of the pupil happen and shows what comes of it.
func (s *Service) step(ctx context.Context, pupil models.Person, id models.SessionID, happen event) (Task, error) {
	r, t, err := s.change(ctx, id, ownedBy(pupil), happen)
	if err != nil {
		return Task{}, err
	}
	return task(r, t, s.now())
}

// nothing is the event that only lets time do its work.
func nothing(delivery.Rules, *models.SessionTrail, time.Time) error { return nil }

func ownedBy(pupil models.Person) func(models.Session) bool {
	return func(session models.Session) bool { return session.LearnerID == pupil.ID }
}
