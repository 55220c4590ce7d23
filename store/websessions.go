package store

import (
	"context"
	"time"

	"suyang/models"
)

// CreateWebSession signs an account in until expires, and forgets the
// account's sign-ins that have expired. The hash is that of the browser's
// token.
func (s *Store) CreateWebSession(ctx context.Context, tokenHash []byte, account models.AccountID, expires time.Time) error {
	return exec(ctx, s.pool, "account", `
		with person as (select region_id, id from accounts where id = $2),
		forgotten as (
			delete from web_sessions w using person p
			where (w.region_id, w.account_id) = (p.region_id, p.id) and w.expires_at < now())
		insert into web_sessions (token_hash, region_id, account_id, expires_at)
		select $1, region_id, id, $3 from person`, tokenHash, account, expires)
}

// PersonByWebSession returns who is signed in by the token with the hash.
// CodeNotFound when nobody is, the sign-in has expired at now, or the account
// is disabled.
func (s *Store) PersonByWebSession(ctx context.Context, tokenHash []byte, now time.Time) (models.Person, error) {
	return one[models.Person](ctx, s.pool, "web session", "select "+personColumns+`
		from web_sessions w join accounts a on (a.region_id, a.id) = (w.region_id, w.account_id)
		where w.token_hash = $1 and w.expires_at > $2 and not a.disabled`, tokenHash, now)
}

// DeleteWebSession signs out one browser. It is no error when nobody is signed
// in there.
func (s *Store) DeleteWebSession(ctx context.Context, tokenHash []byte) error {
	_, err := s.pool.Exec(ctx, "delete from web_sessions where token_hash = $1", tokenHash)
	return failed("web session", err)
}

// DeleteWebSessions signs an account out everywhere.
func (s *Store) DeleteWebSessions(ctx context.Context, account models.AccountID) error {
	_, err := s.pool.Exec(ctx, `
		delete from web_sessions w using accounts a
		where (w.region_id, w.account_id) = (a.region_id, a.id) and a.id = $1`, account)
	return failed("web session", err)
}
