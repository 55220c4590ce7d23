package web

import (
	"suyang/models"
)

// DraftPage is the data of the page "author/draft". Its forms post "revision", and "reason" where
// one is given, to URL/submit, /withdraw, /rebase, /approve and /reject.
type DraftPage struct {
	models.Draft
	Misconceptions map[string]models.Text
	Current        int      // version of the bank; 0: the item is new
	Changes        []Change // from the version the draft was made from
	Moved          []Change // in the bank since then
	Problems       []models.ItemProblem
	Remarks        Remarks
	Editors        []string
	Approvers      []string
	Mine           bool // the reader has written in it
	MayApprove     bool
	Playable       bool // it can be shown as a task
	Reason         string
	Errors         FormErrors
}

// URL is the address of the draft.
func (d DraftPage) URL() string { return "/author/drafts/" + d.ID.String() }

// Badge is the kind of badge that tells the state of the draft.
func (d DraftPage) Badge() string { return draftBadge(d.State) }

// Outdated reports whether the bank has moved on since the draft was made.
func (d DraftPage) Outdated() bool {
	return d.State != models.DraftPublished && d.Current != d.Base
}

// Missing is how many more approvals publish the draft.
func (d DraftPage) Missing() int { return max(0, 2-len(d.Approvals)) }

// Checklist names what a reviewer looks at.
func (DraftPage) Checklist() []string {
	return []string{"key", "distractors", "bias", "languages", "reading", "hints"}
}

// DraftConflict says that somebody else has saved the draft meanwhile.
type DraftConflict struct {
	By      string
	Changes []Change // from the draft as it stands to what the reader has written
}

// DraftText is the data of the page "author/text". Its form posts "revision" and "text" to URL/text.
type DraftText struct {
	URL      string
	ItemID   string
	Revision int
	Text     string
	Problems []models.ItemProblem
	Conflict *DraftConflict
	Errors   FormErrors
}

// PreviewTask is the data of the page "author/task": an item as pupils meet it. Its form posts to
// Task.URL; nothing is kept.
type PreviewTask struct {
	Task
	Score *models.ItemScore // of what was tried; nil: nothing was
}
