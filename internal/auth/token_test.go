package auth_test

import (
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/auth"
)

func TestToken(t *testing.T) {
	t.Parallel()
	token := auth.NewToken()
	require.NotEqual(t, token, auth.NewToken())
	raw, err := base64.RawURLEncoding.DecodeString(token)
	require.NoError(t, err)
	require.Len(t, raw, 32)
	hash, ok := auth.TokenHash(token)
	require.True(t, ok)
	want := sha256.Sum256(raw)
	require.Equal(t, want[:], hash)
	for _, bad := range []string{"", "abc", token + "AA", token[:20], "!" + token[1:]} {
		_, ok := auth.TokenHash(bad)
		require.False(t, ok, bad)
	}
}
