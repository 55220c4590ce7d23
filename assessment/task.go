package assessment

import (
	"math"
	"time"

	"suyang/assessment/delivery"
	"suyang/assessment/item"
	"suyang/models"
)

// Task is what a pupil sees of her session: the waiting item without its key,
// and how far she is.
type Task struct {
	Session          models.Session   `json:"session"`
	Item             *models.ItemView `json:"item,omitempty"`    // nil unless running
	Position         int              `json:"position"`          // of the item, from 0; once ended, items answered
	Progress         float64          `json:"progress"`          // 0 to 1
	RemainingSeconds int              `json:"remaining_seconds"` // of working time; -1: no limit
	Done             bool             `json:"done"`              // the session has ended
}

// task shows a trail. The item is hidden while the clock stands still.
func task(r delivery.Rules, t models.SessionTrail, now time.Time) (Task, error) {
	out := Task{
		Session:          t.Session,
		Position:         delivery.Answered(t),
		Progress:         r.Progress(t),
		RemainingSeconds: -1,
		Done:             !t.Session.State.Open(),
	}
	if left, limited := r.Remaining(t.Session, now); limited {
		out.RemainingSeconds = int(math.Ceil(left.Seconds()))
	}
	if current, waits := delivery.Current(t); waits && t.Session.State == models.SessionRunning {
		it, err := r.Item(current)
		if err != nil {
			return Task{}, err
		}
		view := item.View(it, t.Session.Locale, t.Session.Seed)
		out.Item = &view
	}
	return out, nil
}
