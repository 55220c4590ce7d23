package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestLoginCards(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	lin, gao := c.pupils[0], c.pupils[1]
	first, second := []byte("hash of the first card"), []byte("hash of the second card")
	require.NoError(t, c.SetCardHashes(ctx, map[models.AccountID][]byte{lin.ID: first}))

	p, err := c.AccountByCardHash(ctx, first)
	require.NoError(t, err)
	require.Equal(t, lin.ID, p.ID)
	require.Equal(t, []models.ClassID{c.class.ID}, p.Classes)

	requireCode(t, models.CodeConflict, c.SetCardHashes(ctx, map[models.AccountID][]byte{gao.ID: first}))
	requireCode(t, models.CodeNotFound, c.SetCardHashes(ctx, map[models.AccountID][]byte{models.NewID[models.Account](): second}))

	require.NoError(t, c.SetCardHashes(ctx, map[models.AccountID][]byte{lin.ID: second}))
	_, err = c.AccountByCardHash(ctx, first)
	requireCode(t, models.CodeNotFound, err)
	p, err = c.AccountByCardHash(ctx, second)
	require.NoError(t, err)
	require.Equal(t, lin.ID, p.ID)
}

func TestManyLoginCards(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	cards := map[models.AccountID][]byte{c.pupils[0].ID: []byte("one"), c.pupils[1].ID: []byte("two")}
	require.NoError(t, c.SetCardHashes(ctx, cards))
	require.NoError(t, c.SetCardHashes(ctx, nil))
	for id, hash := range cards {
		p, err := c.AccountByCardHash(ctx, hash)
		require.NoError(t, err)
		require.Equal(t, id, p.ID)
	}
	requireCode(t, models.CodeNotFound, c.SetCardHashes(ctx, map[models.AccountID][]byte{
		c.pupils[0].ID: []byte("three"), models.NewID[models.Account](): []byte("four"),
	}))
	_, err := c.AccountByCardHash(ctx, []byte("one"))
	require.NoError(t, err, "all or none")
}

func TestDisabledAccounts(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	for _, disabled := range []bool{true, false} {
		require.NoError(t, c.SetDisabled(ctx, c.teacher.ID, disabled))
		p, err := c.Person(ctx, c.teacher.ID)
		require.NoError(t, err)
		require.Equal(t, disabled, p.Disabled)
	}
	requireCode(t, models.CodeNotFound, c.SetDisabled(ctx, models.NewID[models.Account](), true))
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	_, _, err := c.PasswordByUsername(ctx, c.teacher.Username)
	requireCode(t, models.CodeNotFound, err)

	for _, phc := range []string{"$argon2id$one", "$argon2id$two"} {
		require.NoError(t, c.SetPasswordHash(ctx, c.teacher.ID, phc))
		p, got, err := c.PasswordByUsername(ctx, c.teacher.Username)
		require.NoError(t, err)
		require.Equal(t, phc, got)
		require.Equal(t, c.teacher, p)
	}

	require.NoError(t, c.SetPasswordHash(ctx, c.pupils[0].ID, "$argon2id$pupil"))
	_, _, err = c.PasswordByUsername(ctx, "")
	requireCode(t, models.CodeNotFound, err)
	requireCode(t, models.CodeNotFound, c.SetPasswordHash(ctx, models.NewID[models.Account](), "$"))
}

func TestWebSessions(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	clock := time.Now()
	token := []byte("hash of a token")
	require.NoError(t, c.CreateWebSession(ctx, token, c.teacher.ID, clock.Add(time.Hour)))
	requireCode(t, models.CodeNotFound, c.CreateWebSession(ctx, []byte("t"), models.NewID[models.Account](), clock))

	p, err := c.PersonByWebSession(ctx, token, clock)
	require.NoError(t, err)
	require.Equal(t, c.teacher, p)

	_, err = c.PersonByWebSession(ctx, []byte("another token"), clock)
	requireCode(t, models.CodeNotFound, err)
	_, err = c.PersonByWebSession(ctx, token, clock.Add(time.Hour))
	requireCode(t, models.CodeNotFound, err)

	require.NoError(t, c.DeleteWebSession(ctx, token))
	require.NoError(t, c.DeleteWebSession(ctx, token), "signing out twice is no error")
	_, err = c.PersonByWebSession(ctx, token, clock)
	requireCode(t, models.CodeNotFound, err)
}

func TestDisabledAccountIsSignedOut(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	c.signIn(t, c.teacher.ID, "token", time.Hour)
	disabled := c.teacher.Account
	disabled.Disabled = true
	require.NoError(t, c.UpdateAccount(ctx, disabled))
	_, err := c.PersonByWebSession(ctx, []byte("token"), time.Now())
	requireCode(t, models.CodeNotFound, err)
}

func TestSigningOutEverywhere(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	c.signIn(t, c.pupils[0].ID, "hers", time.Hour)
	c.signIn(t, c.pupils[0].ID, "hers too", time.Hour)
	c.signIn(t, c.pupils[1].ID, "his", time.Hour)
	require.Equal(t, []string{"hers", "hers too", "his"}, c.signedIn(t, "hers", "hers too", "his"))
	require.NoError(t, c.DeleteWebSessions(ctx, c.pupils[0].ID))
	require.Equal(t, []string{"his"}, c.signedIn(t, "hers", "hers too", "his"))
}

func TestExpiredSignInsAreForgotten(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.signIn(t, c.teacher.ID, "old", -time.Hour)
	c.signIn(t, c.pupils[0].ID, "another's old", -time.Hour)
	require.Equal(t, []string{"old", "another's old"}, c.signedIn(t, "old", "another's old"), "two hours ago they were valid")
	c.signIn(t, c.teacher.ID, "new", time.Hour)
	require.Equal(t, []string{"another's old", "new"}, c.signedIn(t, "old", "another's old", "new"))
}

// signIn signs an account in for some time from now.
func (c county) signIn(t *testing.T, account models.AccountID, token string, life time.Duration) {
	t.Helper()
	require.NoError(t, c.CreateWebSession(t.Context(), []byte(token), account, time.Now().Add(life)))
}

// signedIn returns the tokens with which somebody was signed in two hours ago
// or is still.
func (c county) signedIn(t *testing.T, tokens ...string) []string {
	t.Helper()
	var found []string
	for _, token := range tokens {
		_, err := c.PersonByWebSession(t.Context(), []byte(token), time.Now().Add(-2*time.Hour))
		if err == nil {
			found = append(found, token)
			continue
		}
		requireCode(t, models.CodeNotFound, err)
	}
	return found
}
