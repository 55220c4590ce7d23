package assessment

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"suyang/assessment/delivery"
	"suyang/assessment/scale"
	"suyang/models"
)

// Config is what a [Service] works with. One store usually satisfies all the
// interfaces.
type Config struct {
	Bank        Bank
	Sessions    Sessions
	Sittings    Sittings
	Assignments Assignments
	Monitor     Monitor
	Roster      Roster
	Overdue     Overdue
	FormMaker   FormMaker // needed to assemble forms
	Papers      Papers    // needed for tests on paper
	Finished    Finished  // needed for tests on paper

	Metric         models.Metric          // zero: 500 + 100 theta
	Levels         []models.Level         // ascending; empty: scores have no level
	Misconceptions []models.Misconception // catalogue for class reports; may be empty
	Lessons        []models.Lesson        // suggested in reports; may be empty

	Clock  func() time.Time // nil: time.Now
	Seed   func() uint64    // seeds of new sessions; nil: random
	Grace  time.Duration    // answers this long after the time is over still count; 0: 5 s, negative: none
	Reload time.Duration    // how long the bank's items and forms are kept in memory; 0: 10 s, negative: not at all
}

// Service delivers tests. It is safe for concurrent use, by several processes
// on one store, too.
type Service struct {
	cfg       Config
	catalogue *catalogue
}

// New makes a service.
func New(c Config) *Service {
	if c.Metric == (models.Metric{}) {
		c.Metric = scale.DefaultMetric
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Seed == nil {
		c.Seed = rand.Uint64
	}
	c.Grace = orDefault(c.Grace, 5*time.Second)
	c.Reload = orDefault(c.Reload, 10*time.Second)
	return &Service{cfg: c, catalogue: &catalogue{bank: c.Bank, reload: c.Reload, versions: delivery.Items{}}}
}

func orDefault(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return max(d, 0)
}

// now is the server's time to the microsecond, as the database keeps it.
func (s *Service) now() time.Time { return s.cfg.Clock().UTC().Truncate(time.Microsecond) }

// rules gathers what decides about a sitting of the assignment with the trail.
func (s *Service) rules(ctx context.Context, a models.Assignment, trails ...models.SessionTrail) (delivery.Rules, error) {
	shelf, err := s.catalogue.shelf(ctx, s.now())
	if err != nil {
		return delivery.Rules{}, err
	}
	form, ok := shelf.forms[a.FormID]
	if !ok {
		return delivery.Rules{}, models.NotFound("form")
	}
	items, err := s.catalogue.named(ctx, trails...)
	return delivery.Rules{
		Form: form, Closes: a.ClosesAt, Grace: s.cfg.Grace, Pool: shelf.pools[a.FormID], Items: items,
		Metric: s.cfg.Metric, Levels: s.cfg.Levels,
	}, err
}

// event is one event of a sitting.
type event func(r delivery.Rules, t *models.SessionTrail, now time.Time) error

// change lets one event happen to a session under its lock. A session whose
// time is over expires first, and that is kept even when the event is refused.
// A session that may denies does not exist for the caller.
func (s *Service) change(ctx context.Context, id models.SessionID, may func(models.Session) bool, happen event) (delivery.Rules, models.SessionTrail, error) {
	for {
		r, t, err := s.try(ctx, id, may, happen)
		missing, ok := errors.AsType[*delivery.MissingVersion](err)
		if !ok {
			return r, t, err
		}
		if _, err := s.catalogue.version(ctx, missing.Version); err != nil {
			return r, t, err
		}
	}
}

func (s *Service) try(ctx context.Context, id models.SessionID, may func(models.Session) bool, happen event) (delivery.Rules, models.SessionTrail, error) {
	session, a, err := s.cfg.Sittings.Sitting(ctx, id)
	if err != nil {
		return delivery.Rules{}, models.SessionTrail{}, err
	}
	if !may(session) {
		return delivery.Rules{}, models.SessionTrail{}, models.NotFound("session")
	}
	r, err := s.rules(ctx, a)
	if err != nil {
		return r, models.SessionTrail{}, err
	}
	var t models.SessionTrail
	var refused error
	err = s.cfg.Sessions.UpdateSession(ctx, id, func(locked *models.SessionTrail) (err error) {
		if r.Items, err = s.catalogue.held(*locked); err != nil {
			return err
		}
		now := s.now()
		expired := r.Lapse(locked, now)
		refused = happen(r, locked, now)
		t = *locked
		if expired {
			return nil
		}
		return refused
	})
	if err == nil {
		err = refused
	}
	return r, t, err
}

// read loads a session with its rules.
func (s *Service) read(ctx context.Context, id models.SessionID, may func(models.Session) bool) (delivery.Rules, models.SessionTrail, error) {
	t, err := s.cfg.Sessions.SessionTrail(ctx, id)
	if err != nil {
		return delivery.Rules{}, t, err
	}
	if !may(t.Session) {
		return delivery.Rules{}, models.SessionTrail{}, models.NotFound("session")
	}
	a, err := s.cfg.Assignments.Assignment(ctx, t.Session.AssignmentID)
	if err != nil {
		return delivery.Rules{}, t, err
	}
	r, err := s.rules(ctx, a, t)
	return r, t, err
}
