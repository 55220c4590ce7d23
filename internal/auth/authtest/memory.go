package authtest

import (
	"context"
	"encoding/hex"
	"sync"
	"time"

	"suyang/models"
)

// Cost keeps password hashing quick in tests: KiB of memory, at one pass.
const Cost = 64

// Memory keeps people, what they sign in with, and who is signed in. It is
// safe for concurrent use.
type Memory struct {
	mu       sync.Mutex
	people   map[models.AccountID]models.Person
	cards    map[string]models.AccountID // by hex of the hash
	phc      map[models.AccountID]string
	sessions map[string]webSession // by hex of the hash
	down     error
}

type webSession struct {
	account models.AccountID
	expires time.Time
}

// NewMemory returns a memory without people.
func NewMemory() *Memory {
	return &Memory{
		people: map[models.AccountID]models.Person{}, cards: map[string]models.AccountID{},
		phc: map[models.AccountID]string{}, sessions: map[string]webSession{},
	}
}

// Put adds or replaces a person.
func (m *Memory) Put(p models.Person) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.people[p.ID] = p
}

// Fail makes every query answer err, as a database that is away would; nil
// brings it back.
func (m *Memory) Fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.down = err
}

// Password returns the stored hash of a password.
func (m *Memory) Password(id models.AccountID) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.phc[id]
}

// Knows reports whether text is stored as a key of a web session.
func (m *Memory) Knows(text string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, ok := m.sessions[text]
	return ok
}

// Person finds a person.
func (m *Memory) Person(_ context.Context, id models.AccountID) (models.Person, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.find(id, "account")
}

// AccountByCardHash finds the holder of a card.
func (m *Memory) AccountByCardHash(_ context.Context, hash []byte) (models.Person, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.find(m.cards[hex.EncodeToString(hash)], "card")
}

// PasswordByUsername finds a member of staff and the hash of her password.
func (m *Memory) PasswordByUsername(_ context.Context, username string) (models.Person, string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range m.people {
		if p.Username == username {
			return p, m.phc[p.ID], m.down
		}
	}
	return models.Person{}, "", models.NotFound("account")
}

// SetCardHash gives an account a card.
func (m *Memory) SetCardHash(_ context.Context, id models.AccountID, hash []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.cards[hex.EncodeToString(hash)] = id
	return m.down
}

// SetPasswordHash gives an account a password.
func (m *Memory) SetPasswordHash(_ context.Context, id models.AccountID, phc string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.phc[id] = phc
	return m.down
}

// CreateWebSession keeps a sign-in.
func (m *Memory) CreateWebSession(_ context.Context, hash []byte, account models.AccountID, expires time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sessions[hex.EncodeToString(hash)] = webSession{account, expires}
	return m.down
}

// PersonByWebSession finds who signed in.
func (m *Memory) PersonByWebSession(_ context.Context, hash []byte, now time.Time) (models.Person, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.sessions[hex.EncodeToString(hash)]
	if !now.Before(s.expires) {
		s = webSession{}
	}
	return m.find(s.account, "web session")
}

// DeleteWebSession ends a sign-in.
func (m *Memory) DeleteWebSession(_ context.Context, hash []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, hex.EncodeToString(hash))
	return m.down
}

// DeleteWebSessions ends all sign-ins of an account.
func (m *Memory) DeleteWebSessions(_ context.Context, account models.AccountID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for hash, s := range m.sessions {
		if s.account == account {
			delete(m.sessions, hash)
		}
	}
	return m.down
}

// find returns a person; the caller holds the lock.
func (m *Memory) find(id models.AccountID, what string) (models.Person, error) {
	if m.down != nil {
		return models.Person{}, m.down
	}
	p, ok := m.people[id]
	if !ok {
		return models.Person{}, models.NotFound(what)
	}
	return p, nil
}
