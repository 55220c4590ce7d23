package store_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/store"
)

// draft is a draft of an item by somebody.
func draft(it models.Item, base int) models.Draft {
	return models.Draft{
		ID: models.NewID[models.Draft](), ItemID: it.ID, Base: base, Content: it, State: models.DraftWriting, Revision: 1,
		EditedBy: []models.AccountID{models.NewID[models.Account]()}, Approvals: []models.Approval{}, CreatedAt: now, UpdatedAt: now,
	}
}

func newDraft(t *testing.T, s *store.Store, it models.Item, base int) models.Draft {
	t.Helper()
	d := draft(it, base)
	require.NoError(t, s.CreateDraft(t.Context(), d))
	return d
}

func publish(d *models.Draft) error {
	d.State = models.DraftPublished
	return nil
}

func TestDrafts(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	reviewer := models.NewID[models.Account]()
	d := newDraft(t, s, item("IL1", 1, "first"), 0)
	got, err := s.Draft(ctx, d.ID)
	require.NoError(t, err)
	require.Equal(t, d, got)
	requireCode(t, models.CodeConflict, s.CreateDraft(ctx, draft(item("IL1", 1, "second"), 0)))

	changed, err := s.UpdateDraft(ctx, d.ID, func(d *models.Draft) error {
		d.State, d.Reason, d.Revision, d.UpdatedAt = models.DraftRejected, "two keys", 2, now.Add(time.Hour)
		d.Approvals = append(d.Approvals, models.Approval{By: reviewer, At: now})
		d.Content.Title.EN = "changed"
		return nil
	})
	require.NoError(t, err)
	got, err = s.Draft(ctx, d.ID)
	require.NoError(t, err)
	require.Equal(t, changed, got)
	require.Equal(t, "changed", got.Content.Title.EN)
	second := newDraft(t, s, item("IL1", 1, "second"), 0) // a rejected one is in nobody's way

	refusal := errors.New("no")
	_, err = s.UpdateDraft(ctx, d.ID, func(d *models.Draft) error { d.Reason = "lost"; return refusal })
	require.ErrorIs(t, err, refusal)
	_, err = s.UpdateDraft(ctx, d.ID, func(d *models.Draft) error { d.State = models.DraftWriting; return nil })
	requireCode(t, models.CodeConflict, err)
	_, err = s.UpdateDraft(ctx, models.NewID[models.Draft](), publish)
	requireCode(t, models.CodeNotFound, err)

	other := draft(item("IL2", 1, "other"), 0)
	other.UpdatedAt = now.Add(time.Minute)
	require.NoError(t, s.CreateDraft(ctx, other))
	for _, c := range []struct {
		name   string
		filter models.DraftFilter
		want   []models.DraftID
	}{
		{"all, the last changed first", models.DraftFilter{}, []models.DraftID{d.ID, other.ID, second.ID}},
		{"of an item", models.DraftFilter{ItemID: "IL1"}, []models.DraftID{d.ID, second.ID}},
		{"open", models.DraftFilter{Open: true}, []models.DraftID{other.ID, second.ID}},
		{"the last", models.DraftFilter{Limit: 1}, []models.DraftID{d.ID}},
		{"rejected", models.DraftFilter{State: models.DraftRejected}, []models.DraftID{d.ID}},
		{"by an author", models.DraftFilter{By: second.EditedBy[0]}, []models.DraftID{second.ID}},
		{"by a reviewer", models.DraftFilter{By: reviewer}, []models.DraftID{d.ID}},
		{"by nobody", models.DraftFilter{By: models.NewID[models.Account]()}, []models.DraftID{}},
	} {
		found, err := s.Drafts(ctx, c.filter)
		require.NoError(t, err)
		ids := []models.DraftID{}
		for _, d := range found {
			ids = append(ids, d.ID)
		}
		require.Equal(t, c.want, ids, c.name)
	}
}

