package models

import (
	"slices"
	"time"
)

// Draft is a change of an item, or a new item, on its way into the bank.
type Draft struct {
	ID        DraftID     `json:"id"`
	ItemID    string      `json:"item_id"`
	Base      int         `json:"base"` // version of the item it was made from; 0: the item is new
	Content   Item        `json:"content"`
	State     DraftState  `json:"state"`
	Revision  int         `json:"revision"`  // from 1; one more with every change of the content
	EditedBy  []AccountID `json:"edited_by"` // everybody who wrote in it, the first author first
	Approvals []Approval  `json:"approvals"` // of this revision
	Reason    string      `json:"reason"`    // why it was rejected
	Version   int         `json:"version"`   // of the bank that it became; 0 before
	CreatedAt time.Time   `json:"created_at"`
	UpdatedAt time.Time   `json:"updated_at"`
}

// Approval is a reviewer's consent to a draft as it stands.
type Approval struct {
	By AccountID `json:"by"`
	At time.Time `json:"at"`
}

// Edited reports whether the account has written in the draft.
func (d Draft) Edited(by AccountID) bool { return slices.Contains(d.EditedBy, by) }

// Approved reports whether the account has approved the draft as it stands.
func (d Draft) Approved(by AccountID) bool {
	return slices.ContainsFunc(d.Approvals, func(a Approval) bool { return a.By == by })
}

// DraftFilter narrows a list of drafts. Empty fields do not filter.
type DraftFilter struct {
	ItemID string
	Open   bool // only those on their way into the bank
	State  DraftState
	By     AccountID // who has written in it or approved it
	Limit  int       // most drafts returned; 0: all
}

// ItemVersion is one version of an item of the bank, without its content.
type ItemVersion struct {
	Version int       `json:"version"`
	Current bool      `json:"current"`
	At      time.Time `json:"at"`       // when it came into the bank
	DraftID DraftID   `json:"draft_id"` // draft it was made of; zero: it came from files
}

// Comment is a remark on an item or on one field of it.
type Comment struct {
	ID         CommentID `json:"id"`
	ItemID     string    `json:"item_id"`
	DraftID    DraftID   `json:"draft_id"` // draft that was read; zero: the bank's item
	Path       string    `json:"path"`     // field, such as parts[0].options[1].text.zh; empty: the item as a whole
	Text       string    `json:"text"`
	AuthorID   AccountID `json:"author_id"`
	Author     string    `json:"author"` // name
	At         time.Time `json:"at"`
	ResolvedBy AccountID `json:"resolved_by"` // zero: open
	ResolvedAt time.Time `json:"resolved_at"`
}

// Resolved reports whether the remark has been dealt with.
func (c Comment) Resolved() bool { return !c.ResolvedBy.IsZero() }

// Events of drafts; the object is the draft's identifier, the data name the
// item and the revision.
const (
	VerbDraftOpened    = "draft.opened"
	VerbDraftSaved     = "draft.saved"
	VerbDraftSubmitted = "draft.submitted"
	VerbDraftWithdrawn = "draft.withdrawn"
	VerbDraftApproved  = "draft.approved"
	VerbDraftRejected  = "draft.rejected"
	VerbDraftPublished = "draft.published"
)

// ItemProblem is what the rules of the bank find wrong in an item.
type ItemProblem struct {
	Line int    `json:"line"` // of the text it was read from; 0: unknown
	Path string `json:"path"` // field, such as parts[0].options[2].text.en; empty: the text as a whole
	What string `json:"what"` // English
	Mend string `json:"mend"` // how
}

// Change is a field in which two versions of an item differ.
type Change struct {
	Path string `json:"path"` // in the new version; in the old one where the new has no such field
	Old  []Span `json:"old"`  // the old value in pieces; none: there was no such field
	New  []Span `json:"new"`
}

// Span is a piece of a value; Marked says that the other version lacks it.
type Span struct {
	Text   string `json:"text"`
	Marked bool   `json:"marked,omitempty"`
}
