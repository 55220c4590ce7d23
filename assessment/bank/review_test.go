package bank_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestTwoApprovalsPublish(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann, bob, cleo := o.authors[0], o.authors[1], o.authors[2]
	before := o.title(t)
	d := o.submit(t, ann, o.edit(t, ann, "A better title"))
	require.Equal(t, models.DraftInReview, d.State)

	d, err := o.Approve(ctx, bob, d.ID, d.Revision)
	require.NoError(t, err)
	require.Equal(t, models.DraftInReview, d.State)
	require.Equal(t, before, o.title(t), "one approval is not enough")

	d, err = o.Approve(ctx, cleo, d.ID, d.Revision)
	require.NoError(t, err)
	require.Equal(t, models.DraftPublished, d.State)
	require.Equal(t, 2, d.Version)
	require.Equal(t, "A better title", o.title(t))

	e, err := o.Entry(ctx, known, 0)
	require.NoError(t, err)
	require.Nil(t, e.Open)
	require.Len(t, e.Versions, 2)
	require.Equal(t, []models.AccountID{ann.ID}, e.Versions[0].Draft.EditedBy)
	require.Equal(t, []models.Approval{{By: bob.ID, At: now}, {By: cleo.ID, At: now}}, e.Versions[0].Draft.Approvals)
	require.Nil(t, e.Versions[1].Draft)
	require.Equal(t, map[models.AccountID]string{ann.ID: "ann", bob.ID: "bob", cleo.ID: "cleo"}, e.Names)
	old, err := o.Entry(ctx, known, 1)
	require.NoError(t, err)
	require.Equal(t, before, old.Item.Title.EN)
	require.ElementsMatch(t, []string{
		models.VerbDraftOpened, models.VerbDraftSaved, models.VerbDraftSubmitted,
		models.VerbDraftApproved, models.VerbDraftApproved, models.VerbDraftPublished,
	}, o.verbs(t, d.ID))
}

func TestWhoMayApprove(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann, bob, cleo, dan := o.authors[0], o.authors[1], o.authors[2], o.authors[3]
	d := o.save(t, bob, o.edit(t, ann, "by ann"), "by bob")
	_, err := o.Approve(ctx, cleo, d.ID, d.Revision)
	requireCode(t, models.CodeConflict, err) // not in review
	d = o.submit(t, bob, d)

	teacher := cleo
	teacher.Role = models.RoleTeacher
	for _, c := range []struct {
		name     string
		by       models.Person
		revision int
		want     models.Code
	}{
		{"the first author", ann, d.Revision, models.CodeForbidden},
		{"the last author", bob, d.Revision, models.CodeForbidden},
		{"a teacher", teacher, d.Revision, models.CodeForbidden},
		{"somebody who has read an older text", cleo, d.Revision - 1, models.CodeConflict},
	} {
		_, err := o.Approve(ctx, c.by, d.ID, c.revision)
		require.Equal(t, c.want, models.CodeOf(err), "%s: %v", c.name, err)
	}
	_, err = o.Approve(ctx, cleo, d.ID, d.Revision)
	require.NoError(t, err)
	_, err = o.Approve(ctx, cleo, d.ID, d.Revision)
	requireCode(t, models.CodeConflict, err) // twice by one

	d = o.save(t, ann, d, "by ann again")
	require.Equal(t, models.DraftWriting, d.State)
	require.Empty(t, d.Approvals, "an edit takes the approvals back")
	d = o.submit(t, ann, d)
	d, err = o.Approve(ctx, dan, d.ID, d.Revision)
	require.NoError(t, err)
	require.Equal(t, models.DraftInReview, d.State)
}

