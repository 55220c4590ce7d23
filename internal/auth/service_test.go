package auth_test

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/internal/auth"
	"suyang/internal/auth/authtest"
	"suyang/models"
)

// school is a service with one pupil and one teacher.
type school struct {
	*auth.Service
	memory  *authtest.Memory
	clock   *clock
	pupil   models.Person
	teacher models.Person
	card    auth.Card
}

const password = "three small green birds"

var here = netip.MustParseAddr("192.0.2.7")

func newSchool(t *testing.T, adjust func(*auth.Config)) school {
	t.Helper()
	key, err := auth.NewCardKey(make([]byte, 32))
	require.NoError(t, err)
	s := school{memory: authtest.NewMemory(), clock: newClock(), card: auth.NewCard()}
	s.pupil = models.Person{Account: models.Account{ID: models.NewID[models.Account](), Role: models.RolePupil, Name: "李雷"}}
	s.teacher = models.Person{Account: models.Account{ID: models.NewID[models.Account](), Role: models.RoleTeacher, Name: "王芳", Username: "wang.fang"}}
	s.memory.Put(s.pupil)
	s.memory.Put(s.teacher)
	require.NoError(t, s.memory.SetCardHash(t.Context(), s.pupil.ID, key.Hash(s.card)))
	cfg := auth.Config{Credentials: s.memory, WebSessions: s.memory, CardKey: key, Passwords: auth.NewPasswords(cheap), Clock: s.clock.now}
	if adjust != nil {
		adjust(&cfg)
	}
	phc, err := cfg.Passwords.Hash(t.Context(), password)
	require.NoError(t, err)
	require.NoError(t, s.memory.SetPasswordHash(t.Context(), s.teacher.ID, phc))
	s.Service = auth.New(cfg)
	return s
}

func TestSignInByCard(t *testing.T) {
	t.Parallel()
	s := newSchool(t, nil)
	g, err := s.SignInCard(t.Context(), s.card.String(), here)
	require.NoError(t, err)
	require.Equal(t, s.pupil, g.Person)
	require.Equal(t, s.clock.now().Add(12*time.Hour), g.Expires)

	p, err := s.Person(t.Context(), g.Token)
	require.NoError(t, err)
	require.Equal(t, s.pupil, p)
	require.False(t, s.memory.Knows(g.Token), "the token itself is not stored")

	require.NoError(t, s.SignOut(t.Context(), g.Token))
	_, err = s.Person(t.Context(), g.Token)
	require.Equal(t, models.CodeUnauthenticated, models.CodeOf(err))
	require.NoError(t, s.SignOut(t.Context(), "nonsense"))
}

func TestSignInRefusals(t *testing.T) {
	t.Parallel()
	byCard := func(code string) func(school) error {
		return func(s school) error {
			if code == "" {
				code = s.card.String()
			}
			_, err := s.SignInCard(context.Background(), code, here)
			return err
		}
	}
	byPassword := func(username, given string) func(school) error {
		return func(s school) error {
			_, err := s.SignInPassword(context.Background(), username, given, here)
			return err
		}
	}
	change := func(who func(school) models.Person, f func(*models.Person)) func(school) {
		return func(s school) {
			p := who(s)
			f(&p)
			s.memory.Put(p)
		}
	}
	thePupil := func(s school) models.Person { return s.pupil }
	theTeacher := func(s school) models.Person { return s.teacher }
	tests := map[string]struct {
		prepare func(school)
		try     func(school) error
		want    models.Code
	}{
		"right card":          {try: byCard("")},
		"unknown card":        {try: byCard(string(auth.NewCard())), want: models.CodeUnauthenticated},
		"malformed card":      {try: byCard("12"), want: models.CodeInvalid},
		"disabled pupil":      {prepare: change(thePupil, func(p *models.Person) { p.Disabled = true }), try: byCard(""), want: models.CodeForbidden},
		"demo pupil":          {prepare: change(thePupil, func(p *models.Person) { p.Demo = true }), try: byCard(""), want: models.CodeForbidden},
		"database down":       {prepare: func(s school) { s.memory.Fail(errors.New("refused")) }, try: byCard(""), want: models.CodeInternal},
		"right password":      {try: byPassword("wang.fang", password)},
		"sloppy user name":    {try: byPassword(" Wang.Fang ", password)},
		"full-width name":     {try: byPassword("ｗａｎｇ．ｆａｎｇ", password)},
		"wrong password":      {try: byPassword("wang.fang", "three small green bird"), want: models.CodeUnauthenticated},
		"unknown user":        {try: byPassword("wang.gang", password), want: models.CodeUnauthenticated},
		"impossible user":     {try: byPassword("' OR 1=1 --", password), want: models.CodeUnauthenticated},
		"disabled teacher":    {prepare: change(theTeacher, func(p *models.Person) { p.Disabled = true }), try: byPassword("wang.fang", password), want: models.CodeForbidden},
		"disabled, wrong":     {prepare: change(theTeacher, func(p *models.Person) { p.Disabled = true }), try: byPassword("wang.fang", "wrong"), want: models.CodeUnauthenticated},
		"no password set yet": {prepare: func(s school) { _ = s.memory.SetPasswordHash(context.Background(), s.teacher.ID, "") }, try: byPassword("wang.fang", ""), want: models.CodeUnauthenticated},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSchool(t, nil)
			if tt.prepare != nil {
				tt.prepare(s)
			}
			require.Equal(t, tt.want, models.CodeOf(tt.try(s)))
		})
	}
}

