package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"suyang/models"
)

const (
	alphabet   = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's base 32
	cardChars  = 12                                 // 11 random ones and the check character
	cardGroup  = 4
	minKeySize = 32 // bytes of a card key: the size of the hash
)

// Card is a login card's secret code: 12 upper-case characters without
// separators. It is shown once, when the card is made, and never stored.
type Card string

// NewCard returns a new random card code of 55 bits.
func NewCard() Card {
	var random, digits [cardChars - 1]byte
	_, _ = rand.Read(random[:]) // never fails (Go 1.24 and later)
	for i, b := range random {
		digits[i] = b & 31 // 256 is a multiple of 32: no bias
	}
	code := make([]byte, 0, cardChars)
	for _, d := range digits {
		code = append(code, alphabet[d])
	}
	return Card(append(code, alphabet[double(syndrome(digits[:]))]))
}

// ParseCard reads a code as people type it: lower case, spaces, hyphens and
// full-width characters are fine, and O stands for 0, I and L for 1. It refuses
// codes that cannot be right, which finds every single wrong character and
// every swap of two characters without asking the database.
func ParseCard(s string) (Card, error) {
	var code []rune
	for _, r := range width.Narrow.String(s) {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			continue
		}
		if code = append(code, r); len(code) > cardChars {
			return "", models.Invalid("card", fmt.Sprintf("a card code has %d letters and digits, this one has more", cardChars))
		}
	}
	if len(code) < cardChars {
		return "", models.Invalid("card", fmt.Sprintf("a card code has %d letters and digits, this one has %d", cardChars, len(code)))
	}
	return checked(strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(string(code))))
}

// checked returns the code when its characters belong together.
func checked(code string) (Card, error) {
	digits := make([]byte, 0, cardChars)
	for _, r := range code {
		d := strings.IndexRune(alphabet, r)
		if d < 0 {
			return "", models.Invalid("card", fmt.Sprintf("%q does not occur in card codes", r))
		}
		digits = append(digits, byte(d))
	}
	if syndrome(digits) != 0 {
		return "", models.Invalid("card", "a character of the card code is mistyped, or two are swapped")
	}
	return Card(code), nil
}

// syndrome evaluates the digits as a polynomial over GF(32) at its generator,
// by Horner's rule. It is 0 for a whole code. The weights of the digits are
// distinct powers of the generator, hence no single change and no swap of two
// different digits keeps it 0.
func syndrome(digits []byte) byte {
	var s byte
	for _, d := range digits {
		s = double(s) ^ d
	}
	return s
}

// double multiplies by the generator of GF(32) = GF(2)[x]/(x^5+x^2+1).
func double(d byte) byte {
	d <<= 1
	if d >= 32 {
		d ^= 0b100101
	}
	return d
}

// String returns the code in groups, as printed on the card: K7M4-92QX-3FHD.
func (c Card) String() string {
	var groups []string
	for s := string(c); s != ""; {
		n := min(cardGroup, len(s))
		groups, s = append(groups, s[:n]), s[n:]
	}
	return strings.Join(groups, "-")
}

// CardKey is the secret that card hashes are keyed with.
type CardKey struct{ secret []byte }

// NewCardKey returns the key made of at least 32 secret bytes. Changing the key
// makes every card ever issued unknown.
func NewCardKey(secret []byte) (CardKey, error) {
	if len(secret) < minKeySize {
		return CardKey{}, fmt.Errorf("auth: the card key has %d bytes, it needs at least %d", len(secret), minKeySize)
	}
	return CardKey{secret: append([]byte(nil), secret...)}, nil
}

// Hash returns the HMAC-SHA256 of the code, 32 bytes: what is stored and looked up.
func (k CardKey) Hash(c Card) []byte {
	mac := hmac.New(sha256.New, k.secret)
	mac.Write([]byte("card:" + string(c)))
	return mac.Sum(nil)
}