func TestRejecting(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann, bob, cleo := o.authors[0], o.authors[1], o.authors[2]
	d := o.submit(t, ann, o.edit(t, ann, "first try"))
	for name, reason := range map[string]string{"no reason": " \n", "a novel": strings.Repeat("长", 2001)} {
		_, err := o.Reject(ctx, bob, d.ID, d.Revision, reason)
		require.Equal(t, models.CodeInvalid, models.CodeOf(err), name)
	}
	d, err := o.Reject(ctx, bob, d.ID, d.Revision, " B is defensible ")
	require.NoError(t, err)
	require.Equal(t, models.DraftRejected, d.State)
	require.Equal(t, "B is defensible", d.Reason)
	_, err = o.Approve(ctx, cleo, d.ID, d.Revision)
	requireCode(t, models.CodeConflict, err)

	d = o.save(t, ann, d, "second try")
	require.Equal(t, models.DraftWriting, d.State)
	require.Empty(t, d.Reason)
	_, err = o.Reject(ctx, bob, d.ID, d.Revision, "not yet in review")
	requireCode(t, models.CodeConflict, err)
	_, err = o.Reject(ctx, ann, d.ID, d.Revision, "I have another idea")
	require.NoError(t, err)
	_, err = o.Edit(ctx, bob, known)
	require.NoError(t, err, "a draft given up is in nobody's way")
}

func TestWithdrawing(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann, bob := o.authors[0], o.authors[1]
	d := o.submit(t, ann, o.edit(t, ann, "first try"))
	_, err := o.Withdraw(ctx, bob, d.ID, d.Revision)
	requireCode(t, models.CodeForbidden, err)
	_, err = o.Approve(ctx, bob, d.ID, d.Revision)
	require.NoError(t, err)
	d, err = o.Withdraw(ctx, ann, d.ID, d.Revision)
	require.NoError(t, err)
	require.Equal(t, models.DraftWriting, d.State)
	require.Empty(t, d.Approvals)
	_, err = o.Withdraw(ctx, ann, d.ID, d.Revision)
	requireCode(t, models.CodeConflict, err)
}

func TestTheRulesStandBeforeReview(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann := o.authors[0]
	d := o.edit(t, ann, "") // no English title
	sheet, err := o.Sheet(ctx, d.ID)
	require.NoError(t, err)
	require.Equal(t, "title.en", sheet.Problems[0].Path)
	_, err = o.Submit(ctx, ann, d.ID, d.Revision)
	requireCode(t, models.CodeInvalid, err)
	require.ErrorContains(t, err, "title.en")
}

// The bank may change while a draft is written, as by a calibration.
func TestTheBankMovesOn(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann, bob, cleo := o.authors[0], o.authors[1], o.authors[2]
	d := o.submit(t, ann, o.edit(t, ann, "new title"))
	e, err := o.Entry(ctx, known, 0)
	require.NoError(t, err)
	it := e.Item
	it.Parameters.A, it.Parameters.Source = 1.4, "spring"
	_, err = o.store.PutItems(ctx, []models.Item{it})
	require.NoError(t, err)

	_, err = o.Approve(ctx, bob, d.ID, d.Revision)
	requireCode(t, models.CodeConflict, err)
	sheet, err := o.Sheet(ctx, d.ID)
	require.NoError(t, err)
	require.Equal(t, 2, sheet.Current)
	require.Len(t, sheet.Moved, 2)
	require.Equal(t, "parameters.a", sheet.Moved[0].Path)

	d, err = o.Rebase(ctx, ann, d.ID, d.Revision)
	require.NoError(t, err)
	require.Equal(t, 2, d.Base)
	require.Equal(t, models.DraftWriting, d.State)
	taken := d.Content
	taken.Parameters = it.Parameters
	d, err = o.Save(ctx, ann, d.ID, d.Revision, taken)
	require.NoError(t, err)
	d = o.submit(t, ann, d)
	for _, by := range []models.Person{bob, cleo} {
		d, err = o.Approve(ctx, by, d.ID, d.Revision)
		require.NoError(t, err)
	}
	require.Equal(t, 3, d.Version)
	require.Equal(t, "new title", o.title(t))
}
