package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

const tokenBytes = 32

// NewToken returns a new opaque token of 256 random bits, as text for a cookie.
// Store [TokenHash] of it, never the token.
func NewToken() string {
	var b [tokenBytes]byte
	_, _ = rand.Read(b[:]) // never fails (Go 1.24 and later)
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// TokenHash returns the SHA-256 of a token, 32 bytes, or false when the text
// cannot be one of [NewToken]'s. A token is random, so that a plain hash is
// enough, and looking up the hash leaks nothing of the token by its timing.
func TokenHash(token string) ([]byte, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) != tokenBytes {
		return nil, false
	}
	sum := sha256.Sum256(raw)
	return sum[:], true
}
