package models

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Account is a person who can sign in.
type Account struct {
	ID        AccountID `json:"id"`
	RegionID  RegionID  `json:"region_id"`
	SchoolID  SchoolID  `json:"school_id"` // zero for researchers, authors and operators
	Role      Role      `json:"role"`
	Name      string    `json:"name"`     // as shown on pages
	Username  string    `json:"username"` // staff only; unique, lower case; empty for pupils
	Locale    Locale    `json:"locale"`
	Demo      bool      `json:"demo"` // made by the demo data, refused outside it
	Disabled  bool      `json:"disabled"`
	CreatedAt time.Time `json:"created_at"`
}

// Validate reports the first field that cannot be stored.
func (a Account) Validate() error {
	if _, err := ParseRole(string(a.Role)); err != nil {
		return err
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(a.Name)); n < 1 || n > 80 {
		return Invalid("name", fmt.Sprintf("a name has 1 to 80 characters, this one %d", n))
	}
	if a.Role == RolePupil {
		return nil
	}
	return ValidateUsername(a.Username)
}

// ValidateUsername reports whether a staff user name can be used: 3 to 40
// lower-case letters, digits, dots, hyphens and underscores.
func ValidateUsername(s string) error {
	if len(s) < 3 || len(s) > 40 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != "" {
		return Invalid("username", "use 3 to 40 lower-case letters, digits, dots, hyphens and underscores")
	}
	return nil
}

// Learner is what is known of a pupil beside the account.
type Learner struct {
	ID       AccountID `json:"id"` // that of the account
	RegionID RegionID  `json:"region_id"`
	SchoolID SchoolID  `json:"school_id"`
	Number   string    `json:"number"` // the school's own number, unique in the school
	Name     string    `json:"name"`   // that of the account
	Gender   Gender    `json:"gender"`
	Grade    int       `json:"grade"`
	Under14  bool      `json:"under14"` // personal data are sensitive: a guardian's consent is needed
	Consent  Consent   `json:"consent"`
}

// Stage returns the learner's stage of schooling.
func (l Learner) Stage() Stage {
	stage, _ := StageOfGrade(l.Grade)
	return stage
}

// MayUseCompanion reports whether the companion may keep a conversation with
// the learner: at fourteen and above, or with a guardian's consent.
func (l Learner) MayUseCompanion() bool { return !l.Under14 || l.Consent.Given }

// Validate reports the first field that cannot be stored.
func (l Learner) Validate() error {
	if l.Number == "" {
		return Invalid("number", "a pupil needs the school's number")
	}
	if _, err := ParseGender(string(l.Gender)); err != nil {
		return err
	}
	_, err := StageOfGrade(l.Grade)
	return err
}

// Consent is a guardian's consent to the processing of a child's data, as
// recorded by the school.
type Consent struct {
	Given bool      `json:"given"`
	At    time.Time `json:"at"`
	By    AccountID `json:"by"` // who recorded it
}

// Person is an account with the classes it belongs to: what authorization
// asks about the one who is signed in.
type Person struct {
	Account
	Classes []ClassID `json:"classes"`
}

// InClass reports whether the person belongs to the class.
func (p Person) InClass(id ClassID) bool { return slices.Contains(p.Classes, id) }
