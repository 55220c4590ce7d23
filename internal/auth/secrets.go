package auth

import "context"

// Secrets makes the cards and passwords that are handed out to people. It
// gives package platform what it needs.
type Secrets struct {
	CardKey   CardKey
	Passwords *Passwords
}

// NewCard returns a new card's code, as printed, and the hash to store.
func (s Secrets) NewCard() (code string, hash []byte, err error) {
	card := NewCard()
	return card.String(), s.CardKey.Hash(card), nil
}

// NewPassword returns a random first password.
func (s Secrets) NewPassword() (string, error) { return NewPassword(), nil }

// HashPassword returns the password's PHC string.
func (s Secrets) HashPassword(password string) (string, error) {
	return s.Passwords.Hash(context.Background(), password)
}
