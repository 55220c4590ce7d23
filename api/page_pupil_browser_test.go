package api_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"suyang/models"
	chromium "suyang/web/browser"
)

// line is the way to a site. It can be down.
type line struct {
	*httptest.Server
	down atomic.Bool
}

func newLine(t testing.TB, s *site) *line {
	t.Helper()
	target, err := url.Parse(s.url)
	require.NoError(t, err)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		r.Out.Host = r.In.Host
	}}
	l := &line{}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l.down.Load() {
			panic(http.ErrAbortHandler)
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		l.CloseClientConnections() // of streams that nobody reads any more
		l.Close()
	})
	return l
}

// screen is a real browser at the end of a line, as large as a phone.
type screen struct {
	*line
	t   testing.TB
	tab context.Context //nolint:containedctx // what chromedp calls a tab
}

// sit starts a browser in which a pupil is signed in.
func (s *school) sit(pupil string) *screen {
	s.t.Helper()
	v := s.screen()
	v.signIn(s.secrets[pupil])
	return v
}

// screen starts a browser on the page of signing in.
func (s *school) screen() *screen {
	s.t.Helper()
	path, ok := chromium.Find()
	if !ok {
		s.t.Skip("no Chromium found: install the packages chromium and fonts-noto-cjk")
	}
	tab, stop, err := chromium.Start(context.Background(), path)
	require.NoError(s.t, err)
	s.t.Cleanup(stop)
	v := &screen{line: newLine(s.t, s.site), t: s.t, tab: tab}
	v.do(chromedp.EmulateViewport(360, 800), chromedp.Navigate(v.URL+"/signin?lang=zh-CN"))
	return v
}

func (v *screen) signIn(card string) {
	v.do(chromedp.SendKeys("#field-code", card+kb.Enter), chromedp.WaitVisible(".account, form[data-task]"))
}

// do runs actions, which have a while to succeed.
func (v *screen) do(actions ...chromedp.Action) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.tab, 20*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		var text string
		_ = chromedp.Run(v.tab, chromedp.Evaluate(`location.href + "\n" + document.body.innerText.slice(0, 600)`, &text))
		v.t.Fatalf("%v on the page %s", err, text)
	}
}

// look evaluates an expression.
func look[T any](v *screen, expression string) T {
	v.t.Helper()
	var value T
	v.do(chromedp.Evaluate(expression, &value))
	return value
}

// untilf waits for an expression to become true, on whatever page.
func (v *screen) untilf(format string, args ...any) {
	v.t.Helper()
	require.Eventually(v.t, func() bool {
		ctx, cancel := context.WithTimeout(v.tab, time.Second)
		defer cancel()
		var holds bool
		err := chromedp.Run(ctx, chromedp.Evaluate(fmt.Sprintf(format, args...), &holds))
		return err == nil && holds // it fails while one page makes room for another
	}, 30*time.Second, 20*time.Millisecond)
}

// begin starts a test from the start page; it returns its path.
func (v *screen) begin() string {
	v.t.Helper()
	v.do(chromedp.Navigate(v.URL+"/pupil"), chromedp.Click(".offer button"), chromedp.WaitVisible("form[data-task]"))
	return look[string](v, `location.pathname`)
}

const (
	itemShown = `document.querySelector("[name=item_id]").value`
	kept      = `Object.keys(localStorage).filter(key => key.startsWith("suyang:")).map(key => key.split(":")[1]).sort().join()`
	state     = `document.querySelector("[data-saved]").dataset.state ?? ""`
)

func TestAnswersSurviveABrokenLine(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.open("王芳", "junior-sampler")
	v := s.sit("李雷")
	path := v.begin()
	first := look[string](v, itemShown)

	v.do(chromedp.Click(".option"))
	require.Equal(t, "kept", look[string](v, state))
	require.Equal(t, "draft", look[string](v, kept))
	v.down.Store(true)
	v.do(chromedp.Click(".task-foot .button-primary"), chromedp.WaitVisible(`[data-saved][data-state="waiting"]`))
	require.Equal(t, "draft,pending", look[string](v, kept), "the answer is on the device")
	require.Equal(t, first, look[string](v, itemShown))
	require.Zero(t, s.waiting("李雷", path).Position)

	v.down.Store(false)
	v.untilf(`%s !== %q`, itemShown, first)
	require.Equal(t, "sent", look[string](v, state))
	require.Empty(t, look[string](v, kept))
	require.Equal(t, 1, s.waiting("李雷", path).Position, "sent once the line was back")
	require.Equal(t, path, look[string](v, `location.pathname`))
}

func TestAnswersSurviveAClosedPage(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.open("王芳", "junior-sampler")
	v := s.sit("李雷")
	path := v.begin()
	first := look[string](v, itemShown)
	v.do(chromedp.Click(".option"))
	v.down.Store(true)
	v.do(chromedp.Click(".task-foot .button-primary"), chromedp.WaitVisible(`[data-saved][data-state="waiting"]`), chromedp.Navigate("about:blank"))
	v.down.Store(false)
	v.do(chromedp.Navigate(v.URL+"/pupil"), chromedp.Click(".offer button"), chromedp.WaitVisible("form[data-task]"))
	v.untilf(`%s !== %q`, itemShown, first)
	require.Equal(t, 1, s.waiting("李雷", path).Position)
	require.Empty(t, look[string](v, kept))
}

