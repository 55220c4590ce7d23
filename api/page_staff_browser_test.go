package api_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	devtools "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// office starts a browser in which a member of staff is signed in.
func (s *school) office(username string) *screen {
	s.t.Helper()
	v := s.screen()
	v.do(chromedp.Navigate(v.URL+"/signin?lang=en"), chromedp.Click(".signin-staff summary"), chromedp.WaitVisible("#field-login"),
		chromedp.SendKeys("#field-login", username), chromedp.SendKeys("#field-password", s.secrets[username]+kb.Enter), chromedp.WaitVisible(".account"))
	return v
}

// choose puts a file with the content into the form of the page.
func (v *screen) choose(name, content string) {
	v.t.Helper()
	file := filepath.Join(v.t.(*testing.T).TempDir(), name)
	require.NoError(v.t, os.WriteFile(file, []byte(content), 0o600))
	v.do(chromedp.SetUploadFiles("#field-file", []string{file}, chromedp.ByQuery))
}

func TestAStudyIsFollowedInABrowser(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	v := s.office("zhou.yan")
	v.choose("pilot.csv", responses(300))
	v.do(chromedp.SendKeys("#field-name", "Pilot"+kb.Enter), chromedp.WaitVisible("#study-state progress"))
	path := look[string](v, `location.pathname`)
	s.calibrate(path)
	v.untilf(`!!document.querySelector("#item-table")`) // by itself

	first := `document.querySelector("#item-table tbody th").textContent.trim()`
	require.Equal(t, "i1", look[string](v, first))
	byDifficulty := `#item-table th:nth-child(4) button`
	v.do(chromedp.Click(byDifficulty, chromedp.ByQuery), chromedp.Click(byDifficulty, chromedp.ByQuery))
	require.Equal(t, "i5", look[string](v, first), "the hardest first; minus signs do not confuse the order")
	v.do(chromedp.SetValue("#field-item", "i4", chromedp.ByQuery), chromedp.Click(".curve-choice button", chromedp.ByQuery))
	v.untilf(`document.querySelector("#curve-head")?.textContent === "Item i4"`)
	require.Equal(t, path, look[string](v, `location.pathname`))
}

func TestAnImportIsFollowedInABrowser(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	v := s.office("operator")
	v.do(chromedp.Navigate(v.URL + "/operator/resources"))
	v.choose("books.jsonl", resourceLines(3))
	v.do(chromedp.Click("form.card button", chromedp.ByQuery), chromedp.WaitVisible("#import-state progress"))
	path := look[string](v, `location.pathname`)
	require.NoError(t, s.imports.Run(t.Context(), strings.TrimPrefix(path, "/operator/resources/")))
	v.untilf(`document.querySelector("#faults")?.textContent === "Rows that were left out"`)
}

// The file of cards is in the page alone: the browser must be able to save it.
func TestCardsOfARosterAreSavedByTheBrowser(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	v := s.office("operator")
	folder := t.TempDir()
	v.do(
		devtools.SetDownloadBehavior(devtools.SetDownloadBehaviorBehaviorAllow).WithDownloadPath(folder),
		chromedp.Navigate(v.URL+"/operator/rosters?region="+county.Code),
	)
	v.choose("roster.csv", rosterCSV+"pupil,S1,第一中学,八年级1班,8,3,新同学,no,,\n")
	v.do(chromedp.Click("form.card button.button-primary", chromedp.ByQuery), chromedp.WaitVisible("a[download]"), chromedp.Click("a[download]", chromedp.ByQuery))
	saved := filepath.Join(folder, "suyang-cards-and-passwords.csv")
	require.Eventually(t, func() bool {
		text, err := os.ReadFile(saved)
		return err == nil && strings.Contains(string(text), "八年级1班,3,新同学")
	}, 20*time.Second, 50*time.Millisecond)
}

func TestDisablingAsksFirst(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	v := s.office("operator")
	var answer atomic.Bool
	asked := make(chan string, 2)
	chromedp.ListenTarget(v.tab, func(event any) {
		if dialog, ok := event.(*page.EventJavascriptDialogOpening); ok {
			asked <- dialog.Message
			go func() { _ = chromedp.Run(v.tab, page.HandleJavaScriptDialog(answer.Load())) }()
		}
	})
	button := `form[action$="` + s.ids["王芳"].String() + `/disabled"] button`
	v.do(chromedp.Navigate(v.URL+"/operator/accounts"), chromedp.Click(button, chromedp.ByQuery))
	require.Contains(t, <-asked, "Disable the account of 王芳?")
	p, err := s.store.Person(context.Background(), s.ids["王芳"])
	require.NoError(t, err)
	require.False(t, p.Disabled)
	answer.Store(true)
	v.do(chromedp.Click(button, chromedp.ByQuery), chromedp.WaitVisible(".notice-success"))
	p, err = s.store.Person(context.Background(), s.ids["王芳"])
	require.NoError(t, err)
	require.True(t, p.Disabled)
}
