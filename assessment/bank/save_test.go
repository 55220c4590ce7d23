package bank_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

func TestSavingAtOnce(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann, bob := o.authors[0], o.authors[1]
	d, err := o.Edit(ctx, ann, known)
	require.NoError(t, err)
	theirs := o.save(t, bob, d, "bob's")
	mine := d.Content
	mine.Title.EN = "ann's"
	got, err := o.Save(ctx, ann, d.ID, d.Revision, mine)
	requireCode(t, models.CodeConflict, err)
	require.Equal(t, theirs, got, "the draft as it stands comes with the refusal")

	got, err = o.Save(ctx, ann, d.ID, theirs.Revision, mine)
	require.NoError(t, err)
	require.Equal(t, []models.AccountID{ann.ID, bob.ID}, got.EditedBy)
	same, err := o.Save(ctx, ann, d.ID, got.Revision, got.Content)
	require.NoError(t, err)
	require.Equal(t, got, same, "what does not change is no edit")
}

func TestSavingText(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann := o.authors[0]
	d, err := o.Edit(ctx, ann, known)
	require.NoError(t, err)
	text, err := o.Text(d.Content)
	require.NoError(t, err)
	_, problems, err := o.SaveText(ctx, ann, d.ID, d.Revision, "id: IL23\nsecond: 5\n")
	require.NoError(t, err)
	require.Equal(t, 2, problems[0].Line)
	kept, err := o.Sheet(ctx, d.ID)
	require.NoError(t, err)
	require.Equal(t, d.Revision, kept.Draft.Revision, "nothing is half applied")

	d, problems, err = o.SaveText(ctx, ann, d.ID, d.Revision, text+"enemies: [IL24]\n")
	require.NoError(t, err)
	require.Empty(t, problems)
	require.Equal(t, []string{"IL24"}, d.Content.Enemies)
}

func TestNamesOfItems(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann, bob := o.authors[0], o.authors[1]
	d, err := o.Edit(ctx, ann, known)
	require.NoError(t, err)
	renamed := d.Content
	renamed.ID = "IL99"
	_, err = o.Save(ctx, ann, d.ID, d.Revision, renamed)
	requireCode(t, models.CodeInvalid, err)
	_, err = o.Edit(ctx, bob, known)
	requireCode(t, models.CodeConflict, err) // it has an open draft

	first, err := o.Sibling(ctx, ann, known)
	require.NoError(t, err)
	require.Equal(t, known+"b", first.ItemID)
	require.Equal(t, known, first.Content.Family)
	require.Equal(t, 0, first.Base)
	second, err := o.Sibling(ctx, ann, known)
	require.NoError(t, err)
	require.Equal(t, known+"c", second.ItemID)

	for name, id := range map[string]string{"of the bank": known, "of a draft": first.ItemID, "none": "", "a path": "../x", "long": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} {
		_, err := o.New(ctx, ann, id, models.StageJunior)
		require.Equal(t, models.CodeInvalid, models.CodeOf(err), name)
	}
	_, err = o.New(ctx, ann, "SY77", "kindergarten")
	requireCode(t, models.CodeInvalid, err)
	fresh, err := o.New(ctx, ann, "SY77", models.StageJunior)
	require.NoError(t, err)
	require.Len(t, fresh.Content.Parts[0].Options, 4)

	_, err = o.Comment(ctx, bob, models.Comment{DraftID: fresh.ID, Text: "a better name?"})
	require.NoError(t, err)
	renamed = fresh.Content
	renamed.ID = "SY78"
	fresh, err = o.Save(ctx, ann, fresh.ID, fresh.Revision, renamed)
	require.NoError(t, err)
	require.Equal(t, "SY78", fresh.ItemID)
	sheet, err := o.Sheet(ctx, fresh.ID)
	require.NoError(t, err)
	require.Len(t, sheet.Comments, 1, "remarks follow a new name")
	renamed.ID = known
	_, err = o.Save(ctx, ann, fresh.ID, fresh.Revision, renamed)
	requireCode(t, models.CodeInvalid, err)
}

func TestOnlyAuthorsWrite(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	d := o.edit(t, o.authors[0], "x")
	for _, role := range models.Roles() {
		if role == models.RoleAuthor {
			continue
		}
		by := o.authors[1]
		by.Role = role
		tries := map[string]func() error{
			"edit":     func() error { _, err := o.Edit(ctx, by, known); return err },
			"sibling":  func() error { _, err := o.Sibling(ctx, by, known); return err },
			"new":      func() error { _, err := o.New(ctx, by, "SY79", models.StageJunior); return err },
			"save":     func() error { _, err := o.Save(ctx, by, d.ID, d.Revision, models.Item{ID: known}); return err },
			"no save":  func() error { _, err := o.Save(ctx, by, d.ID, d.Revision, d.Content); return err },
			"text":     func() error { _, _, err := o.SaveText(ctx, by, d.ID, d.Revision, "["); return err },
			"rebase":   func() error { _, err := o.Rebase(ctx, by, d.ID, d.Revision); return err },
			"submit":   func() error { _, err := o.Submit(ctx, by, d.ID, d.Revision); return err },
			"withdraw": func() error { _, err := o.Withdraw(ctx, by, d.ID, d.Revision); return err },
			"reject":   func() error { _, err := o.Reject(ctx, by, d.ID, d.Revision, "x"); return err },
			"comment":  func() error { _, err := o.Comment(ctx, by, models.Comment{DraftID: d.ID, Text: "x"}); return err },
			"resolve":  func() error { return o.Resolve(ctx, by, models.NewID[models.Comment]()) },
		}
		for name, try := range tries {
			require.Equal(t, models.CodeForbidden, models.CodeOf(try()), "%s: %s", role, name)
		}
	}
}

func TestComments(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ann, bob := o.authors[0], o.authors[1]
	d := o.edit(t, ann, "x")
	for name, c := range map[string]models.Comment{
		"no text":          {DraftID: d.ID},
		"no such field":    {DraftID: d.ID, Path: "parts[0].options[99].text.zh", Text: "x"},
		"a field of words": {ItemID: known, Path: "<script>", Text: "x"},
	} {
		_, err := o.Comment(ctx, bob, c)
		require.Equal(t, models.CodeInvalid, models.CodeOf(err), name)
	}
	_, err := o.Comment(ctx, bob, models.Comment{ItemID: "XX", Text: "x"})
	requireCode(t, models.CodeNotFound, err)
	c, err := o.Comment(ctx, bob, models.Comment{DraftID: d.ID, Path: "parts[0].options[1].text.zh", Text: " too long "})
	require.NoError(t, err)
	require.Equal(t, known, c.ItemID)
	require.Equal(t, "too long", c.Text)
	require.NoError(t, o.Resolve(ctx, ann, c.ID))
	sheet, err := o.Sheet(ctx, d.ID)
	require.NoError(t, err)
	require.True(t, sheet.Comments[0].Resolved())
}