func TestPublishing(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	_, err := s.SeedItems(ctx, []models.Item{item("IL1", 1, "first")})
	require.NoError(t, err)
	d := newDraft(t, s, item("IL1", 1, "edited"), 1)
	published, err := s.UpdateDraft(ctx, d.ID, publish)
	require.NoError(t, err)
	require.Equal(t, 2, published.Version)
	items, err := s.Items(ctx)
	require.NoError(t, err)
	require.Equal(t, []models.Item{item("IL1", 2, "edited")}, items)
	versions, err := s.ItemVersions(ctx, "IL1")
	require.NoError(t, err)
	require.Len(t, versions, 2)
	require.Equal(t, d.ID, versions[0].DraftID)
	require.True(t, versions[0].Current)
	require.WithinDuration(t, time.Now(), versions[0].At, time.Hour)
	require.Equal(t, models.ItemVersion{Version: 1, At: versions[1].At}, versions[1])

	_, err = s.UpdateDraft(ctx, d.ID, func(d *models.Draft) error { d.Reason = "again"; return nil })
	require.NoError(t, err, "what is published is not published twice")
	versions, err = s.ItemVersions(ctx, "IL1")
	require.NoError(t, err)
	require.Len(t, versions, 2)

	_, err = s.PutItems(ctx, []models.Item{item("IL1", 9, "imported")}) // leaves numbers free
	require.NoError(t, err)
	late := newDraft(t, s, item("IL1", 3, "late"), 2)
	_, err = s.UpdateDraft(ctx, late.ID, publish)
	requireCode(t, models.CodeConflict, err)
	kept, err := s.Draft(ctx, late.ID)
	require.NoError(t, err)
	require.Equal(t, models.DraftWriting, kept.State, "nothing half done")
}

func TestDraftsOfANewItemArePublishedOnce(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	var published atomic.Int32
	drafts := []models.Draft{draft(item("IL1", 1, "a"), 0), draft(item("IL1", 1, "b"), 0)}
	drafts[1].State = models.DraftRejected
	for _, d := range drafts {
		require.NoError(t, s.CreateDraft(ctx, d))
	}
	atOnce(s, len(drafts), func(i int) {
		if _, err := s.UpdateDraft(ctx, drafts[i].ID, publish); err == nil {
			published.Add(1)
		}
	})
	require.EqualValues(t, 1, published.Load())
}

