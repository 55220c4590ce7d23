package questionnaire

import (
	"context"
	"time"

	"suyang/models"
)

// Openings keeps which questionnaire is open for which class.
type Openings interface {
	CreateOpening(ctx context.Context, o models.Opening) error
	Opening(ctx context.Context, id models.OpeningID) (models.Opening, error)
	CloseOpening(ctx context.Context, id models.OpeningID, at time.Time) error
	// ClassOpenings lists a class's openings, newest first, with counts.
	ClassOpenings(ctx context.Context, class models.ClassID) ([]models.OpeningCount, error)
}

// Replies keeps what people answer.
type Replies interface {
	// Reply returns what the account answered, or CodeNotFound. A zero opening is
	// that of a teacher, who answers on her own.
	Reply(ctx context.Context, account models.AccountID, code string, opening models.OpeningID) (models.Reply, error)
	// KeepReply gives fn the reply of r's account as it is kept, or r itself when
	// there is none, and stores what fn made of it. Learner is what is known of a
	// pupil, and cannot change meanwhile; it is zero for others. fn's error undoes
	// everything.
	KeepReply(ctx context.Context, r models.Reply, fn func(r *models.Reply, learner models.Learner) error) (models.Reply, error)
	// DeleteReply forgets what was answered; nothing there is fine.
	DeleteReply(ctx context.Context, account models.AccountID, code string, opening models.OpeningID) error
	// Respondents lists the replies to a questionnaire, handed in or not, in an
	// order that tells nothing.
	Respondents(ctx context.Context, code string) ([]models.Respondent, error)
}

// Roster knows classes and pupils.
type Roster interface {
	Class(ctx context.Context, id models.ClassID) (models.Class, error)
	Learner(ctx context.Context, id models.AccountID) (models.Learner, error)
}
