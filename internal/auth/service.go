package auth

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/text/width"

	"suyang/models"
)

// Credentials finds accounts by what proves who somebody is. Both finders
// answer CodeNotFound when there is no such account.
type Credentials interface {
	AccountByCardHash(ctx context.Context, hash []byte) (models.Person, error)
	PasswordByUsername(ctx context.Context, username string) (models.Person, string, error)
	SetPasswordHash(ctx context.Context, id models.AccountID, phc string) error
}

// WebSessions keeps who is signed in, by the hash of a token.
type WebSessions interface {
	CreateWebSession(ctx context.Context, tokenHash []byte, account models.AccountID, expires time.Time) error
	// PersonByWebSession answers CodeNotFound when the session is not there or
	// has expired at now.
	PersonByWebSession(ctx context.Context, tokenHash []byte, now time.Time) (models.Person, error)
	DeleteWebSession(ctx context.Context, tokenHash []byte) error
	DeleteWebSessions(ctx context.Context, account models.AccountID) error
}

// Config of a Service. CardKey and the two interfaces are required.
type Config struct {
	Credentials Credentials
	WebSessions WebSessions
	CardKey     CardKey
	Passwords   *Passwords    // nil means NewPasswords with its defaults
	Life        time.Duration // how long a sign-in lasts; 0 means 12 hours
	AllowDemo   bool          // lets demo accounts in
	Clock       func() time.Time

	// Tries. A zero Burst takes the default written beside it.
	CardsPerAddress     ThrottleConfig // 1,000, five more a second: a school behind one address signs in at once
	PasswordsPerAddress ThrottleConfig // 50, one more in two seconds
	PerAccount          ThrottleConfig // 10, one more in 30 seconds; by user name or by card
}

// Service signs people in and out. It is safe for concurrent use.
type Service struct {
	cfg                          Config
	cards, passwords, perAccount *Throttle
}

