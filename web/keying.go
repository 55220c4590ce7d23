package web

import (
	"fmt"
	"time"
)

// KeyingPage is the data of the page "paper/keying": one pupil's answer sheet.
// Its block "kept" is the answer to a field that was kept by itself.
type KeyingPage struct {
	Class       TaughtClass
	Back        string // address of the test on paper
	URL         string // of the sheet; forms post to it and below
	Title       string // of the test
	Pupil       string
	Number      string
	State       string // as assessment.PaperState
	Round       int    // 0 and 1: the entry to be made
	Mine        bool   // the reader made the first entry
	OneHand     bool   // one person made both
	Covers      []Choice
	Cover       string
	Items       []KeyingItem
	Differences []KeyingDifference
	Settled     time.Time
	SettledMine bool
	Unreadable  int
	ReportURL   string
	Next        string // address of the next sheet to key in; empty: there is none
	Errors      FormErrors
	Kept        time.Time   // when the block "kept" was made
	KeptFault   *FieldError // of the field that was kept
}

// Keyed reports whether a form for an entry is shown.
func (p KeyingPage) Keyed() bool { return p.State == "none" || p.State == "begun" || p.State == "once" }

// KeyingItem is an item with its fields.
type KeyingItem struct {
	Number int
	Fields []KeyingField
}

// KeyingField is one part to key in.
type KeyingField struct {
	Name    string
	Letter  string // of the part; empty: the only one
	Type    string // of the part
	Last    string // last letter of the options; empty: there are none
	Options int
	Targets string // last letter of the targets
	Value   string
}

// KeyingDifference is a field in which the entries differ. The form posts
// "pick-NAME", first, second or other, and "other-NAME".
type KeyingDifference struct {
	Name          string
	Number        int // of the item; 0: the cover
	Letter        string
	First, Second string
	Pick, Other   string // what was chosen before
	Cover         bool
}

// Messages for KeyingPage.Errors; the field is that of the part.
const (
	KeyingCover       = "paper.error.cover"
	KeyingUndone      = "paper.error.undecided"
	KeyingUndoneCover = "paper.error.undecided_cover"
	KeyingChanged     = "paper.error.changed"
)

// KeyingFault is the message for a field of a part of the type.
func KeyingFault(partType string) string { return fmt.Sprintf("paper.error.%s", partType) }
