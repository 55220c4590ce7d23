package delivery

import (
	"time"

	"suyang/models"
)

// worked is the working time up to now; pauses do not count.
func worked(s models.Session, now time.Time) time.Duration {
	if s.ResumedAt.IsZero() {
		return s.Worked
	}
	return s.Worked + max(0, now.Sub(s.ResumedAt))
}

func startClock(s *models.Session, now time.Time) { s.ResumedAt = now }

func stopClock(s *models.Session, now time.Time) {
	s.Worked, s.ResumedAt = worked(*s, now), time.Time{}
}

// seconds is the working time since the last response was presented. Items
// follow each other without a gap, so it is what the answered ones have left.
func seconds(t *models.SessionTrail, now time.Time) float64 {
	spent := worked(t.Session, now).Seconds()
	for _, resp := range t.Responses {
		spent -= resp.Seconds
	}
	return max(0, spent)
}

// limit is the working time the form gives; false when it sets none.
func (r Rules) limit() (time.Duration, bool) {
	return time.Duration(r.Form.Minutes) * time.Minute, r.Form.Minutes > 0
}

// deadline is when an open session expires if nothing happens before, and why.
// The limit of working time matters only while the clock runs.
func (r Rules) deadline(s models.Session) (at time.Time, reason string) {
	at, reason = r.Closes, StopWindow
	if limit, limited := r.limit(); limited && !s.ResumedAt.IsZero() {
		if out := s.ResumedAt.Add(limit - s.Worked); out.Before(at) {
			at, reason = out, StopTime
		}
	}
	return at.Add(r.Grace), reason
}

// Remaining is the working time left before the limit of the form or the end of
// the window, never below 0; false when the form has no limit.
func (r Rules) Remaining(s models.Session, now time.Time) (time.Duration, bool) {
	limit, limited := r.limit()
	left := min(limit-worked(s, now), r.Closes.Sub(now))
	return max(0, left), limited
}
