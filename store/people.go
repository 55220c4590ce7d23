package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

// personColumns are those of a models.Person, from accounts a.
const personColumns = `
	a.id, a.region_id, a.school_id, a.role, a.name, a.username, a.locale, a.demo, a.disabled, a.created_at,
	array(select m.class_id from memberships m
	      where (m.region_id, m.account_id) = (a.region_id, a.id) order by m.class_id) as classes`

// CreateAccount stores a new account. A user name that is taken is a conflict.
func (s *Store) CreateAccount(ctx context.Context, a models.Account) error {
	return exec(ctx, s.pool, "account", `
		insert into accounts (id, region_id, school_id, role, name, username, locale, demo, disabled, created_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.ID, key(a.RegionID), a.SchoolID, a.Role, a.Name, a.Username, a.Locale, a.Demo, a.Disabled, a.CreatedAt)
}

// UpdateAccount stores the school, name, user name, locale and Disabled of an
// account. Region, role and Demo stay as they are.
func (s *Store) UpdateAccount(ctx context.Context, a models.Account) error {
	return exec(ctx, s.pool, "account", `
		update accounts set school_id = $3, name = $4, username = $5, locale = $6, disabled = $7
		where region_id = $1 and id = $2`,
		key(a.RegionID), a.ID, a.SchoolID, a.Name, a.Username, a.Locale, a.Disabled)
}

// Person returns an account with its classes.
func (s *Store) Person(ctx context.Context, id models.AccountID) (models.Person, error) {
	return one[models.Person](ctx, s.pool, "account", "select "+personColumns+" from accounts a where a.id = $1", id)
}

// learnerQuery selects models.Learner from learners l and accounts a.
const learnerQuery = `
	select l.id, l.region_id, l.school_id, l.number, a.name, l.gender, l.grade, l.under14,
		row(l.consent_given, l.consent_at, l.consent_by) as consent
	from learners l join accounts a on (a.region_id, a.id) = (l.region_id, l.id)`

// Learner returns what is known of a pupil.
func (s *Store) Learner(ctx context.Context, id models.AccountID) (models.Learner, error) {
	return one[models.Learner](ctx, s.pool, "learner", learnerQuery+" where l.id = $1", id)
}

// ClassLearners lists the pupils of a class by number.
func (s *Store) ClassLearners(ctx context.Context, id models.ClassID) ([]models.Learner, error) {
	return many[models.Learner](ctx, s.pool, "learner", learnerQuery+`
		join memberships m on (m.region_id, m.account_id) = (l.region_id, l.id)
		where m.class_id = $1
		order by l.number, l.id`, id)
}

// SetConsent records a guardian's consent or its withdrawal, which deletes what
// the pupil has answered to questionnaires.
func (s *Store) SetConsent(ctx context.Context, learner models.AccountID, c models.Consent) error {
	return s.inTx(ctx, "learner", func(tx pgx.Tx) error {
		if err := exec(ctx, tx, "learner",
			"update learners set consent_given = $2, consent_at = $3, consent_by = $4 where id = $1",
			learner, c.Given, c.At, c.By); err != nil || c.Given {
			return err
		}
		_, err := tx.Exec(ctx, "delete from replies where account_id = $1", learner)
		return err
	})
}
