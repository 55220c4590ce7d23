package models

import (
	"fmt"
	"slices"
	"time"
)

// Form is a test a teacher can open: which items, how many, and when to stop.
type Form struct {
	ID        FormID             `json:"id" yaml:"-"`      // given by the store
	Code      string             `json:"code" yaml:"code"` // unique, such as junior-adaptive
	Title     Text               `json:"title" yaml:"title"`
	Stage     Stage              `json:"stage" yaml:"stage"`
	Kind      FormKind           `json:"kind" yaml:"kind"`
	Items     []string           `json:"items" yaml:"items"`                   // linear: the items in order; adaptive: the pool, empty for every item that serves the stage
	Pool      Pool               `json:"pool,omitempty" yaml:"pool,omitempty"` // adaptive: only items of this pool; empty: of both; linear: where they were taken from
	Blueprint map[string]float64 `json:"blueprint" yaml:"blueprint"`           // adaptive: share of items by dimension code, summing to 1
	MinItems  int                `json:"min_items" yaml:"min_items"`           // adaptive
	MaxItems  int                `json:"max_items" yaml:"max_items"`           // adaptive
	TargetSE  float64            `json:"target_se" yaml:"target_se"`           // adaptive: stop at this standard error (theta)
	TopK      int                `json:"top_k" yaml:"top_k"`                   // randomesque: choose among this many most informative items
	Minutes   int                `json:"minutes" yaml:"minutes"`               // working time; 0 is no limit
	MadeBy    AccountID          `json:"made_by,omitzero" yaml:"-"`            // who assembled it; zero: it came with the program
	Shared    bool               `json:"shared,omitempty" yaml:"-"`            // of those somebody assembled: every teacher may open it, not only who did
}

// OfferedTo reports whether the person may open or study the form.
func (f Form) OfferedTo(p Person) bool {
	return f.MadeBy.IsZero() || f.Shared || f.MadeBy == p.ID || p.Role == RoleResearcher
}

// Draws reports whether the form may present items of the item's pool.
func (f Form) Draws(it Item) bool {
	return f.Kind == FormLinear || f.Pool == "" || f.Pool == it.Pool
}

// Assignment is a form opened for a class in a window of time.
type Assignment struct {
	ID        AssignmentID `json:"id"`
	RegionID  RegionID     `json:"region_id"`
	ClassID   ClassID      `json:"class_id"`
	FormID    FormID       `json:"form_id"`
	Learners  []AccountID  `json:"learners"` // empty: the whole class
	OpensAt   time.Time    `json:"opens_at"`
	ClosesAt  time.Time    `json:"closes_at"`
	CreatedBy AccountID    `json:"created_by"`
	CreatedAt time.Time    `json:"created_at"`
}

// Validate reports the first field that cannot be stored.
func (a Assignment) Validate() error {
	if !a.ClosesAt.After(a.OpensAt) {
		return Invalid("closes_at", fmt.Sprintf("the test must close after it opens (%s)", a.OpensAt.Format(time.RFC3339)))
	}
	return nil
}

// OpenAt reports whether the window is open at t.
func (a Assignment) OpenAt(t time.Time) bool { return !t.Before(a.OpensAt) && t.Before(a.ClosesAt) }

// For reports whether the learner is among those the assignment is for. Class
// membership is checked elsewhere.
func (a Assignment) For(learner AccountID) bool {
	return len(a.Learners) == 0 || slices.Contains(a.Learners, learner)
}

// Session is one learner's sitting of a form.
type Session struct {
	ID           SessionID     `json:"id"`
	RegionID     RegionID      `json:"region_id"`
	LearnerID    AccountID     `json:"learner_id"`
	AssignmentID AssignmentID  `json:"assignment_id"`
	ClassID      ClassID       `json:"class_id"`
	FormID       FormID        `json:"form_id"`
	State        SessionState  `json:"state"`
	Locale       Locale        `json:"locale"`
	Seed         uint64        `json:"-"`          // of item choice and option order
	Theta        float64       `json:"theta"`      // current estimate (EAP)
	SE           float64       `json:"se"`         // posterior standard deviation
	Worked       time.Duration `json:"worked"`     // working time before the last resume
	ResumedAt    time.Time     `json:"resumed_at"` // start of the running stretch; zero unless running
	CreatedAt    time.Time     `json:"created_at"`
	EndedAt      time.Time     `json:"ended_at"`
	StopReason   string        `json:"stop_reason"` // why it ended: se, length, exhausted, time, window, handed_in, paper, or voided: and the teacher's words
	Paper        bool          `json:"paper"`       // answered on paper and keyed in: it has no times
}

// Response is one item of a session: presented, then answered.
type Response struct {
	ID          ResponseID `json:"id"`
	RegionID    RegionID   `json:"region_id"`
	SessionID   SessionID  `json:"session_id"`
	Position    int        `json:"position"` // from 0
	ItemID      string     `json:"item_id"`
	ItemVersion int        `json:"item_version"`
	PresentedAt time.Time  `json:"presented_at"`
	AnswerID    AnswerID   `json:"answer_id"` // zero until answered
	AnsweredAt  time.Time  `json:"answered_at"`
	Seconds     float64    `json:"seconds"` // from presented to answered on the server's clock, pauses excluded
	Answer      Answer     `json:"answer"`
	Score       ItemScore  `json:"score"`
	Theta       float64    `json:"theta"` // estimate after this answer
	SE          float64    `json:"se"`
}

// Answered reports whether the response has an answer.
func (r Response) Answered() bool { return !r.AnswerID.IsZero() }

// SessionTrail is a session with its responses in order of position: all the
// state that delivery needs.
type SessionTrail struct {
	Session   Session    `json:"session"`
	Responses []Response `json:"responses"`
	Score     *Score     `json:"score,omitempty"` // result to store when the session ends; nil: none
}

// Score is the result of a session that counts.
type Score struct {
	RegionID    RegionID  `json:"region_id"`
	SessionID   SessionID `json:"session_id"`
	LearnerID   AccountID `json:"learner_id"`
	ClassID     ClassID   `json:"class_id"`
	Theta       float64   `json:"theta"`
	SE          float64   `json:"se"`
	Items       int       `json:"items"`
	Level       string    `json:"level"`       // code of the level the estimate falls in
	Provisional bool      `json:"provisional"` // a short text still waits for a human coder
	At          time.Time `json:"at"`
}
