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
	require.NoError(t, c.SetCardHash(ctx, lin.ID, first))

	p, err := c.AccountByCardHash(ctx, first)
	require.NoError(t, err)
	require.Equal(t, lin.ID, p.ID)
	require.Equal(t, []models.ClassID{c.class.ID}, p.Classes)

	requireCode(t, models.CodeConflict, c.SetCardHash(ctx, gao.ID, first))
	requireCode(t, models.CodeNotFound, c.SetCardHash(ctx, models.NewID[models.Account](), second))

	require.NoError(t, c.SetCardHash(ctx, lin.ID, second))
	_, err = c.AccountByCardHash(ctx, first)
	requireCode(t, models.CodeNotFound, err)
	p, err = c.AccountByCardHash(ctx, second)
	require.NoError(t, err)
	require.Equal(t, lin.ID, p.ID)
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
	require.NoError(t, c.CreateWebSession(ctx, []byte("token"), c.teacher.ID, now.Add(time.Hour)))
	disabled := c.teacher.Account
	disabled.Disabled = true
	require.NoError(t, c.UpdateAccount(ctx, disabled))
	_, err := c.PersonByWebSession(ctx, []byte("token"), now)
	requireCode(t, models.CodeNotFound, err)
}

func TestSigningOutEverywhere(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	require.NoError(t, c.CreateWebSession(ctx, []byte("hers"), c.pupils[0].ID, now.Add(time.Hour)))
	require.NoError(t, c.CreateWebSession(ctx, []byte("hers too"), c.pupils[0].ID, now.Add(time.Hour)))
	require.NoError(t, c.CreateWebSession(ctx, []byte("his"), c.pupils[1].ID, now.Add(time.Hour)))
	require.NoError(t, c.DeleteWebSessions(ctx, c.pupils[0].ID))
	for _, token := range []string{"hers", "hers too"} {
		_, err := c.PersonByWebSession(ctx, []byte(token), now)
		requireCode(t, models.CodeNotFound, err)
	}
	_, err := c.PersonByWebSession(ctx, []byte("his"), now)
	require.NoError(t, err)
}

func TestExpiredSignInsAreForgotten(t *testing.T) {
	t.Parallel()
	c, ctx := newCounty(t), t.Context()
	old := time.Now().Add(-time.Hour)
	require.NoError(t, c.CreateWebSession(ctx, []byte("old"), c.teacher.ID, old))
	require.NoError(t, c.CreateWebSession(ctx, []byte("another's old"), c.pupils[0].ID, old))
	require.NoError(t, c.CreateWebSession(ctx, []byte("new"), c.teacher.ID, time.Now().Add(time.Hour)))
	_, err := c.PersonByWebSession(ctx, []byte("old"), old.Add(-time.Minute))
	requireCode(t, models.CodeNotFound, err)
	_, err = c.PersonByWebSession(ctx, []byte("another's old"), old.Add(-time.Minute))
	require.NoError(t, err)
}
