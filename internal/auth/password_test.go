package auth_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/internal/auth"
	"suyang/internal/auth/authtest"
	"suyang/models"
)

// cheap keeps tests quick; the costs themselves are tested by PHC strings.
var cheap = auth.PasswordConfig{MemoryKiB: authtest.Cost, Passes: 1}

func TestPasswords(t *testing.T) {
	t.Parallel()
	p := auth.NewPasswords(cheap)
	ctx := t.Context()
	hash, err := p.Hash(ctx, "correct horse battery")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$"), hash)
	again, err := p.Hash(ctx, "correct horse battery")
	require.NoError(t, err)
	require.NotEqual(t, hash, again, "the salt differs")

	ok, err := p.Verify(ctx, hash, "correct horse battery")
	require.NoError(t, err)
	require.True(t, ok)
	ok, err = p.Verify(ctx, hash, "correct horse batterz")
	require.NoError(t, err)
	require.False(t, ok)
	ok, err = p.Verify(ctx, "", "")
	require.NoError(t, err)
	require.False(t, ok, "an unknown account has no password")

	require.False(t, p.Outdated(hash))
	require.True(t, auth.NewPasswords(auth.PasswordConfig{MemoryKiB: 128, Passes: 1}).Outdated(hash))
}

func TestDefaultCosts(t *testing.T) {
	t.Parallel()
	hash, err := auth.NewPasswords(auth.PasswordConfig{}).Hash(t.Context(), "correct horse battery")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$"), hash)
}

func TestVerifyReferenceHash(t *testing.T) {
	t.Parallel()
	// From the command line tool of the reference implementation (phc-winner-argon2), as quoted in the tests of
	// golang.org/x/crypto/argon2 v0.58.0: argon2id, password "password", salt "somesalt", t=2, m=64, p=1.
	const reference = "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$Bo1ismRVk2qm6+YAYLCmWHDb+j3fjUH3"
	ok, err := auth.NewPasswords(cheap).Verify(t.Context(), reference, "password")
	require.NoError(t, err)
	require.True(t, ok)
}

func TestVerifyRefusesStrangeHashes(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"not PHC":          "5f4dcc3b5aa765d61d8327deb882cf99",
		"argon2i":          "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
		"old version":      "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
		"too much memory":  "$argon2id$v=19$m=99999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
		"too many passes":  "$argon2id$v=19$m=64,t=9999,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
		"no memory":        "$argon2id$v=19$m=0,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
		"no lanes":         "$argon2id$v=19$m=64,t=1,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
		"costs not read":   "$argon2id$v=19$lots$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
		"short hash":       "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFh",
		"salt not base 64": "$argon2id$v=19$m=64,t=1,p=1$!!!!!!!!!!!$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc",
	}
	p := auth.NewPasswords(cheap)
	for name, hash := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ok, err := p.Verify(t.Context(), hash, "password")
			require.Error(t, err)
			require.False(t, ok)
			require.True(t, p.Outdated(hash))
		})
	}
}

func TestHashesAreBounded(t *testing.T) {
	t.Parallel()
	p := auth.NewPasswords(auth.PasswordConfig{MemoryKiB: 64 << 10, Passes: 16, Concurrent: 1})
	started := make(chan struct{})
	go func() {
		close(started)
		_, _ = p.Hash(context.Background(), "takes the only slot for a second")
	}()
	<-started
	time.Sleep(50 * time.Millisecond)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := p.Hash(ctx, "waits")
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	of := models.Account{Username: "wang.fang", Name: "王芳老师"}
	tests := map[string]struct {
		password string
		message  string
	}{
		"a sentence":           {password: "three small green birds"},
		"a Chinese sentence":   {password: "三只绿色的小鸟在树上唱歌"},
		"random":               {password: "mK4!pq9zTe"},
		"empty":                {password: "", message: "10 to 128"},
		"nine characters":      {password: "mK4!pq9zT", message: "10 to 128"},
		"too long":             {password: strings.Repeat("long pass ", 13), message: "10 to 128"},
		"not text":             {password: "mK4!pq9zTe\xff", message: "10 to 128"},
		"one character":        {password: "aaaaaaaaaaaa", message: "different"},
		"two characters":       {password: "abababababab", message: "different"},
		"holds the user name":  {password: "xx-Wang.Fang-2026", message: "own name"},
		"holds the name":       {password: "我是王芳老师今年四十岁", message: "own name"},
		"common":               {password: "Password123", message: "common"},
		"common among Chinese": {password: "woaini1314520", message: "common"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := auth.CheckPassword(tt.password, of)
			if tt.message == "" {
				require.NoError(t, err)
				return
			}
			require.Equal(t, models.CodeInvalid, models.CodeOf(err))
			require.ErrorContains(t, err, tt.message)
		})
	}
}

func TestNewPassword(t *testing.T) {
	t.Parallel()
	p := auth.NewPassword()
	require.Regexp(t, `^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$`, p)
	require.NotEqual(t, p, auth.NewPassword())
	require.NoError(t, auth.CheckPassword(p, models.Account{Username: "wang.fang"}))
}

func FuzzVerify(f *testing.F) {
	f.Add("$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc")
	f.Add("$argon2id$v=19$m=64,t=1,p=255$$")
	p := auth.NewPasswords(cheap)
	f.Fuzz(func(t *testing.T, hash string) {
		_, _ = p.Verify(t.Context(), hash, "x") // no panic, whatever is stored
	})
}
