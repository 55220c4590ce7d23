package main

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v3"

	"suyang/internal/auth"
)

// secretFile holds the service's secret: login cards are worthless without it,
// so backups carry it.
const secretFile = "secret.key"

const secretSize = 32

// readSecret returns the secret of the flags or of the data directory, and
// makes one at the first start.
func readSecret(cmd *cli.Command) ([]byte, error) {
	secret, err := existingSecret(cmd)
	if errors.Is(err, fs.ErrNotExist) {
		return makeSecret(dataFile(cmd, secretFile))
	}
	return secret, err
}

// existingSecret returns the secret of the flags or of the data directory; the
// error is fs.ErrNotExist before the first start.
func existingSecret(cmd *cli.Command) ([]byte, error) {
	if given := cmd.String("secret-key"); given != "" {
		return decodeSecret(given, "--secret-key")
	}
	return readSecretFile(dataFile(cmd, secretFile))
}

func readSecretFile(path string) ([]byte, error) {
	kept, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return decodeSecret(string(kept), path)
}

func decodeSecret(text, from string) ([]byte, error) {
	secret, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(secret) != secretSize {
		return nil, fmt.Errorf("%s is not %d hexadecimal digits", from, 2*secretSize)
	}
	return secret, nil
}

// encodeSecret writes a secret as it stands in a file.
func encodeSecret(secret []byte) []byte { return []byte(hex.EncodeToString(secret) + "\n") }

// makeSecret writes a new secret. The file appears whole or not at all, and of
// two processes that start at once both get the same.
func makeSecret(path string) ([]byte, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	secret := make([]byte, secretSize)
	_, _ = rand.Read(secret) // never fails
	draft, err := os.CreateTemp(filepath.Dir(path), secretFile)
	if err != nil {
		return nil, err
	}
	defer os.Remove(draft.Name())
	_, err = draft.Write(encodeSecret(secret))
	if err := errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return nil, err
	}
	err = os.Link(draft.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		return readSecretFile(path)
	}
	return secret, err
}

// keyFor derives the key of one purpose from the secret.
func keyFor(secret []byte, purpose string) []byte {
	key, err := hkdf.Key(sha256.New, secret, nil, "suyang "+purpose, secretSize)
	if err != nil {
		panic(err) // only for sizes SHA-256 cannot give
	}
	return key
}

// newSecrets returns what makes cards and passwords under the secret.
func newSecrets(secret []byte) (auth.Secrets, error) {
	key, err := auth.NewCardKey(keyFor(secret, "login cards"))
	return auth.Secrets{CardKey: key, Passwords: auth.NewPasswords(auth.PasswordConfig{})}, err
}