func TestUnknownUserAndWrongPasswordAreAlike(t *testing.T) {
	t.Parallel()
	s := newSchool(t, nil)
	_, unknown := s.SignInPassword(t.Context(), "nobody.here", password, here)
	_, wrong := s.SignInPassword(t.Context(), "wang.fang", "wrong password", here)
	require.Equal(t, wrong, unknown)
}

func TestSignInExpiresAndFollowsTheAccount(t *testing.T) {
	t.Parallel()
	s := newSchool(t, func(c *auth.Config) { c.Life = time.Hour })
	g, err := s.SignInCard(t.Context(), s.card.String(), here)
	require.NoError(t, err)
	s.clock.advance(59 * time.Minute)
	_, err = s.Person(t.Context(), g.Token)
	require.NoError(t, err)

	p := s.pupil
	p.Disabled = true
	s.memory.Put(p)
	_, err = s.Person(t.Context(), g.Token)
	require.Equal(t, models.CodeUnauthenticated, models.CodeOf(err), "disabled while signed in")
	s.memory.Put(s.pupil)

	s.clock.advance(time.Minute)
	_, err = s.Person(t.Context(), g.Token)
	require.Equal(t, models.CodeUnauthenticated, models.CodeOf(err), "expired")

	s.memory.Fail(errors.New("refused"))
	_, err = s.Person(t.Context(), g.Token)
	require.Equal(t, models.CodeInternal, models.CodeOf(err), "a database that is down signs nobody out")
}

func TestDemoAccountsWhereAllowed(t *testing.T) {
	t.Parallel()
	s := newSchool(t, func(c *auth.Config) { c.AllowDemo = true })
	p := s.pupil
	p.Demo = true
	s.memory.Put(p)
	_, err := s.SignInCard(t.Context(), s.card.String(), here)
	require.NoError(t, err)
}

func TestTriesAreCounted(t *testing.T) {
	t.Parallel()
	few := func(c *auth.Config) {
		c.CardsPerAddress = auth.ThrottleConfig{Burst: 5, Every: time.Minute}
		c.PasswordsPerAddress = auth.ThrottleConfig{Burst: 5, Every: time.Minute}
		c.PerAccount = auth.ThrottleConfig{Burst: 3, Every: time.Minute}
	}
	wrongCard := func(s school, from string) error {
		_, err := s.SignInCard(context.Background(), string(auth.NewCard()), netip.MustParseAddr(from))
		return err
	}
	t.Run("by address", func(t *testing.T) {
		t.Parallel()
		s := newSchool(t, few)
		for range 5 {
			require.Equal(t, models.CodeUnauthenticated, models.CodeOf(wrongCard(s, "192.0.2.7")))
		}
		err := wrongCard(s, "192.0.2.7")
		require.Equal(t, models.CodeRateLimited, models.CodeOf(err))
		var limited auth.TooManyTries
		require.ErrorAs(t, err, &limited)
		require.Equal(t, time.Minute, limited.Wait)
		_, err = s.SignInCard(t.Context(), s.card.String(), netip.MustParseAddr("::ffff:192.0.2.7"))
		require.Equal(t, models.CodeRateLimited, models.CodeOf(err), "the same address, mapped")
		_, err = s.SignInCard(t.Context(), s.card.String(), netip.MustParseAddr("192.0.2.8"))
		require.NoError(t, err, "another address")
		s.clock.advance(time.Minute)
		_, err = s.SignInCard(t.Context(), s.card.String(), here)
		require.NoError(t, err, "after a while")
	})
	t.Run("by IPv6 network", func(t *testing.T) {
		t.Parallel()
		s := newSchool(t, few)
		for range 5 {
			require.Equal(t, models.CodeUnauthenticated, models.CodeOf(wrongCard(s, "2001:db8::1")))
		}
		require.Equal(t, models.CodeRateLimited, models.CodeOf(wrongCard(s, "2001:db8::ffff:1")))
		require.Equal(t, models.CodeUnauthenticated, models.CodeOf(wrongCard(s, "2001:db8:0:1::1")))
	})
	t.Run("by account, from many addresses", func(t *testing.T) {
		t.Parallel()
		s := newSchool(t, few)
		for _, from := range []string{"192.0.2.1", "192.0.2.2", "192.0.2.3"} {
			_, err := s.SignInPassword(t.Context(), "wang.fang", "wrong", netip.MustParseAddr(from))
			require.Equal(t, models.CodeUnauthenticated, models.CodeOf(err))
		}
		_, err := s.SignInPassword(t.Context(), "wang.fang", password, netip.MustParseAddr("192.0.2.4"))
		require.Equal(t, models.CodeRateLimited, models.CodeOf(err))
	})
	t.Run("right ones do not count", func(t *testing.T) {
		t.Parallel()
		s := newSchool(t, few)
		for range 20 {
			_, err := s.SignInCard(t.Context(), s.card.String(), here)
			require.NoError(t, err)
		}
	})
	t.Run("an outage does not count", func(t *testing.T) {
		t.Parallel()
		s := newSchool(t, few)
		s.memory.Fail(errors.New("refused"))
		for range 20 {
			require.Equal(t, models.CodeInternal, models.CodeOf(wrongCard(s, "192.0.2.7")))
		}
	})
}

