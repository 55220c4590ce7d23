package models

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// ID identifies one record of kind K. It is a UUID (RFC 9562); [NewID] makes
// version 7, which sorts by time of creation. The zero ID means "none" and is
// stored as NULL. The type parameter keeps a school's ID from being taken for
// a learner's.
type ID[K any] [16]byte

// NewID returns a new random, time-ordered ID (UUID version 7).
func NewID[K any]() ID[K] {
	var id ID[K]
	_, _ = rand.Read(id[6:]) // crypto/rand.Read never fails (Go 1.24 and later)
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(time.Now().UnixMilli()))
	copy(id[:6], ms[2:])
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

// ParseID reads the canonical 36-character form of a UUID.
func ParseID[K any](s string) (ID[K], error) {
	var id ID[K]
	if err := id.UnmarshalText([]byte(s)); err != nil {
		return ID[K]{}, err
	}
	return id, nil
}

// IsZero reports whether id is "none".
func (id ID[K]) IsZero() bool { return id == ID[K]{} }

// String returns the canonical form, or "" for the zero ID.
func (id ID[K]) String() string {
	if id.IsZero() {
		return ""
	}
	var b [36]byte
	hex.Encode(b[0:8], id[0:4])
	hex.Encode(b[9:13], id[4:6])
	hex.Encode(b[14:18], id[6:8])
	hex.Encode(b[19:23], id[8:10])
	hex.Encode(b[24:36], id[10:16])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b[:])
}

// MarshalText implements encoding.TextMarshaler.
func (id ID[K]) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; empty text is the zero ID.
func (id *ID[K]) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*id = ID[K]{}
		return nil
	}
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return badID(text)
	}
	var digits [32]byte
	n := copy(digits[:], text[0:8])
	n += copy(digits[n:], text[9:13])
	n += copy(digits[n:], text[14:18])
	n += copy(digits[n:], text[19:23])
	copy(digits[n:], text[24:36])
	if _, err := hex.Decode(id[:], digits[:]); err != nil {
		return badID(text)
	}
	return nil
}

func badID(text []byte) error {
	return Invalid("id", fmt.Sprintf("%.40q is not an identifier (36 characters such as 0192f3a0-7c1e-7b1d-9a57-2f6f0c1d2e3f)", text))
}

// Value implements driver.Valuer; the zero ID is NULL.
func (id ID[K]) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	return id.String(), nil
}

// Scan implements sql.Scanner for NULL, text and 16 raw bytes.
func (id *ID[K]) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*id = ID[K]{}
		return nil
	case string:
		return id.UnmarshalText([]byte(v))
	case []byte:
		if len(v) == 16 {
			copy(id[:], v)
			return nil
		}
		return id.UnmarshalText(v)
	case [16]byte:
		*id = v
		return nil
	}
	return fmt.Errorf("models: cannot read an ID from %T", src)
}

// Identifiers of the records of this package.
type (
	RegionID       = ID[Region]
	SchoolID       = ID[School]
	ClassID        = ID[Class]
	AccountID      = ID[Account] // a learner's ID is that of her account
	FormID         = ID[Form]
	AssignmentID   = ID[Assignment]
	SessionID      = ID[Session]
	ResponseID     = ID[Response]
	AnswerID       = ID[Answer] // made by the client, so that a repeated answer is recognised
	ResourceID     = ID[Resource]
	ConversationID = ID[Conversation]
	MessageID      = ID[Message]
	EventID        = ID[Event]
	StudyID        = ID[Study]
	ImportID       = ID[Import]
	DraftID        = ID[Draft]
	CommentID      = ID[Comment]
	OpeningID      = ID[Opening]
	ReplyID        = ID[Reply]
)
