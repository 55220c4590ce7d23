package assessment

import (
	"context"
	"time"

	"suyang/models"
)

// Sessions keeps sittings.
type Sessions interface {
	// CreateSession stores a new session; CodeConflict when the learner already
	// has an open or counting session for the assignment.
	CreateSession(ctx context.Context, s models.Session) error
	// UpdateSession locks the session, gives its trail to fn, and stores
	// session, new and changed responses and, when there is one, the score that
	// fn left, all in one transaction. fn's error rolls back and is returned.
	UpdateSession(ctx context.Context, id models.SessionID, fn func(*models.SessionTrail) error) error
	SessionTrail(ctx context.Context, id models.SessionID) (models.SessionTrail, error)
	// LearnerSessions lists a learner's sessions, newest first.
	LearnerSessions(ctx context.Context, learner models.AccountID) ([]models.Session, error)
}

// Sittings says what a session belongs to without reading what was answered in
// it: every answer asks.
type Sittings interface {
	Sitting(ctx context.Context, id models.SessionID) (models.Session, models.Assignment, error)
}

// Assignments keeps which form is open for which class.
type Assignments interface {
	CreateAssignment(ctx context.Context, a models.Assignment) error
	Assignment(ctx context.Context, id models.AssignmentID) (models.Assignment, error)
	CloseAssignment(ctx context.Context, id models.AssignmentID, at time.Time) error
	// ClassAssignments lists a class's assignments, newest first.
	ClassAssignments(ctx context.Context, class models.ClassID) ([]models.Assignment, error)
}

// Monitor reads the sessions of many.
type Monitor interface {
	AssignmentSessions(ctx context.Context, id models.AssignmentID) ([]models.SessionTrail, error)
	// ClassTrails gives the latest counting session of each pupil of the class.
	ClassTrails(ctx context.Context, class models.ClassID) ([]models.SessionTrail, error)
	// PendingCoding gives the counting sessions with a provisional short text.
	PendingCoding(ctx context.Context, class models.ClassID) ([]models.SessionTrail, error)
}

// Bank holds items, forms and the framework.
type Bank interface {
	// Items lists the current version of every item.
	Items(ctx context.Context) ([]models.Item, error)
	ItemVersion(ctx context.Context, id string, version int) (models.Item, error)
	Forms(ctx context.Context) ([]models.Form, error)
	Framework(ctx context.Context) ([]models.Node, error)
}

// Roster knows who is in which class.
type Roster interface {
	Class(ctx context.Context, id models.ClassID) (models.Class, error)
	ClassLearners(ctx context.Context, class models.ClassID) ([]models.Learner, error)
	Person(ctx context.Context, id models.AccountID) (models.Person, error)
}

// Overdue finds sessions that may have expired unnoticed.
type Overdue interface {
	// OverdueSessions lists open sessions whose window closed, or whose running
	// time passed the form's limit, at or before now. It may list others, too:
	// each is decided again under its lock.
	OverdueSessions(ctx context.Context, now time.Time) ([]models.SessionID, error)
}

// FormMaker keeps forms that people assemble.
type FormMaker interface {
	// CreateForm stores a new form; CodeConflict when there is one with its code.
	CreateForm(ctx context.Context, f models.Form) error
}

// Papers keeps what was printed for assignments, and what is keyed in.
type Papers interface {
	PaperTest(ctx context.Context, id models.AssignmentID) (models.PaperTest, error)
	// KeepPaperTest stores the test unless the assignment has one, and returns
	// what is stored.
	KeepPaperTest(ctx context.Context, t models.PaperTest) (models.PaperTest, error)
	PaperSheets(ctx context.Context, id models.AssignmentID) ([]models.PaperSheet, error)
	// KeepPaperSheet locks the learner's sheet, or makes the one given, lets fn
	// change it, and stores it. fn's error rolls back and is returned.
	KeepPaperSheet(ctx context.Context, sheet models.PaperSheet, fn func(*models.PaperSheet) error) (models.PaperSheet, error)
}

// Finished stores sessions that are over when they become known.
type Finished interface {
	// CreateTrail stores a session with its responses and score, all or
	// nothing; CodeConflict as CreateSession.
	CreateTrail(ctx context.Context, t models.SessionTrail) error
}
