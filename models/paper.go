package models

import (
	"slices"
	"time"
)

// PaperTest is a linear form as it is printed for an assignment. It is made
// once and not changed, so that what was printed can be keyed in whatever
// becomes of the items.
type PaperTest struct {
	AssignmentID AssignmentID   `json:"assignment_id"`
	RegionID     RegionID       `json:"region_id"`
	Items        []PaperItem    `json:"items"`    // in the order of the booklet
	Versions     []PaperVersion `json:"versions"` // A, B: the same items, options in other orders
	MadeBy       AccountID      `json:"made_by"`
	MadeAt       time.Time      `json:"made_at"`
}

// PaperItem names the version of an item that a booklet prints.
type PaperItem struct {
	ItemID  string `json:"item_id"`
	Version int    `json:"version"`
}

// PaperVersion is one of the versions of a booklet that lie side by side in a
// class.
type PaperVersion struct {
	Name   string                         `json:"name"`   // A, B
	Orders map[string]map[string][]string `json:"orders"` // option ids in the order they are printed, by item and part
}

// Version returns the version with the name.
func (t PaperTest) Version(name string) (PaperVersion, bool) {
	i := slices.IndexFunc(t.Versions, func(v PaperVersion) bool { return v.Name == name })
	if i < 0 {
		return PaperVersion{}, false
	}
	return t.Versions[i], true
}

// PaperSheet is the answer sheet of one pupil as it is keyed in: twice, then
// settled.
type PaperSheet struct {
	RegionID     RegionID      `json:"region_id"`
	AssignmentID AssignmentID  `json:"assignment_id"`
	LearnerID    AccountID     `json:"learner_id"`
	Entries      [2]PaperEntry `json:"entries"`
	Settled      PaperEntry    `json:"settled"`    // what counts; done once it is
	SessionID    SessionID     `json:"session_id"` // made of it; zero: none yet
}

// PaperEntry is what somebody keyed in.
type PaperEntry struct {
	Written map[string]string `json:"written"` // by field; a field that is missing was left blank
	Hands   []AccountID       `json:"hands"`   // who keyed it, in order
	DoneAt  time.Time         `json:"done_at,omitzero"`
}

// Done reports whether the entry is complete.
func (e PaperEntry) Done() bool { return !e.DoneAt.IsZero() }

// Round is the entry to be made next: 0 or 1; 2 when both are done.
func (s PaperSheet) Round() int {
	for i, e := range s.Entries {
		if !e.Done() {
			return i
		}
	}
	return len(s.Entries)
}

// OneHand reports whether somebody had a hand in both entries, so that they
// are no check of each other.
func (s PaperSheet) OneHand() bool {
	return slices.ContainsFunc(s.Entries[1].Hands, func(id AccountID) bool { return slices.Contains(s.Entries[0].Hands, id) })
}
