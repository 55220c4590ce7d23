package platform

import (
	"context"
	"time"

	"suyang/models"
)

// Rosters stores whole rosters.
type Rosters interface {
	// ImportRoster stores a roster in one transaction; people who are there
	// already, by school and number or by username, are brought up to date.
	ImportRoster(ctx context.Context, r models.Roster) (models.RosterCount, error)
}

// People finds people and keeps what is recorded of them.
type People interface {
	Person(ctx context.Context, id models.AccountID) (models.Person, error)
	ClassLearners(ctx context.Context, id models.ClassID) ([]models.Learner, error)
	CreateAccount(ctx context.Context, a models.Account) error
	SetConsent(ctx context.Context, learner models.AccountID, c models.Consent) error
}

// Credentials stores what proves who somebody is.
type Credentials interface {
	// SetCardHashes sets those of many accounts, all or none.
	SetCardHashes(ctx context.Context, hashes map[models.AccountID][]byte) error
	SetPasswordHash(ctx context.Context, id models.AccountID, phc string) error
	SetDisabled(ctx context.Context, id models.AccountID, disabled bool) error
	DeleteWebSessions(ctx context.Context, id models.AccountID) error
}

// Secrets makes and hashes what proves who somebody is.
type Secrets interface {
	NewCard() (code string, hash []byte, err error)
	NewPassword() (string, error)
	HashPassword(password string) (phc string, err error)
}

// Config says where the service keeps things.
type Config struct {
	Rosters     Rosters
	People      People
	Credentials Credentials
	Secrets     Secrets
	Clock       func() time.Time // default time.Now
}

// Service manages people and what they sign in with.
type Service struct{ Config }

// New returns a Service.
func New(c Config) *Service {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	return &Service{c}
}

// Card is a login card just issued: the only time its code can be read.
type Card struct {
	Learner models.Learner `json:"learner"`
	Code    string         `json:"code"`
}

// Login is a password just issued: the only time it can be read.
type Login struct {
	Account  models.Account `json:"account"`
	Password string         `json:"password"`
}

// IssueCard gives a pupil a new login card. The old card and every open web
// session of the pupil end.
func (s *Service) IssueCard(ctx context.Context, by models.Person, pupil models.AccountID) (string, error) {
	if err := s.mayManage(ctx, by, pupil); err != nil {
		return "", err
	}
	code, hash, err := s.Secrets.NewCard()
	if err != nil {
		return "", err
	}
	if err := s.Credentials.SetCardHashes(ctx, map[models.AccountID][]byte{pupil: hash}); err != nil {
		return "", err
	}
	return code, s.Credentials.DeleteWebSessions(ctx, pupil)
}

// IssueClassCards gives every pupil of a class a new login card.
func (s *Service) IssueClassCards(ctx context.Context, by models.Person, class models.ClassID) ([]Card, error) {
	if by.Role != models.RoleOperator && !teaches(by, class) {
		return nil, models.NotFound("class")
	}
	learners, err := s.People.ClassLearners(ctx, class)
	if err != nil {
		return nil, err
	}
	cards, hashes := make([]Card, len(learners)), make(map[models.AccountID][]byte, len(learners))
	for i, l := range learners {
		code, hash, err := s.Secrets.NewCard()
		if err != nil {
			return nil, err
		}
		cards[i], hashes[l.ID] = Card{Learner: l, Code: code}, hash
	}
	if err := s.Credentials.SetCardHashes(ctx, hashes); err != nil {
		return nil, err
	}
	for id := range hashes {
		if err := s.Credentials.DeleteWebSessions(ctx, id); err != nil {
			return nil, err
		}
	}
	return cards, nil
}

// CreateStaff makes an account for a teacher, researcher, author or operator and
// returns its first password.
func (s *Service) CreateStaff(ctx context.Context, a models.Account) (Login, error) {
	if a.Role == models.RolePupil {
		return Login{}, models.Invalid("role", "pupils come with a roster, not one by one")
	}
	a.ID, a.CreatedAt = models.NewID[models.Account](), s.Clock()
	if a.Locale == "" {
		a.Locale = models.ZhCN
	}
	if err := a.Validate(); err != nil {
		return Login{}, err
	}
	if err := s.People.CreateAccount(ctx, a); err != nil {
		return Login{}, err
	}
	return s.issuePassword(ctx, a)
}

