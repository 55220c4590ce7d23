package bank_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/assessment/bank"
	"suyang/content"
	"suyang/internal/testdb"
	"suyang/models"
	"suyang/store"
)

func TestMain(m *testing.M) { os.Exit(testdb.Run(m)) }

var now = time.Date(2026, 9, 14, 8, 30, 0, 0, time.UTC)

// known is an item of the content that no test depends on otherwise.
const known = "IL23"

// office is a bank with four authors.
type office struct {
	*bank.Service
	store   *store.Store
	authors []models.Person
}

func newOffice(t testing.TB) office {
	t.Helper()
	db, err := store.Open(t.Context(), testdb.DSN(t), store.Config{})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	bundle, err := content.Load()
	require.NoError(t, err)
	var seed []models.Item
	for _, it := range bundle.Items {
		if it.ID == known {
			seed = append(seed, it)
		}
	}
	require.NotEmpty(t, seed)
	_, err = db.SeedItems(t.Context(), seed)
	require.NoError(t, err)
	o := office{store: db, Service: bank.New(bank.Config{
		Items: db, Drafts: db, Comments: db, People: db, Events: db, Rules: content.Rules{Bundle: bundle},
		Framework: bundle.Framework, Clock: func() time.Time { return now },
	})}
	for _, name := range []string{"ann", "bob", "cleo", "dan"} {
		a := models.Account{ID: models.NewID[models.Account](), Role: models.RoleAuthor, Name: name, Username: name, Locale: models.En, CreatedAt: now}
		require.NoError(t, db.CreateAccount(t.Context(), a))
		o.authors = append(o.authors, models.Person{Account: a})
	}
	return o
}

// edit opens a draft of the known item and changes its title.
func (o office) edit(t testing.TB, by models.Person, title string) models.Draft {
	t.Helper()
	d, err := o.Edit(t.Context(), by, known)
	require.NoError(t, err)
	return o.save(t, by, d, title)
}

func (o office) save(t testing.TB, by models.Person, d models.Draft, title string) models.Draft {
	t.Helper()
	it := d.Content
	it.Title.EN = title
	d, err := o.Save(t.Context(), by, d.ID, d.Revision, it)
	require.NoError(t, err)
	return d
}

func (o office) submit(t testing.TB, by models.Person, d models.Draft) models.Draft {
	t.Helper()
	d, err := o.Submit(t.Context(), by, d.ID, d.Revision)
	require.NoError(t, err)
	return d
}

func (o office) title(t testing.TB) string {
	t.Helper()
	e, err := o.Entry(t.Context(), known, 0)
	require.NoError(t, err)
	return e.Item.Title.EN
}

// verbs are what was logged of a draft.
func (o office) verbs(t testing.TB, id models.DraftID) []string {
	t.Helper()
	events, err := o.store.Events(context.Background(), models.EventFilter{Object: id.String()})
	require.NoError(t, err)
	verbs := make([]string, len(events))
	for i, e := range events {
		verbs[i] = e.Verb
	}
	return verbs
}

func requireCode(t testing.TB, want models.Code, err error) {
	t.Helper()
	require.Error(t, err)
	require.Equal(t, want, models.CodeOf(err), "%v", err)
}
