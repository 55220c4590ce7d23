package questionnaire

import (
	"context"
	"slices"
	"time"

	"suyang/models"
)

// Config is what a [Service] works with.
type Config struct {
	Questionnaires []models.Questionnaire
	Openings       Openings
	Replies        Replies
	Roster         Roster
	// Secret keys the pseudonyms of files. Whoever has it can tell whose they are.
	Secret []byte
	Clock  func() time.Time // nil: time.Now
}

// Service lets people answer questionnaires. It is safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(c Config) *Service {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	return &Service{c}
}

// now is the server's time to the microsecond, as the database keeps it.
func (s *Service) now() time.Time { return s.cfg.Clock().UTC().Truncate(time.Microsecond) }

// List returns the questionnaires for an audience.
func (s *Service) List(a models.Audience) []models.Questionnaire {
	return slices.DeleteFunc(slices.Clone(s.cfg.Questionnaires), func(q models.Questionnaire) bool { return q.Audience != a })
}

// Questionnaire returns the one of a code, or CodeNotFound.
func (s *Service) Questionnaire(code string) (models.Questionnaire, error) {
	i := slices.IndexFunc(s.cfg.Questionnaires, func(q models.Questionnaire) bool { return q.Code == code })
	if i < 0 {
		return models.Questionnaire{}, models.NotFound("questionnaire")
	}
	return s.cfg.Questionnaires[i], nil
}

// Open opens a questionnaire for a class: of o, the class, the code and ClosesAt
// are read. It returns the opening as stored.
func (s *Service) Open(ctx context.Context, by models.Person, o models.Opening) (models.Opening, error) {
	if err := teaches(by, o.ClassID); err != nil {
		return o, err
	}
	q, err := s.Questionnaire(o.Code)
	if err != nil {
		return o, models.Invalid("code", "there is no such questionnaire")
	}
	class, err := s.cfg.Roster.Class(ctx, o.ClassID)
	if err != nil {
		return o, err
	}
	if !servesClass(q, class) {
		return o, models.Invalid("code", "the questionnaire is not for pupils of this grade")
	}
	o.OpensAt = s.now()
	if !o.ClosesAt.After(o.OpensAt) {
		return o, models.Invalid("closes_at", "the questionnaire would be closed already; choose a later time")
	}
	o.ID, o.RegionID, o.OpenedBy = models.NewID[models.Opening](), class.RegionID, by.ID
	return o, s.cfg.Openings.CreateOpening(ctx, o)
}

func servesClass(q models.Questionnaire, c models.Class) bool {
	stage, err := models.StageOfGrade(c.Grade)
	return err == nil && q.Serves(stage)
}

// ForClass lists the questionnaires that can be opened for a class.
func (s *Service) ForClass(ctx context.Context, by models.Person, id models.ClassID) ([]models.Questionnaire, error) {
	if err := teaches(by, id); err != nil {
		return nil, err
	}
	class, err := s.cfg.Roster.Class(ctx, id)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(s.List(models.AudiencePupil), func(q models.Questionnaire) bool { return !servesClass(q, class) }), nil
}

// Openings lists the questionnaires opened for a class, newest first, with how
// many pupils have answered. Who they are, and what they say, a teacher does
// not learn.
func (s *Service) Openings(ctx context.Context, by models.Person, class models.ClassID) ([]models.OpeningCount, error) {
	if err := teaches(by, class); err != nil {
		return nil, err
	}
	return s.cfg.Openings.ClassOpenings(ctx, class)
}

// Close ends an opening now.
func (s *Service) Close(ctx context.Context, by models.Person, id models.OpeningID) error {
	o, err := s.cfg.Openings.Opening(ctx, id)
	if err != nil {
		return err
	}
	if teaches(by, o.ClassID) != nil {
		return models.NotFound("questionnaire")
	}
	return s.cfg.Openings.CloseOpening(ctx, id, s.now())
}

// teaches refuses whoever is no teacher of the class.
func teaches(p models.Person, class models.ClassID) error {
	if p.Role != models.RoleTeacher || !p.InClass(class) {
		return models.NotFound("class")
	}
	return nil
}
