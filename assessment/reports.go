package assessment

import (
	"context"
	"slices"

	"suyang/assessment/report"
	"suyang/models"
)

// PupilReport reads a session that counts, for the pupil herself or a teacher
// of the class she was tested in, or is in now.
func (s *Service) PupilReport(ctx context.Context, reader models.Person, id models.SessionID) (report.Pupil, error) {
	t, err := s.cfg.Sessions.SessionTrail(ctx, id)
	if err != nil {
		return report.Pupil{}, err
	}
	if err := s.mayRead(ctx, reader, t.Session); err != nil {
		return report.Pupil{}, err
	}
	if !t.Session.State.Counts() {
		return report.Pupil{}, models.Errorf(models.CodeConflict, "there is a report once the session has ended and counts; this one is %s", t.Session.State)
	}
	basis, err := s.basis(ctx, t)
	if err != nil {
		return report.Pupil{}, err
	}
	return report.ForPupil(basis, t), nil
}

func (s *Service) mayRead(ctx context.Context, reader models.Person, session models.Session) error {
	if ownedBy(reader)(session) || taughtBy(reader)(session) {
		return nil
	}
	pupil, err := s.cfg.Roster.Person(ctx, session.LearnerID)
	if err != nil {
		return err
	}
	for _, class := range pupil.Classes {
		if teaches(reader, class) == nil {
			return nil
		}
	}
	return models.NotFound("session")
}

// ClassReport reads the latest session that counts of each pupil of the class.
func (s *Service) ClassReport(ctx context.Context, teacher models.Person, class models.ClassID) (report.Class, error) {
	if err := teaches(teacher, class); err != nil {
		return report.Class{}, err
	}
	trails, err := s.cfg.Monitor.ClassTrails(ctx, class)
	if err != nil {
		return report.Class{}, err
	}
	return s.classReport(ctx, models.Assignment{ClassID: class}, trails)
}

// AssignmentReport reads the sessions of one assignment, of those it is for.
func (s *Service) AssignmentReport(ctx context.Context, teacher models.Person, id models.AssignmentID) (report.Class, error) {
	a, err := s.taught(ctx, teacher, id)
	if err != nil {
		return report.Class{}, err
	}
	trails, err := s.cfg.Monitor.AssignmentSessions(ctx, id)
	if err != nil {
		return report.Class{}, err
	}
	return s.classReport(ctx, a, trails)
}

// classReport reads the trails of the class and the learners that the
// assignment is for.
func (s *Service) classReport(ctx context.Context, a models.Assignment, trails []models.SessionTrail) (report.Class, error) {
	class, err := s.cfg.Roster.Class(ctx, a.ClassID)
	if err != nil {
		return report.Class{}, err
	}
	learners, err := s.cfg.Roster.ClassLearners(ctx, a.ClassID)
	if err != nil {
		return report.Class{}, err
	}
	learners = slices.DeleteFunc(learners, func(l models.Learner) bool { return !a.For(l.ID) })
	basis, err := s.basis(ctx, trails...)
	if err != nil {
		return report.Class{}, err
	}
	return report.ForClass(basis, class, learners, trails), nil
}

// basis gathers what the trails are read against.
func (s *Service) basis(ctx context.Context, trails ...models.SessionTrail) (report.Basis, error) {
	shelf, err := s.catalogue.shelf(ctx, s.now())
	if err != nil {
		return report.Basis{}, err
	}
	versions, err := s.catalogue.named(ctx, trails...)
	if err != nil {
		return report.Basis{}, err
	}
	b := report.Basis{
		Framework: shelf.framework, Forms: shelf.list, Metric: s.cfg.Metric, Levels: s.cfg.Levels,
		Misconceptions: s.cfg.Misconceptions, Lessons: s.cfg.Lessons,
	}
	for _, it := range versions {
		b.Items = append(b.Items, it)
	}
	return b, nil
}