// New returns a service.
func New(cfg Config) *Service {
	if cfg.Passwords == nil {
		cfg.Passwords = NewPasswords(PasswordConfig{})
	}
	if cfg.Life == 0 {
		cfg.Life = 12 * time.Hour
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	throttle := func(set ThrottleConfig, burst int, every time.Duration) *Throttle {
		if set.Burst == 0 {
			set.Burst, set.Every = burst, every
		}
		set.Clock = cfg.Clock
		return NewThrottle(set)
	}
	return &Service{
		cfg:        cfg,
		cards:      throttle(cfg.CardsPerAddress, 1000, time.Second/5),
		passwords:  throttle(cfg.PasswordsPerAddress, 50, 2*time.Second),
		perAccount: throttle(cfg.PerAccount, 10, 30*time.Second),
	}
}

// Grant is a sign-in: the token goes into the browser's cookie.
type Grant struct {
	Token   string
	Expires time.Time
	Person  models.Person
}

// TooManyTries refuses a sign-in for now. It unwraps to a CodeRateLimited error.
type TooManyTries struct{ Wait time.Duration }

// Error implements error.
func (e TooManyTries) Error() string {
	return fmt.Sprintf("too many tries; wait %s", e.Wait.Round(time.Second)+time.Second)
}

// Unwrap returns the refusal with its code.
func (e TooManyTries) Unwrap() error {
	return &models.Error{Code: models.CodeRateLimited, Message: e.Error()}
}

// SignInCard signs in the holder of a login card. Address is where the try
// comes from. Errors: CodeInvalid for what cannot be a code, CodeUnauthenticated
// for an unknown one, CodeForbidden for a disabled account, [TooManyTries].
func (s *Service) SignInCard(ctx context.Context, code string, address netip.Addr) (Grant, error) {
	card, err := ParseCard(code)
	if err != nil {
		return Grant{}, err
	}
	hash := s.cfg.CardKey.Hash(card)
	return s.try(ctx, s.cards, address, "card "+hex.EncodeToString(hash), func() (models.Person, error) {
		p, err := s.cfg.Credentials.AccountByCardHash(ctx, hash)
		if models.CodeOf(err) == models.CodeNotFound {
			return p, models.Errorf(models.CodeUnauthenticated, "there is no such card, or a newer one has replaced it")
		}
		return p, err
	})
}

// SignInPassword signs in a member of staff. An unknown user name and a wrong
// password give the same error after the same time; otherwise as [Service.SignInCard].
func (s *Service) SignInPassword(ctx context.Context, username, password string, address netip.Addr) (Grant, error) {
	username = strings.ToLower(strings.TrimSpace(width.Narrow.String(username)))
	if models.ValidateUsername(username) != nil || len(password) > 4*MaxPassword {
		return Grant{}, errWrongPassword()
	}
	return s.try(ctx, s.passwords, address, "user "+username, func() (models.Person, error) {
		p, phc, err := s.cfg.Credentials.PasswordByUsername(ctx, username)
		if err != nil && models.CodeOf(err) != models.CodeNotFound {
			return p, err
		}
		if err != nil {
			phc = ""
		}
		return p, s.verify(ctx, p.ID, phc, password)
	})
}

func errWrongPassword() error {
	return models.Errorf(models.CodeUnauthenticated, "the user name or the password is wrong")
}

// verify refuses a wrong password, and hashes a right one anew when the stored
// hash is of other costs than today's.
func (s *Service) verify(ctx context.Context, id models.AccountID, phc, password string) error {
	ok, err := s.cfg.Passwords.Verify(ctx, phc, password)
	switch {
	case err != nil:
		return err
	case !ok:
		return errWrongPassword()
	case !s.cfg.Passwords.Outdated(phc):
		return nil
	}
	renewed, err := s.cfg.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	return s.cfg.Credentials.SetPasswordHash(ctx, id, renewed)
}

// try counts a try against the address and the account, and gives both back
// unless what was given is wrong.
func (s *Service) try(ctx context.Context, byAddress *Throttle, address netip.Addr, account string, identify func() (models.Person, error)) (Grant, error) {
	network := networkOf(address)
	if wait := byAddress.Take(network); wait > 0 {
		return Grant{}, TooManyTries{wait}
	}
	if wait := s.perAccount.Take(account); wait > 0 {
		return Grant{}, TooManyTries{wait}
	}
	p, err := identify()
	if models.CodeOf(err) != models.CodeUnauthenticated {
		byAddress.Return(network)
		s.perAccount.Return(account)
	}
	if err != nil {
		return Grant{}, err
	}
	return s.grant(ctx, p)
}

// networkOf is what tries are counted by: an IPv4 address, or the /64 that one
// IPv6 customer has.
func networkOf(a netip.Addr) string {
	if a = a.Unmap(); a.Is6() {
		if prefix, err := a.Prefix(64); err == nil {
			return prefix.String()
		}
	}
	return a.String()
}

func (s *Service) grant(ctx context.Context, p models.Person) (Grant, error) {
	if err := s.admit(p); err != nil {
		return Grant{}, err
	}
	g := Grant{Token: NewToken(), Expires: s.cfg.Clock().Add(s.cfg.Life), Person: p}
	hash, _ := TokenHash(g.Token)
	return g, s.cfg.WebSessions.CreateWebSession(ctx, hash, p.ID, g.Expires)
}

// admit refuses accounts that may not be used now.
func (s *Service) admit(p models.Person) error {
	if p.Disabled {
		return models.Forbidden("this account is disabled; ask your school's operator")
	}
	if p.Demo && !s.cfg.AllowDemo {
		return models.Forbidden("this is a demo account, and the service does not run as a demo")
	}
	return nil
}

// Person returns who holds the token, or CodeUnauthenticated.
func (s *Service) Person(ctx context.Context, token string) (models.Person, error) {
	nobody := models.Errorf(models.CodeUnauthenticated, "nobody is signed in, or the sign-in has expired")
	hash, ok := TokenHash(token)
	if !ok {
		return models.Person{}, nobody
	}
	p, err := s.cfg.WebSessions.PersonByWebSession(ctx, hash, s.cfg.Clock())
	switch {
	case models.CodeOf(err) == models.CodeNotFound, err == nil && s.admit(p) != nil:
		return models.Person{}, nobody
	case err != nil:
		return models.Person{}, err
	}
	return p, nil
}

// SignOut ends the sign-in of the token; an unknown token is already out.
func (s *Service) SignOut(ctx context.Context, token string) error {
	hash, ok := TokenHash(token)
	if !ok {
		return nil
	}
	return s.cfg.WebSessions.DeleteWebSession(ctx, hash)
}

// ChangePassword gives a member of staff who knows her password another one,
// and ends all her sign-ins. Wrong tries count as at signing in.
func (s *Service) ChangePassword(ctx context.Context, p models.Person, old, chosen string) error {
	if p.Role == models.RolePupil {
		return models.Forbidden("pupils sign in with a card and have no password")
	}
	if err := CheckPassword(chosen, p.Account); err != nil {
		return err
	}
	account := "user " + p.Username
	if wait := s.perAccount.Take(account); wait > 0 {
		return TooManyTries{wait}
	}
	_, phc, err := s.cfg.Credentials.PasswordByUsername(ctx, p.Username)
	if err != nil {
		return err
	}
	ok, err := s.cfg.Passwords.Verify(ctx, phc, old)
	if err != nil {
		return err
	}
	if !ok {
		return models.Invalid("old_password", "this is not your present password")
	}
	s.perAccount.Return(account)
	return s.setPassword(ctx, p.ID, chosen)
}

func (s *Service) setPassword(ctx context.Context, id models.AccountID, password string) error {
	phc, err := s.cfg.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	if err := s.cfg.Credentials.SetPasswordHash(ctx, id, phc); err != nil {
		return err
	}
	return s.cfg.WebSessions.DeleteWebSessions(ctx, id)
}
