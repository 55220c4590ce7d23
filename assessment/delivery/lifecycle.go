package delivery

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"suyang/assessment/scale"
	"suyang/irt"
	"suyang/models"
)

// Reasons why a session ended, as in models.Session.StopReason.
const (
	StopSE        = "se"        // the estimate is precise enough
	StopLength    = "length"    // all items of the form were given
	StopExhausted = "exhausted" // the pool has no further item
	StopTime      = "time"      // the working time ran out
	StopWindow    = "window"    // the window of the assignment closed
	StopHandedIn  = "handed_in" // the pupil handed in
	StopPaper     = "paper"     // answered on paper and keyed in
	StopVoided    = "voided"    // declared invalid; the teacher's reason follows after a colon
)

// Create makes a learner's session for an assignment, not begun. The seed
// decides the choice of items and the order of options.
func (r Rules) Create(a models.Assignment, learner models.AccountID, l models.Locale, seed uint64, now time.Time) models.Session {
	prior := irt.NewPosterior(scale.Prior(r.Form.Stage))
	return models.Session{
		ID:           models.NewID[models.Session](),
		RegionID:     a.RegionID,
		LearnerID:    learner,
		AssignmentID: a.ID,
		ClassID:      a.ClassID,
		FormID:       a.FormID,
		State:        models.SessionCreated,
		Locale:       l,
		Seed:         seed,
		Theta:        prior.Mean(),
		SE:           prior.SD(),
		CreatedAt:    now,
	}
}

// Begin presents the first item of a created session and resumes a paused one.
// A running session goes on as it is.
func (r Rules) Begin(t *models.SessionTrail, now time.Time) error {
	switch t.Session.State {
	case models.SessionCreated:
		return r.first(t, now)
	case models.SessionPaused:
		return r.Resume(t, now)
	case models.SessionRunning:
		return nil
	}
	return refusal(t.Session.State)
}

func (r Rules) first(t *models.SessionTrail, now time.Time) error {
	it, ok, err := r.next(t)
	if err != nil {
		return err
	}
	if !ok {
		return models.Errorf(models.CodeInternal, "form %s has no item that can be presented", r.Form.Code)
	}
	t.Session.State = models.SessionRunning
	startClock(&t.Session, now)
	present(t, it, now)
	return nil
}

// Pause stops the clock of a running session. A paused session stays so.
func (r Rules) Pause(t *models.SessionTrail, now time.Time) error {
	switch t.Session.State {
	case models.SessionRunning:
		stopClock(&t.Session, now)
		t.Session.State = models.SessionPaused
		return nil
	case models.SessionPaused:
		return nil
	}
	return refusal(t.Session.State)
}

// Resume starts the clock of a paused session. A running session stays so.
func (r Rules) Resume(t *models.SessionTrail, now time.Time) error {
	switch t.Session.State {
	case models.SessionPaused:
		startClock(&t.Session, now)
		t.Session.State = models.SessionRunning
		return nil
	case models.SessionRunning:
		return nil
	}
	return refusal(t.Session.State)
}

// HandIn ends a running or paused session with what was answered, which must be
// something. A finished session stays so.
func (r Rules) HandIn(t *models.SessionTrail, now time.Time) error {
	switch t.Session.State {
	case models.SessionRunning, models.SessionPaused:
	case models.SessionFinished:
		return nil
	default:
		return refusal(t.Session.State)
	}
	if Answered(*t) == 0 {
		return models.Errorf(models.CodeConflict, "nothing is answered yet; answer an item before handing in")
	}
	r.end(t, models.SessionFinished, StopHandedIn, now)
	return nil
}

// Lapse ends an open session whose time or window is over, and reports whether
// it did. The session ended when it became due, not when this was noticed.
func (r Rules) Lapse(t *models.SessionTrail, now time.Time) bool {
	if !t.Session.State.Open() {
		return false
	}
	at, reason := r.deadline(t.Session)
	if now.Before(at) {
		return false
	}
	r.end(t, models.SessionExpired, reason, at)
	return true
}

func (r Rules) end(t *models.SessionTrail, state models.SessionState, reason string, at time.Time) {
	stopClock(&t.Session, at)
	t.Session.State = state
	t.Session.StopReason = reason
	t.Session.EndedAt = at
	t.Score = r.score(t, at)
}

// maxReason is the longest reason of a teacher, in characters.
const maxReason = 200

// Void declares a session invalid, whatever its state: nothing in it counts,
// and the pupil may start again. The reason is kept with the session. A voided
// session stays as it is.
func Void(t *models.SessionTrail, reason string, now time.Time) error {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < 1 || n > maxReason {
		return models.Invalid("reason", fmt.Sprintf("say why in 1 to %d characters, these are %d", maxReason, n))
	}
	s := &t.Session
	if s.State == models.SessionVoided {
		return nil
	}
	if s.State.Open() {
		stopClock(s, now)
		s.EndedAt = now
	}
	s.State, s.StopReason = models.SessionVoided, StopVoided+": "+reason
	t.Score = nil
	return nil
}

// refusal says why nothing can be done in the state.
func refusal(state models.SessionState) error {
	switch state {
	case models.SessionCreated:
		return models.Errorf(models.CodeConflict, "the session has not begun; start it first")
	case models.SessionRunning:
		return models.Errorf(models.CodeConflict, "the session is running")
	case models.SessionPaused:
		return models.Errorf(models.CodeConflict, "the session is paused; resume it first")
	case models.SessionFinished:
		return models.Errorf(models.CodeConflict, "the session is finished")
	case models.SessionExpired:
		return models.Errorf(models.CodeExpired, "the time for this session is over; what was answered before counts")
	default:
		return models.Errorf(models.CodeConflict, "the session was declared invalid by the teacher")
	}
}
