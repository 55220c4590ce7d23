package assessment

import (
	"context"
	"fmt"
	"slices"
	"time"

	"suyang/assessment/delivery"
	"suyang/models"
)

// OfferedForms lists the tests a person can open or study: all but those that
// other teachers assembled for themselves.
func (s *Service) OfferedForms(ctx context.Context, p models.Person) ([]models.Form, error) {
	forms, err := s.Forms(ctx)
	return slices.DeleteFunc(slices.Clone(forms), func(f models.Form) bool { return !f.OfferedTo(p) }), err
}

// Forms lists all tests.
func (s *Service) Forms(ctx context.Context) ([]models.Form, error) {
	shelf, err := s.catalogue.shelf(ctx, s.now())
	if err != nil {
		return nil, err
	}
	return shelf.list, nil
}

// Titles gives the titles of the bank's items, by id. The map is not to be
// changed.
func (s *Service) Titles(ctx context.Context) (map[string]models.Text, error) {
	shelf, err := s.catalogue.shelf(ctx, s.now())
	if err != nil {
		return nil, err
	}
	return shelf.titles, nil
}

// Framework lists the dimensions, components and indicators that tests measure.
func (s *Service) Framework(ctx context.Context) ([]models.Node, error) {
	shelf, err := s.catalogue.shelf(ctx, s.now())
	if err != nil {
		return nil, err
	}
	return shelf.framework, nil
}

// Open opens a form for a class: of a, the class, the form, the window and,
// unless it is for the whole class, the learners are read. A zero OpensAt is
// now. It returns the assignment as stored.
func (s *Service) Open(ctx context.Context, by models.Person, a models.Assignment) (models.Assignment, error) {
	now := s.now()
	if err := teaches(by, a.ClassID); err != nil {
		return a, err
	}
	if a.OpensAt.IsZero() {
		a.OpensAt = now
	}
	if err := a.Validate(); err != nil {
		return a, err
	}
	if !a.ClosesAt.After(now) {
		return a, models.Invalid("closes_at", "the test would be closed already; choose a later time")
	}
	if err := s.openable(ctx, by, a.FormID); err != nil {
		return a, err
	}
	class, err := s.cfg.Roster.Class(ctx, a.ClassID)
	if err != nil {
		return a, err
	}
	if err := s.inClass(ctx, a); err != nil {
		return a, err
	}
	a.ID, a.RegionID = models.NewID[models.Assignment](), class.RegionID
	a.CreatedBy, a.CreatedAt = by.ID, now
	return a, s.cfg.Assignments.CreateAssignment(ctx, a)
}

// openable reports why a form cannot be delivered.
func (s *Service) openable(ctx context.Context, by models.Person, id models.FormID) error {
	shelf, err := s.catalogue.shelf(ctx, s.now())
	if err != nil {
		return err
	}
	form, ok := shelf.forms[id]
	if !ok || !form.OfferedTo(by) {
		return models.Invalid("form_id", "there is no such form")
	}
	if len(shelf.pools[id]) == 0 || len(shelf.pools[id]) < len(form.Items) {
		return models.Errorf(models.CodeInternal, "form %s has %d items that can be delivered, of %d it names; check the bank",
			form.Code, len(shelf.pools[id]), len(form.Items))
	}
	return nil
}

// inClass reports a learner of the assignment who is not in its class.
func (s *Service) inClass(ctx context.Context, a models.Assignment) error {
	if len(a.Learners) == 0 {
		return nil
	}
	learners, err := s.cfg.Roster.ClassLearners(ctx, a.ClassID)
	if err != nil {
		return err
	}
	members := map[models.AccountID]bool{}
	for _, l := range learners {
		members[l.ID] = true
	}
	for i, id := range a.Learners {
		if !members[id] {
			return models.Invalid(fmt.Sprintf("learners[%d]", i), "this pupil is not in the class")
		}
	}
	return nil
}

// Close ends the window of an assignment now. Sessions under way expire when
// they are next touched, at the latest by ExpireDue. A closed assignment stays
// as it is.
func (s *Service) Close(ctx context.Context, by models.Person, id models.AssignmentID) error {
	a, err := s.taught(ctx, by, id)
	if err != nil {
		return err
	}
	now := s.now()
	if !now.Before(a.ClosesAt) {
		return nil
	}
	if now.Before(a.OpensAt) {
		now = a.OpensAt // an empty window: it will never have been open
	}
	return s.cfg.Assignments.CloseAssignment(ctx, id, now)
}

// Void declares a session of the teacher's class invalid, for a reason: nothing
// in it counts, and the pupil may start again while the window is open.
func (s *Service) Void(ctx context.Context, teacher models.Person, id models.SessionID, reason string) error {
	_, _, err := s.change(ctx, id, taughtBy(teacher), func(_ delivery.Rules, t *models.SessionTrail, now time.Time) error {
		return delivery.Void(t, reason, now)
	})
	return err
}

// Assigned lists the assignments of a class, newest first.
func (s *Service) Assigned(ctx context.Context, teacher models.Person, class models.ClassID) ([]models.Assignment, error) {
	if err := teaches(teacher, class); err != nil {
		return nil, err
	}
	return s.cfg.Assignments.ClassAssignments(ctx, class)
}

// taught loads an assignment of a class the teacher teaches.
func (s *Service) taught(ctx context.Context, teacher models.Person, id models.AssignmentID) (models.Assignment, error) {
	a, err := s.cfg.Assignments.Assignment(ctx, id)
	if err != nil {
		return a, err
	}
	if teaches(teacher, a.ClassID) != nil {
		return models.Assignment{}, models.NotFound("test")
	}
	return a, nil
}

// teaches reports, as if it did not exist, a class the person does not teach.
func teaches(by models.Person, class models.ClassID) error {
	if by.Role == models.RoleTeacher && by.InClass(class) {
		return nil
	}
	return models.NotFound("class")
}

func taughtBy(teacher models.Person) func(models.Session) bool {
	return func(session models.Session) bool { return teaches(teacher, session.ClassID) == nil }
}
