package storybook_test

import (
	"context"
	_ "embed"
	"fmt"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"suyang/web/browser"
	"suyang/web/i18n"
	"suyang/web/storybook"
)

//go:embed testdata/axe.min.js
var axe string

// runAxe checks WCAG 2.2 A and AA and axe's own advice; on pupils' pages the contrast of AAA too.
const runAxe = `axe.run({
	rules: {"color-contrast-enhanced": {enabled: document.body.classList.contains("role-pupil")}},
}).then(result => result.violations.flatMap(violation =>
	violation.nodes.map(node => violation.id + ": " + node.failureSummary + " " + node.html)))`

// Every story at the width of a phone, in light and dark: no accessibility violation, nothing wider
// than the screen, no script error and no breach of the content security policy.
func TestStoriesInBrowser(t *testing.T) { //nolint:tparallel // one tab shows one page at a time
	t.Parallel()
	tab, address := open(t)
	complaints := listen(tab)
	require.NoError(t, chromedp.Run(tab, log.Enable(), chromedp.EmulateViewport(360, 800)))
	for _, story := range storybook.Stories() {
		for i, scheme := range []string{"light", "dark"} {
			l := i18n.Locales[i]
			t.Run(story.Name+" "+scheme, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(tab, 60*time.Second)
				defer cancel()
				var violations []string
				var width int
				require.NoError(t, chromedp.Run(ctx,
					emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
					chromedp.Navigate(fmt.Sprintf("%s/story/%s?lang=%s", address, story.Name, l)),
					chromedp.Evaluate(`document.documentElement.scrollWidth`, &width),
					chromedp.Evaluate(axe+"; true", nil),
					chromedp.Evaluate(runAxe, &violations, awaitPromise),
				))
				require.Empty(t, violations)
				require.LessOrEqual(t, width, 360, "the page is wider than the screen")
				require.Empty(t, complaints())
			})
		}
	}
}

// open serves the storybook and starts a browser; it returns a tab and the server's address.
func open(t *testing.T) (tab context.Context, address string) {
	t.Helper()
	path, ok := browser.Find()
	if !ok {
		t.Skip("no Chromium found: install the packages chromium and fonts-noto-cjk")
	}
	r, err := storybook.New()
	require.NoError(t, err)
	server := httptest.NewServer(storybook.Handler(r))
	t.Cleanup(server.Close)
	tab, stop, err := browser.Start(context.Background(), path)
	require.NoError(t, err)
	t.Cleanup(stop)
	return tab, server.URL
}

func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams {
	return p.WithAwaitPromise(true)
}

// listen collects what the browser complains of: uncaught exceptions and errors in its log, where it
// also reports breaches of the policy. Each call of the result returns what came since the last.
func listen(tab context.Context) func() []string {
	var mu sync.Mutex
	var heard []string
	chromedp.ListenTarget(tab, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			heard = append(heard, e.ExceptionDetails.Error())
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError {
				heard = append(heard, e.Entry.Text+" "+e.Entry.URL)
			}
		}
	})
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		since := heard
		heard = nil
		return since
	}
}
