package assessment

import (
	"context"

	"suyang/assessment/delivery"
	"suyang/models"
)

// Review is a session with what was asked and answered in it, for a teacher:
// it holds keys.
type Review struct {
	Session models.Session
	Form    models.Form
	Items   []Reviewed // of the practice pool, as far as answered, in order
}

// Reviewed is an item as it was answered.
type Reviewed struct {
	Item   models.Item // the version that was presented
	Answer models.Answer
	Score  models.ItemScore
}

// Review shows a session, whatever its state, to a teacher of the class the
// pupil was tested in, or is in now. While the session is open it holds no
// items, and secure items, which will be used again, never.
func (s *Service) Review(ctx context.Context, teacher models.Person, id models.SessionID) (Review, error) {
	if teacher.Role != models.RoleTeacher {
		return Review{}, models.NotFound("session")
	}
	r, t, err := s.read(ctx, id, func(models.Session) bool { return true })
	if err != nil {
		return Review{}, err
	}
	if err := s.mayRead(ctx, teacher, t.Session); err != nil {
		return Review{}, err
	}
	out := Review{Session: t.Session, Form: r.Form}
	if t.Session.State.Open() {
		return out, nil
	}
	for _, resp := range t.Responses {
		if it := r.Items[delivery.VersionOf(resp)]; resp.Answered() && it.Pool == models.PoolPractice {
			out.Items = append(out.Items, Reviewed{Item: it, Answer: resp.Answer, Score: resp.Score})
		}
	}
	return out, nil
}

// Lesson returns a micro-lesson that reports suggest.
func (s *Service) Lesson(id string) (models.Lesson, error) {
	for _, l := range s.cfg.Lessons {
		if l.ID == id {
			return l, nil
		}
	}
	return models.Lesson{}, models.NotFound("lesson")
}