// What was edited in the bank stays, whatever a program brings with it.
func TestSeedingNeverUndoesAnEdit(t *testing.T) {
	t.Parallel()
	none := func(*testing.T, *store.Store) {}
	edited := func(t *testing.T, s *store.Store) {
		t.Helper()
		_, err := s.UpdateDraft(t.Context(), newDraft(t, s, item("IL1", 1, "edited"), 1).ID, publish)
		require.NoError(t, err)
	}
	calibrated := func(t *testing.T, s *store.Store) {
		t.Helper()
		_, err := s.PutItems(t.Context(), []models.Item{item("IL1", 1, "calibrated")})
		require.NoError(t, err)
	}
	upgraded := func(t *testing.T, s *store.Store) {
		t.Helper()
		_, err := s.SeedItems(t.Context(), []models.Item{item("IL1", 1, "upgraded")})
		require.NoError(t, err)
	}
	for _, c := range []struct {
		name   string
		change func(*testing.T, *store.Store)
		seed   models.Item
		want   string // title of the current version
		how    models.BankImport
	}{
		{"the same program", none, item("IL1", 1, "seeded"), "seeded", models.BankImport{ImportCount: models.ImportCount{Unchanged: 1}}},
		{"a new program", none, item("IL1", 2, "new"), "new", models.BankImport{ImportCount: models.ImportCount{Updated: 1}}},
		{"a new program after another", upgraded, item("IL1", 1, "new"), "new", models.BankImport{ImportCount: models.ImportCount{Updated: 1}}},
		{"the program before", upgraded, item("IL1", 1, "seeded"), "upgraded", models.BankImport{ImportCount: models.ImportCount{Unchanged: 1}}},
		{"the same program after an edit", edited, item("IL1", 1, "seeded"), "edited", models.BankImport{ImportCount: models.ImportCount{Unchanged: 1}}},
		{"a new program after an edit", edited, item("IL1", 2, "new"), "edited", models.BankImport{Conflicts: []string{"IL1"}}},
		{"a much newer program after an edit", edited, item("IL1", 9, "new"), "edited", models.BankImport{Conflicts: []string{"IL1"}}},
		{"a new program that has taken the edit over", edited, item("IL1", 2, "edited"), "edited", models.BankImport{ImportCount: models.ImportCount{Unchanged: 1}}},
		{"a new program after a calibration", calibrated, item("IL1", 2, "new"), "calibrated", models.BankImport{Conflicts: []string{"IL1"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, ctx := open(t), t.Context()
			_, err := s.SeedItems(ctx, []models.Item{item("IL1", 1, "seeded")})
			require.NoError(t, err)
			c.change(t, s)
			done, err := s.SeedItems(ctx, []models.Item{c.seed})
			require.NoError(t, err)
			require.Equal(t, c.how, done)
			items, err := s.Items(ctx)
			require.NoError(t, err)
			require.Equal(t, c.want, items[0].Title.EN)
		})
	}
}

func TestImportOfItems(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	_, err := s.SeedItems(ctx, []models.Item{item("IL1", 1, "one"), item("IL2", 1, "two"), item("IL3", 1, "three")})
	require.NoError(t, err)
	_, err = s.PutItems(ctx, []models.Item{item("IL3", 1, "three, edited")})
	require.NoError(t, err)
	rows := []models.Item{item("IL1", 1, "one"), item("IL2", 1, "two, edited"), item("IL3", 1, "three, edited elsewhere"), item("IL4", 1, "four")}
	want := []models.ItemOutcome{models.ItemUnchanged, models.ItemChanged, models.ItemConflict, models.ItemAdded}

	outcomes, err := s.ImportItems(ctx, rows, models.ItemImport{DryRun: true})
	require.NoError(t, err)
	require.Equal(t, want, outcomes)
	items, err := s.Items(ctx)
	require.NoError(t, err)
	require.Len(t, items, 3, "a dry run stores nothing")

	outcomes, err = s.ImportItems(ctx, rows, models.ItemImport{})
	require.NoError(t, err)
	require.Equal(t, want, outcomes)
	outcomes, err = s.ImportItems(ctx, rows, models.ItemImport{Force: true})
	require.NoError(t, err)
	require.Equal(t, []models.ItemOutcome{models.ItemUnchanged, models.ItemUnchanged, models.ItemChanged, models.ItemUnchanged}, outcomes)
	items, err = s.Items(ctx)
	require.NoError(t, err)
	require.Equal(t, []models.Item{item("IL1", 1, "one"), item("IL2", 2, "two, edited"), item("IL3", 3, "three, edited elsewhere"), item("IL4", 1, "four")}, items)
}

func TestComments(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	author := staff(models.RoleAuthor, "li.na")
	require.NoError(t, s.CreateAccount(ctx, author))
	d := newDraft(t, s, item("IL1", 1, "first"), 0)
	comments := []models.Comment{
		{ID: models.NewID[models.Comment](), ItemID: "IL1", DraftID: d.ID, Path: "parts[0].prompt.zh", Text: "<b>", AuthorID: author.ID, Author: author.Name, At: now},
		{ID: models.NewID[models.Comment](), ItemID: "IL1", Text: "good", AuthorID: models.NewID[models.Account](), At: now.Add(time.Second)},
	}
	for i := range comments {
		require.NoError(t, s.AddComment(ctx, comments[len(comments)-1-i]))
	}
	require.NoError(t, s.AddComment(ctx, models.Comment{ID: models.NewID[models.Comment](), ItemID: "IL2", Text: "-", AuthorID: author.ID, At: now}))
	got, err := s.Comments(ctx, "IL1")
	require.NoError(t, err)
	require.Equal(t, comments, got)

	require.NoError(t, s.ResolveComment(ctx, comments[0].ID, author.ID, now.Add(time.Hour)))
	requireCode(t, models.CodeNotFound, s.ResolveComment(ctx, comments[0].ID, author.ID, now))
	got, err = s.Comments(ctx, "IL1")
	require.NoError(t, err)
	comments[0].ResolvedBy, comments[0].ResolvedAt = author.ID, now.Add(time.Hour)
	require.Equal(t, comments, got)

	names, err := s.Names(ctx, []models.AccountID{author.ID, comments[1].AuthorID})
	require.NoError(t, err)
	require.Equal(t, map[models.AccountID]string{author.ID: author.Name}, names)
}

func TestResetTakesDemoDraftsOut(t *testing.T) {
	t.Parallel()
	s, ctx := open(t), t.Context()
	demo := staff(models.RoleAuthor, "demo.author")
	demo.Demo = true
	require.NoError(t, s.CreateAccount(ctx, demo))
	kept, gone, published := draft(item("IL1", 1, "a"), 0), draft(item("IL2", 1, "b"), 0), draft(item("IL3", 1, "c"), 0)
	kept.EditedBy = append(kept.EditedBy, demo.ID)
	gone.EditedBy, published.EditedBy = []models.AccountID{demo.ID}, []models.AccountID{demo.ID}
	for _, d := range []models.Draft{kept, gone, published} {
		require.NoError(t, s.CreateDraft(ctx, d))
	}
	_, err := s.UpdateDraft(ctx, published.ID, publish)
	require.NoError(t, err)
	require.NoError(t, s.Reset(ctx))
	for _, d := range []models.Draft{kept, published} {
		_, err := s.Draft(ctx, d.ID)
		require.NoError(t, err)
	}
	_, err = s.Draft(ctx, gone.ID)
	requireCode(t, models.CodeNotFound, err)
}