// ResetPassword gives a member of staff a new password; only an operator may.
// Every open web session of the account ends.
func (s *Service) ResetPassword(ctx context.Context, by models.Person, id models.AccountID) (Login, error) {
	if by.Role != models.RoleOperator {
		return Login{}, models.Forbidden("only an operator can reset a password")
	}
	p, err := s.People.Person(ctx, id)
	if err != nil {
		return Login{}, err
	}
	if p.Role == models.RolePupil {
		return Login{}, models.Invalid("account", "pupils sign in with a card; issue a new card instead")
	}
	return s.issuePassword(ctx, p.Account)
}

func (s *Service) issuePassword(ctx context.Context, a models.Account) (Login, error) {
	password, err := s.Secrets.NewPassword()
	if err != nil {
		return Login{}, err
	}
	return Login{Account: a, Password: password}, s.SetPassword(ctx, a.ID, password)
}

// SetPassword stores a chosen password and ends every open web session of the
// account.
func (s *Service) SetPassword(ctx context.Context, id models.AccountID, password string) error {
	phc, err := s.Secrets.HashPassword(password)
	if err != nil {
		return err
	}
	if err := s.Credentials.SetPasswordHash(ctx, id, phc); err != nil {
		return err
	}
	return s.Credentials.DeleteWebSessions(ctx, id)
}

// SetDisabled keeps a member of staff from signing in and ends her web
// sessions, or lets her in again; only an operator may, and not for herself.
// It returns who it was.
func (s *Service) SetDisabled(ctx context.Context, by models.Person, id models.AccountID, disabled bool) (models.Person, error) {
	if by.Role != models.RoleOperator {
		return models.Person{}, models.Forbidden("only an operator can disable an account")
	}
	if by.ID == id {
		return models.Person{}, models.Errorf(models.CodeConflict, "nobody can disable her own account; another operator can")
	}
	p, err := s.People.Person(ctx, id)
	if err != nil {
		return p, err
	}
	if p.Role == models.RolePupil {
		return p, models.Invalid("account", "only accounts of staff can be disabled")
	}
	if err := s.Credentials.SetDisabled(ctx, id, disabled); err != nil {
		return p, err
	}
	return p, s.Credentials.DeleteWebSessions(ctx, id)
}

// RecordConsent notes that a guardian has given or withdrawn consent.
func (s *Service) RecordConsent(ctx context.Context, by models.Person, pupil models.AccountID, given bool) error {
	if err := s.mayManage(ctx, by, pupil); err != nil {
		return err
	}
	return s.People.SetConsent(ctx, pupil, models.Consent{Given: given, At: s.Clock(), By: by.ID})
}

// Import stores a roster and issues a card to every new pupil and a password
// to every new teacher.
func (s *Service) Import(ctx context.Context, r models.Roster) (models.RosterCount, []Issued, error) {
	count, err := s.Rosters.ImportRoster(ctx, r)
	if err != nil {
		return count, nil, err
	}
	issued, err := s.issueCards(ctx, count.New)
	if err != nil {
		return count, nil, err
	}
	for i, p := range count.New {
		if p.Role == models.RolePupil {
			continue
		}
		login, err := s.issuePassword(ctx, p.Account)
		if err != nil {
			return count, issued[:i], err
		}
		issued[i].Secret = login.Password
	}
	return count, issued, nil
}

// Issued is the first card or password of a person who came with a roster.
type Issued struct {
	Person models.Person `json:"person"`
	School string        `json:"school"` // code
	Class  string        `json:"class"`
	Number string        `json:"number"` // of a pupil
	Secret string        `json:"secret"` // card code or password
}

// issueCards gives each pupil among the new people a card.
func (s *Service) issueCards(ctx context.Context, people []models.NewPerson) ([]Issued, error) {
	issued, hashes := make([]Issued, len(people)), make(map[models.AccountID][]byte)
	for i, p := range people {
		issued[i] = Issued{Person: p.Person, School: p.School, Class: p.Class, Number: p.Number}
		if p.Role != models.RolePupil {
			continue
		}
		code, hash, err := s.Secrets.NewCard()
		if err != nil {
			return nil, err
		}
		issued[i].Secret, hashes[p.ID] = code, hash
	}
	return issued, s.Credentials.SetCardHashes(ctx, hashes)
}

// mayManage refuses whoever is neither an operator nor a teacher of one of
// the pupil's classes.
func (s *Service) mayManage(ctx context.Context, by models.Person, pupil models.AccountID) error {
	p, err := s.People.Person(ctx, pupil)
	if err != nil {
		return err
	}
	if p.Role == models.RolePupil {
		if by.Role == models.RoleOperator {
			return nil
		}
		for _, class := range p.Classes {
			if teaches(by, class) {
				return nil
			}
		}
	}
	return models.NotFound("pupil")
}

func teaches(p models.Person, class models.ClassID) bool {
	return p.Role == models.RoleTeacher && p.InClass(class)
}