func TestAnswersSurviveAnExpiredSignIn(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.open("王芳", "junior-sampler")
	v := s.sit("李雷")
	path := v.begin()
	first := look[string](v, itemShown)
	v.do(chromedp.Click(".option"))
	require.NoError(t, s.store.DeleteWebSessions(t.Context(), s.ids["李雷"]))
	v.do(chromedp.Click(".task-foot .button-primary"), chromedp.WaitVisible("#field-code"))
	require.Zero(t, s.waiting("李雷", path).Position)
	v.signIn(s.secrets["李雷"])
	v.untilf(`%s !== %q`, itemShown, first)
	require.Equal(t, 1, s.waiting("李雷", path).Position, "the answer followed her through signing in")
}

func TestEmptyPartsAreAskedAboutOnce(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.open("王芳", "junior-sampler")
	v := s.sit("李雷")
	path := v.begin()
	first := look[string](v, itemShown)
	v.do(chromedp.Click(".task-foot .button-primary"), chromedp.WaitVisible(".notice-warning"))
	require.Equal(t, "alert", look[string](v, `document.activeElement.getAttribute("role")`), "the reader is led to it")
	require.Zero(t, s.waiting("李雷", path).Position)
	v.do(chromedp.Click(`[name="skip"]`))
	v.untilf(`%s !== %q`, itemShown, first)
	require.Equal(t, 1, s.waiting("李雷", path).Position)
}

// A whole test with the keyboard alone: Tab to the first field of every part,
// one key to answer, Tab to the button, Enter.
func TestPupilTakesATestByKeyboard(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.open("王芳", "junior-sampler")
	v := s.sit("李雷")
	path := v.begin()
	for !look[bool](v, `location.pathname.endsWith("/result")`) {
		item := look[string](v, itemShown)
		order := look[string](v, `[...document.querySelectorAll(".ordering input")].map(card => card.value).join()`)
		v.answerByKeyboard()
		if order != "" {
			require.NotEqual(t, order, look[string](v, `[...document.querySelectorAll(".ordering input")].map(card => card.value).join()`))
		}
		v.tabTo(`.task-foot .button-primary`)
		v.do(chromedp.KeyEvent(kb.Enter))
		v.untilf(`location.pathname.endsWith("/result") || document.querySelector("[name=item_id]")?.value !== %q`, item)
	}
	v.do(chromedp.WaitVisible("#can"))
	id, err := models.ParseID[models.Session](path[len("/pupil/sessions/"):])
	require.NoError(t, err)
	trail, err := s.store.SessionTrail(t.Context(), id)
	require.NoError(t, err)
	for _, r := range trail.Responses {
		require.NotEmpty(t, r.Answer.Parts, "%s was answered", r.ItemID)
	}
}

// answerByKeyboard gives every field of the page one key.
func (v *screen) answerByKeyboard() {
	v.t.Helper()
	fields := look[int](v, `document.querySelectorAll(".part").length`)
	for part := range fields {
		selects := look[int](v, fmt.Sprintf(`document.querySelectorAll(".part")[%d].querySelectorAll("select").length`, part))
		for row := range max(1, selects) {
			v.tabTo(fmt.Sprintf(`#%s :is(input:not([type=hidden]), textarea, .matching-row:nth-of-type(%d) select, .move-down)`,
				look[string](v, fmt.Sprintf(`CSS.escape(document.querySelectorAll(".part")[%d].id)`, part)), row+1))
			v.do(chromedp.KeyEvent(keyFor[look[string](v, `document.activeElement.type`)]))
		}
	}
}

// keyFor answers in a field of a type.
var keyFor = map[string]string{
	"radio": " ", "checkbox": " ", "submit": kb.Enter, "select-one": kb.ArrowDown, "text": "7", "textarea": "a",
}

// tabTo presses Tab until an element has the focus.
func (v *screen) tabTo(selector string) {
	v.t.Helper()
	for range 60 {
		if look[bool](v, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			return
		}
		v.do(chromedp.KeyEvent(kb.Tab))
	}
	v.t.Fatalf("Tab does not reach %s", selector)
}

// When the working time is over, what she has entered so far is handed in.
func TestTimeUpHandsInWhatIsThere(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	s.open("王芳", "junior-sampler") // of twenty minutes
	v := s.sit("李雷")
	path := v.begin()
	v.do(chromedp.Click(".option"))
	_, err := s.store.Pool().Exec(t.Context(), "update sessions set worked = interval '19 minutes 52 seconds', resumed_at = now()")
	require.NoError(t, err)
	v.do(chromedp.Reload())
	v.untilf(`location.pathname.endsWith("/result")`)
	require.Contains(t, look[string](v, `document.querySelector("main").innerText`), "答了 1 题")
	require.Equal(t, models.SessionExpired, s.waiting("李雷", path).Session.State)
}
