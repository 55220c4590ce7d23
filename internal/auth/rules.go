package auth

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"suyang/models"
)

// Lengths of a chosen password, in characters.
const (
	MinPassword = 10
	MaxPassword = 128
)

// common are passwords of at least MinPassword characters that lists of stolen
// passwords begin with, in lower case.
var common = []string{
	"0123456789", "1234567890", "9876543210", "0987654321", "12345678910", "123456789a", "a123456789", "q123456789",
	"1q2w3e4r5t", "1qaz2wsx3edc", "qwertyuiop", "asdfghjkl;", "password123", "password1234", "passw0rd123",
	"5201314520", "1314520520", "woaini1314", "woaini520520", "woaini1314520", "iloveyou123", "abc1234567",
}

// CheckPassword refuses passwords that are easy to guess: too short, too
// monotonous, common, or made of the account's own name. There are no rules
// about kinds of characters: length is what helps (NIST SP 800-63B, 5.1.1.2).
func CheckPassword(password string, of models.Account) error {
	n := utf8.RuneCountInString(password)
	lower := strings.ToLower(password)
	switch {
	case !utf8.ValidString(password) || n < MinPassword || n > MaxPassword:
		return models.Invalid("password", fmt.Sprintf("use %d to %d characters", MinPassword, MaxPassword))
	case distinct(password) < 5:
		return models.Invalid("password", "use at least 5 different characters")
	case of.Username != "" && strings.Contains(lower, of.Username), of.Name != "" && strings.Contains(lower, strings.ToLower(of.Name)):
		return models.Invalid("password", "do not use your own name")
	}
	if slices.Contains(common, lower) {
		return models.Invalid("password", "this password is on every list of common passwords; choose another one")
	}
	return nil
}

func distinct(s string) int {
	seen := make(map[rune]bool)
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// NewPassword returns a random password of 80 bits to hand over to somebody who
// then chooses another one.
func NewPassword() string {
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails (Go 1.24 and later)
	var b strings.Builder
	for i, r := range random {
		if i > 0 && i%cardGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[r&31])
	}
	return strings.ToLower(b.String())
}
