package store

import (
	"context"

	"suyang/models"
)

// SetCardHash gives an account a login card in place of the one it has. The
// hash is that of the card's code.
func (s *Store) SetCardHash(ctx context.Context, account models.AccountID, hash []byte) error {
	return exec(ctx, s.pool, "account", `
		insert into cards (region_id, account_id, hash)
		select region_id, id, $2 from accounts where id = $1
		on conflict (region_id, account_id) do update set hash = excluded.hash`, account, hash)
}

// AccountByCardHash returns whose login card has the hash.
func (s *Store) AccountByCardHash(ctx context.Context, hash []byte) (models.Person, error) {
	return one[models.Person](ctx, s.pool, "login card", "select "+personColumns+`
		from cards k join accounts a on (a.region_id, a.id) = (k.region_id, k.account_id)
		where k.hash = $1`, hash)
}

// SetPasswordHash gives an account a password in place of the one it has, as a
// PHC string.
func (s *Store) SetPasswordHash(ctx context.Context, account models.AccountID, phc string) error {
	return exec(ctx, s.pool, "account", `
		insert into passwords (region_id, account_id, phc)
		select region_id, id, $2 from accounts where id = $1
		on conflict (region_id, account_id) do update set phc = excluded.phc`, account, phc)
}

// PasswordByUsername returns the account with the user name and the PHC string
// of its password; CodeNotFound also when it has no password.
func (s *Store) PasswordByUsername(ctx context.Context, username string) (models.Person, string, error) {
	found, err := one[struct {
		models.Person
		PHC string
	}](ctx, s.pool, "user name", "select "+personColumns+`, p.phc
		from accounts a join passwords p on (p.region_id, p.account_id) = (a.region_id, a.id)
		where a.username = $1 and a.username <> ''`, username)
	return found.Person, found.PHC, err
}
