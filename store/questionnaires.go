package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

const openingColumns = "o.id, o.region_id, o.class_id, o.code, o.opens_at, o.closes_at, o.opened_by"

// CreateOpening stores a new opening of a questionnaire.
func (s *Store) CreateOpening(ctx context.Context, o models.Opening) error {
	return exec(ctx, s.pool, "questionnaire", `
		insert into openings (id, region_id, class_id, code, opens_at, closes_at, opened_by)
		values (@ID, @RegionID, @ClassID, @Code, @OpensAt, @ClosesAt, @OpenedBy)`, pgx.StructArgs(o))
}

// Opening returns an opening.
func (s *Store) Opening(ctx context.Context, id models.OpeningID) (models.Opening, error) {
	return one[models.Opening](ctx, s.pool, "questionnaire", "select "+openingColumns+" from openings o where o.id = $1", id)
}

// CloseOpening ends an opening at a time, unless it ends before.
func (s *Store) CloseOpening(ctx context.Context, id models.OpeningID, at time.Time) error {
	return exec(ctx, s.pool, "questionnaire",
		"update openings set closes_at = greatest(opens_at, least(closes_at, $2)) where id = $1", id, at)
}

// ClassOpenings lists the openings of a class, newest first, with how many have
// answered.
func (s *Store) ClassOpenings(ctx context.Context, class models.ClassID) ([]models.OpeningCount, error) {
	return many[models.OpeningCount](ctx, s.pool, "questionnaire", `
		select `+openingColumns+`,
			(select count(*) from replies r where (r.region_id, r.opening_id) = (o.region_id, o.id) and r.submitted_at is null) as begun,
			(select count(*) from replies r where (r.region_id, r.opening_id) = (o.region_id, o.id) and r.submitted_at is not null) as submitted
		from openings o where o.class_id = $1
		order by o.opens_at desc, o.id desc`, class)
}

const replyColumns = `
	r.id, r.region_id, r.account_id, r.opening_id, r.code, r.version, r.locale, r.answers, r.started_at, r.updated_at, r.submitted_at`

const replyQuery = "select " + replyColumns + ` from replies r
	where r.account_id = $1 and r.code = $2 and r.opening_id is not distinct from $3`

// Reply returns what an account answered to a questionnaire. A zero opening is
// that of a teacher's own.
func (s *Store) Reply(ctx context.Context, account models.AccountID, code string, opening models.OpeningID) (models.Reply, error) {
	return one[models.Reply](ctx, s.pool, "reply", replyQuery, account, code, opening)
}

// KeepReply gives fn the reply of r's account as it is stored, or r when there
// is none, and stores what fn made of it. What is known of a pupil, her consent
// above all, stays as fn was told until the reply is stored. An error of fn
// undoes everything and is returned as it is.
func (s *Store) KeepReply(ctx context.Context, r models.Reply, fn func(*models.Reply, models.Learner) error) (models.Reply, error) {
	err := s.inTx(ctx, "reply", func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "select from accounts where id = $1 for update", r.AccountID); err != nil {
			return err
		}
		learner, err := one[models.Learner](ctx, tx, "learner", learnerQuery+" where l.id = $1 for share of l", r.AccountID)
		if err != nil && models.CodeOf(err) != models.CodeNotFound {
			return err
		}
		kept, err := one[models.Reply](ctx, tx, "reply", replyQuery, r.AccountID, r.Code, r.OpeningID)
		if err == nil {
			r = kept
		} else if models.CodeOf(err) != models.CodeNotFound {
			return err
		}
		if err := fn(&r, learner); err != nil {
			return err
		}
		return exec(ctx, tx, "reply", `
			insert into replies (id, region_id, account_id, opening_id, code, version, locale, answers, started_at, updated_at, submitted_at)
			values (@ID, @RegionID, @AccountID, @OpeningID, @Code, @Version, @Locale, @Answers, @StartedAt, @UpdatedAt, @SubmittedAt)
			on conflict (region_id, id) do update set version = excluded.version, locale = excluded.locale,
				answers = excluded.answers, updated_at = excluded.updated_at, submitted_at = excluded.submitted_at`,
			replyArgs(r))
	})
	return r, err
}

// replyArgs are the columns of a reply; the platform's region is a value, not NULL.
func replyArgs(r models.Reply) pgx.NamedArgs {
	return pgx.NamedArgs{
		"ID": r.ID, "RegionID": key(r.RegionID), "AccountID": r.AccountID, "OpeningID": r.OpeningID, "Code": r.Code, "Version": r.Version,
		"Locale": r.Locale, "Answers": r.Answers, "StartedAt": r.StartedAt, "UpdatedAt": r.UpdatedAt, "SubmittedAt": r.SubmittedAt,
	}
}

// DeleteReply deletes what an account answered to a questionnaire, if anything.
func (s *Store) DeleteReply(ctx context.Context, account models.AccountID, code string, opening models.OpeningID) error {
	_, err := s.pool.Exec(ctx, "delete from replies where account_id = $1 and code = $2 and opening_id is not distinct from $3", account, code, opening)
	return failed("reply", err)
}

// Respondents lists the replies to a questionnaire with what statistics need of
// the persons, ordered by random identifiers.
func (s *Store) Respondents(ctx context.Context, code string) ([]models.Respondent, error) {
	return many[models.Respondent](ctx, s.pool, "reply", `
		select `+replyColumns+`, a.school_id, coalesce(sc.name, '') as school, rg.name as region,
			coalesce(l.grade, 0) as grade, coalesce(l.under14, false) as under14
		from replies r
		join accounts a on (a.region_id, a.id) = (r.region_id, r.account_id)
		join regions rg on rg.id = r.region_id
		left join schools sc on (sc.region_id, sc.id) = (a.region_id, a.school_id)
		left join learners l on (l.region_id, l.id) = (r.region_id, r.account_id)
		where r.code = $1
		order by md5(r.id::text)`, code)
}
