package questionnaire

import (
	"context"

	"suyang/models"
)

// Sheet is a questionnaire before one person: what she is asked, and what she
// has answered.
type Sheet struct {
	Questionnaire models.Questionnaire `json:"questionnaire"`
	Opening       models.Opening       `json:"opening"` // zero for a teacher
	Reply         models.Reply         `json:"reply"`   // without ID while nothing is kept
	Open          bool                 `json:"open"`    // answers are taken now
}

// Begun reports whether anything is kept.
func (s Sheet) Begun() bool { return !s.Reply.ID.IsZero() }

// Offers lists the questionnaires before a pupil: those open for her classes
// that have questions for her, and those she has answered, newest first.
func (s *Service) Offers(ctx context.Context, by models.Person) ([]Sheet, error) {
	var offers []Sheet
	for _, class := range by.Classes {
		openings, err := s.cfg.Openings.ClassOpenings(ctx, class)
		if err != nil {
			return nil, err
		}
		for _, o := range openings {
			sheet, err := s.Sheet(ctx, by, o.ID)
			if err != nil {
				return nil, err
			}
			if sheet.Begun() || sheet.Open && len(sheet.Questionnaire.Pages) > 0 {
				offers = append(offers, sheet)
			}
		}
	}
	return offers, nil
}

// Sheet returns the questionnaire that is open to a pupil, or with a zero
// opening the teachers' own.
func (s *Service) Sheet(ctx context.Context, by models.Person, id models.OpeningID) (Sheet, error) {
	sheet, err := s.sheetOf(ctx, by, id)
	if err != nil {
		return sheet, err
	}
	may := everything
	if by.Role == models.RolePupil {
		learner, err := s.cfg.Roster.Learner(ctx, by.ID)
		if err != nil {
			return sheet, err
		}
		may = askedOf(learner)
	}
	sheet.Questionnaire = For(sheet.Questionnaire, may)
	kept, err := s.cfg.Replies.Reply(ctx, by.ID, sheet.Questionnaire.Code, id)
	if err == nil {
		sheet.Reply = kept
	} else if models.CodeOf(err) != models.CodeNotFound {
		return sheet, err
	}
	return sheet, nil
}

// sheetOf finds the questionnaire, whole and without a reply.
func (s *Service) sheetOf(ctx context.Context, by models.Person, id models.OpeningID) (Sheet, error) {
	if by.Role == models.RoleTeacher && id.IsZero() {
		own := s.List(models.AudienceTeacher)
		if len(own) == 0 {
			return Sheet{}, models.NotFound("questionnaire")
		}
		return Sheet{Questionnaire: own[0], Open: true}, nil
	}
	if by.Role != models.RolePupil || id.IsZero() {
		return Sheet{}, models.NotFound("questionnaire")
	}
	o, err := s.cfg.Openings.Opening(ctx, id)
	if err != nil {
		return Sheet{}, err
	}
	if !by.InClass(o.ClassID) {
		return Sheet{}, models.NotFound("questionnaire")
	}
	q, err := s.Questionnaire(o.Code)
	return Sheet{Questionnaire: q, Opening: o, Open: o.OpenAt(s.now())}, err
}

// Keep keeps answers as they come; an empty answer takes one back, and what is
// not among them stays. CodeForbidden when a question may not be asked, such as
// a personal one below fourteen without a guardian's consent; CodeExpired when
// the questionnaire is closed.
func (s *Service) Keep(ctx context.Context, by models.Person, id models.OpeningID, l models.Locale, given models.Answers) (models.Reply, error) {
	return s.change(ctx, by, id, func(q models.Questionnaire, r *models.Reply, may func(models.Question) bool) error {
		if err := Check(q, given); err != nil {
			return err
		}
		for _, x := range q.Questions() {
			if len(given[x.ID]) > 0 && !may(x) {
				return &models.Error{Code: models.CodeForbidden, Field: x.ID, Message: "this may not be asked here"}
			}
		}
		r.Answers, r.Locale = Merge(r.Answers, given), l
		return nil
	})
}

// Submit hands the answers in. They can be changed as long as the
// questionnaire is open.
func (s *Service) Submit(ctx context.Context, by models.Person, id models.OpeningID) (models.Reply, error) {
	return s.change(ctx, by, id, func(_ models.Questionnaire, r *models.Reply, _ func(models.Question) bool) error {
		if !r.Submitted() {
			r.SubmittedAt = s.now()
		}
		return nil
	})
}

// change lets something happen to the reply of a person.
func (s *Service) change(ctx context.Context, by models.Person, id models.OpeningID,
	happen func(models.Questionnaire, *models.Reply, func(models.Question) bool) error) (models.Reply, error) {
	sheet, err := s.sheetOf(ctx, by, id)
	if err != nil {
		return models.Reply{}, err
	}
	if !sheet.Open {
		return models.Reply{}, models.Errorf(models.CodeExpired, "the questionnaire is closed")
	}
	q, now := sheet.Questionnaire, s.now()
	fresh := models.Reply{
		ID: models.NewID[models.Reply](), RegionID: by.RegionID, AccountID: by.ID, OpeningID: id, Code: q.Code,
		Locale: by.Locale, Answers: models.Answers{}, StartedAt: now,
	}
	return s.cfg.Replies.KeepReply(ctx, fresh, func(r *models.Reply, learner models.Learner) error {
		may := everything
		if by.Role == models.RolePupil {
			may = askedOf(learner)
		}
		r.Version, r.UpdatedAt = q.Version, now
		return happen(q, r, may)
	})
}

// Withdraw forgets everything a person has answered, also when the
// questionnaire is closed.
func (s *Service) Withdraw(ctx context.Context, by models.Person, id models.OpeningID) error {
	sheet, err := s.sheetOf(ctx, by, id)
	if err != nil {
		return err
	}
	return s.cfg.Replies.DeleteReply(ctx, by.ID, sheet.Questionnaire.Code, id)
}
