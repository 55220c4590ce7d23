package store

import (
	"context"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"suyang/models"
)

// SetCardHashes gives accounts login cards in place of those they have, all or
// none. A hash is that of a card's code.
func (s *Store) SetCardHashes(ctx context.Context, hashes map[models.AccountID][]byte) error {
	accounts := slices.Collect(maps.Keys(hashes))
	codes := make([][]byte, len(accounts))
	for i, id := range accounts {
		codes[i] = hashes[id]
	}
	return s.inTx(ctx, "account", func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, `
			insert into cards (region_id, account_id, hash)
			select a.region_id, a.id, n.hash
			from unnest($1::uuid[], $2::bytea[]) as n (id, hash) join accounts a on a.id = n.id
			on conflict (region_id, account_id) do update set hash = excluded.hash`, accounts, codes)
		if err == nil && tag.RowsAffected() != int64(len(accounts)) {
			err = pgx.ErrNoRows
		}
		return err
	})
}

// SetDisabled keeps an account from signing in, or lets it again.
func (s *Store) SetDisabled(ctx context.Context, account models.AccountID, disabled bool) error {
	return exec(ctx, s.pool, "account", "update accounts set disabled = $2 where id = $1", account, disabled)
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
