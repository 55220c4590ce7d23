package web

import (
	"time"

	"suyang/models"
)

// ClassTests is the data of the page "teacher/tests": the tests of a class and
// the form that opens one.
type ClassTests struct {
	Class TaughtClass
	Tests []AssignedTest // newest first
	Form  TestForm
}

// TestState says whether a test can be taken.
type TestState string

// Test states.
const (
	TestUpcoming TestState = "upcoming"
	TestOpen     TestState = "open"
	TestClosed   TestState = "closed"
)

// StateOfTest is the state of an assignment at a time.
func StateOfTest(a models.Assignment, now time.Time) TestState {
	switch {
	case a.OpenAt(now):
		return TestOpen
	case now.Before(a.OpensAt):
		return TestUpcoming
	}
	return TestClosed
}

// AssignedTest is a test that was opened for a class.
type AssignedTest struct {
	URL      string
	Title    string
	OpensAt  time.Time
	ClosesAt time.Time
	State    TestState
	Pupils   int  // 0: the whole class
	Paper    bool // it can be printed
}

// TestForm is the form that opens a test: fields "form", "opens" and "closes"
// (local time, as browsers send it), "who" (all or some) and "pupil".
type TestForm struct {
	Forms  []Choice
	Form   string
	Opens  string // empty: now
	Closes string
	Some   bool // for the pupils chosen only
	Pupils []PupilChoice
	Errors FormErrors
}

// PupilChoice is a pupil who can be chosen.
type PupilChoice struct {
	ID     string
	Name   string
	Number string
	Chosen bool
}

// Messages for TestForm.Errors, with the field each belongs to.
const (
	TestFormUnknown  = "teacher.open.error.form"   // form
	TestOpensUnread  = "teacher.open.error.opens"  // opens
	TestClosesUnread = "teacher.open.error.closes" // closes
	TestClosesEarly  = "teacher.open.error.early"  // closes
	TestPupilsNone   = "teacher.open.error.none"   // pupil
	TestPupilsOther  = "teacher.open.error.pupil"  // pupil
)

// FieldTime is how a field of the type datetime-local writes a time.
const FieldTime = "2006-01-02T15:04"

// Location is the time zone of pages, in which readers enter times.
func (r *Renderer) Location() *time.Location { return r.location }

// WatchPage is the data of the page "teacher/assignment". Its block "watch" is
// what changes while pupils work.
type WatchPage struct {
	Class    TaughtClass
	URL      string // of the test
	Title    string
	OpensAt  time.Time
	ClosesAt time.Time
	State    TestState
	Turnout  Turnout
	Pupils   []WatchedPupil
	Now      time.Time // when it was looked at
	Paper    bool      // it can be printed
}

// Live reports whether something may still change.
func (w WatchPage) Live() bool { return w.State == TestOpen || w.Turnout.Working > 0 }

// WatchedPupil is how far one pupil is.
type WatchedPupil struct {
	PupilLink
	Number    string
	SessionID models.SessionID
	State     models.SessionState // empty: not started
	Items     int                 // answered
	Progress  float64             // 0 to 1
	Precision float64             // half of the interval of the score, in points; 0: nothing answered
	Idle      time.Duration       // since the last answer, of pupils at work
}

// VoidURL is where the session is declared invalid; empty: there is none to.
func (p WatchedPupil) VoidURL() string {
	if p.State == "" || p.State == models.SessionVoided {
		return ""
	}
	return SessionURL(p.SessionID) + "/void"
}

// VoidForm is the data of the page "teacher/void", which posts "reason" to its
// own address.
type VoidForm struct {
	Class  TaughtClass
	Pupil  string
	Title  string // of the test
	Back   string // address of the test
	URL    string // of the session
	Reason string
	Errors FormErrors
}

// VoidReason is the message for a missing or too long reason.
const VoidReason = "teacher.void.error.reason"