func TestPasswordIsHashedAnewWhenCostsRise(t *testing.T) {
	t.Parallel()
	s := newSchool(t, nil)
	old, err := auth.NewPasswords(auth.PasswordConfig{MemoryKiB: 32, Passes: 1}).Hash(t.Context(), password)
	require.NoError(t, err)
	require.NoError(t, s.memory.SetPasswordHash(t.Context(), s.teacher.ID, old))
	_, err = s.SignInPassword(t.Context(), "wang.fang", password, here)
	require.NoError(t, err)
	require.Contains(t, s.memory.Password(s.teacher.ID), "m=64,")
	_, err = s.SignInPassword(t.Context(), "wang.fang", password, here)
	require.NoError(t, err)
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	s := newSchool(t, nil)
	ctx := t.Context()
	g, err := s.SignInPassword(ctx, "wang.fang", password, here)
	require.NoError(t, err)
	const chosen = "four large white geese"

	require.Equal(t, models.CodeInvalid, models.CodeOf(s.ChangePassword(ctx, s.teacher, "wrong", chosen)))
	require.Equal(t, models.CodeInvalid, models.CodeOf(s.ChangePassword(ctx, s.teacher, password, "short")))
	require.Equal(t, models.CodeForbidden, models.CodeOf(s.ChangePassword(ctx, s.pupil, password, chosen)))
	require.NoError(t, s.ChangePassword(ctx, s.teacher, password, chosen))

	_, err = s.Person(ctx, g.Token)
	require.Equal(t, models.CodeUnauthenticated, models.CodeOf(err), "signed out everywhere")
	_, err = s.SignInPassword(ctx, "wang.fang", password, here)
	require.Equal(t, models.CodeUnauthenticated, models.CodeOf(err))
	_, err = s.SignInPassword(ctx, "wang.fang", chosen, here)
	require.NoError(t, err)
}

func TestChangePasswordCountsWrongOnes(t *testing.T) {
	t.Parallel()
	s := newSchool(t, nil)
	for range 10 {
		err := s.ChangePassword(t.Context(), s.teacher, "wrong", "four large white geese")
		require.Equal(t, models.CodeInvalid, models.CodeOf(err))
	}
	err := s.ChangePassword(t.Context(), s.teacher, password, "four large white geese")
	require.Equal(t, models.CodeRateLimited, models.CodeOf(err))
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	key, err := auth.NewCardKey(make([]byte, 32))
	require.NoError(t, err)
	secrets := auth.Secrets{CardKey: key, Passwords: auth.NewPasswords(cheap)}
	code, hash, err := secrets.NewCard()
	require.NoError(t, err)
	card, err := auth.ParseCard(code)
	require.NoError(t, err)
	require.Equal(t, key.Hash(card), hash)

	first, err := secrets.NewPassword()
	require.NoError(t, err)
	phc, err := secrets.HashPassword(first)
	require.NoError(t, err)
	ok, err := secrets.Passwords.Verify(t.Context(), phc, first)
	require.NoError(t, err)
	require.True(t, ok)
}

func BenchmarkSignInByCard(b *testing.B) {
	key, err := auth.NewCardKey(make([]byte, 32))
	require.NoError(b, err)
	m, card := authtest.NewMemory(), auth.NewCard()
	p := models.Person{Account: models.Account{ID: models.NewID[models.Account](), Role: models.RolePupil}}
	m.Put(p)
	require.NoError(b, m.SetCardHash(b.Context(), p.ID, key.Hash(card)))
	s := auth.New(auth.Config{Credentials: m, WebSessions: m, CardKey: key})
	for b.Loop() {
		if _, err := s.SignInCard(b.Context(), card.String(), here); err != nil {
			b.Fatal(err)
		}
	}
}
