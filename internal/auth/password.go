package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// PasswordConfig are the costs of hashing a password with argon2id. Zero fields
// take the defaults; see the package comment for their origin.
type PasswordConfig struct {
	MemoryKiB  uint32 // 0 means 19,456 (19 MiB)
	Passes     uint32 // 0 means 2
	Lanes      uint8  // 0 means 1
	Concurrent int    // hashes at a time; 0 means 4: at most 76 MiB in all
}

// What a stored hash may ask for, so that a forged one cannot exhaust memory.
const (
	maxMemoryKiB = 256 << 10
	maxPasses    = 16
	maxLanes     = 16
	saltBytes    = 16
	hashBytes    = 32
)

// Passwords hashes and verifies passwords. It is safe for concurrent use.
type Passwords struct {
	cost  phc
	slots chan struct{}
	decoy string // verified when there is no such account: costs as much, and no password has a hash of zeros
}

// NewPasswords returns a hasher with the given costs.
func NewPasswords(cfg PasswordConfig) *Passwords {
	p := &Passwords{cost: phc{memory: cfg.MemoryKiB, passes: cfg.Passes, lanes: cfg.Lanes}}
	if p.cost.memory == 0 {
		p.cost.memory = 19 << 10
	}
	if p.cost.passes == 0 {
		p.cost.passes = 2
	}
	if p.cost.lanes == 0 {
		p.cost.lanes = 1
	}
	if cfg.Concurrent == 0 {
		cfg.Concurrent = 4
	}
	p.slots = make(chan struct{}, cfg.Concurrent)
	p.decoy = p.cost.with(make([]byte, saltBytes), make([]byte, hashBytes)).String()
	return p
}

// Hash returns the PHC string of the password, such as
//
//	$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>
//
// It waits for a free slot and fails only when ctx ends first.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails (Go 1.24 and later)
	hashed := p.cost.with(salt, make([]byte, hashBytes))
	key, err := p.derive(ctx, hashed, password)
	if err != nil {
		return "", err
	}
	hashed.key = key
	return hashed.String(), nil
}

// Verify reports whether the password is the one hashed as phcString. An empty
// phcString stands for an unknown account: it costs as much and is never right.
func (p *Passwords) Verify(ctx context.Context, phcString, password string) (bool, error) {
	if phcString == "" {
		phcString = p.decoy
	}
	stored, err := parsePHC(phcString)
	if err != nil {
		return false, err
	}
	key, err := p.derive(ctx, stored, password)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, stored.key) == 1, nil
}

// Outdated reports whether the hash was made with other costs than today's.
func (p *Passwords) Outdated(phcString string) bool {
	stored, err := parsePHC(phcString)
	return err != nil || stored.memory != p.cost.memory || stored.passes != p.cost.passes || stored.lanes != p.cost.lanes
}

func (p *Passwords) derive(ctx context.Context, cost phc, password string) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-p.slots }()
	return argon2.IDKey([]byte(password), cost.salt, cost.passes, cost.memory, cost.lanes, uint32(len(cost.key))), nil
}

// phc is an argon2id hash in the PHC string format
// (https://github.com/P-H-C/phc-string-format).
type phc struct {
	memory, passes uint32
	lanes          uint8
	salt, key      []byte
}

func (h phc) with(salt, key []byte) phc {
	h.salt, h.key = salt, key
	return h
}

func (h phc) String() string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.passes, h.lanes,
		b64.EncodeToString(h.salt), b64.EncodeToString(h.key))
}

func parsePHC(s string) (phc, error) {
	bad := func(what string) (phc, error) {
		return phc{}, fmt.Errorf("auth: stored password hash: %s", what)
	}
	fields := strings.Split(s, "$")
	if len(fields) != 6 || fields[0] != "" || fields[1] != "argon2id" || fields[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return bad("not an argon2id string of version 19")
	}
	var h phc
	if _, err := fmt.Sscanf(fields[3], "m=%d,t=%d,p=%d", &h.memory, &h.passes, &h.lanes); err != nil {
		return bad("costs: " + err.Error())
	}
	if h.memory == 0 || h.memory > maxMemoryKiB || h.passes == 0 || h.passes > maxPasses || h.lanes == 0 || h.lanes > maxLanes {
		return bad("costs out of range")
	}
	var err error
	if h.salt, err = base64.RawStdEncoding.DecodeString(fields[4]); err != nil || len(h.salt) < 8 || len(h.salt) > 64 {
		return bad("salt")
	}
	if h.key, err = base64.RawStdEncoding.DecodeString(fields[5]); err != nil || len(h.key) < 16 || len(h.key) > 64 {
		return bad("hash")
	}
	return h, nil
}
