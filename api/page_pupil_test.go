package api_test

import (
	"context"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/assessment"
	"suyang/content"
	"suyang/models"
	"suyang/recommend"
	"suyang/recommend/embed"
	"suyang/store"
)

// reading returns a browser in which a pupil reads pages.
func (s *school) reading(pupil string) *browser { return s.pupil(pupil).reader() }

// page reads a page and returns its text without entities.
func (b *browser) page(path string) string {
	b.t.Helper()
	res := b.get(path)
	require.Equal(b.t, http.StatusOK, res.status, "%s: %s", path, res.header.Get("Location"))
	require.Contains(b.t, res.header.Get("Content-Type"), "text/html")
	return html.UnescapeString(res.body)
}

// post sends a form and follows where it leads to.
func (b *browser) post(path string, form url.Values) (at, page string) {
	b.t.Helper()
	res := b.form(path, form)
	for range 3 {
		if res.status != http.StatusSeeOther {
			break
		}
		path = res.header.Get("Location")
		res = b.get(path)
	}
	require.Contains(b.t, []int{http.StatusOK, http.StatusUnprocessableEntity}, res.status, res.body)
	return path, html.UnescapeString(res.body)
}

// hidden returns the value of a hidden field of a page.
func hidden(t testing.TB, page, name string) string {
	t.Helper()
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	require.NotNil(t, found, "the page has no field %s", name)
	return found[1]
}

// waiting is what the service itself says of a pupil's session.
func (s *school) waiting(pupil, path string) assessment.Task {
	s.t.Helper()
	id, err := models.ParseID[models.Session](strings.TrimPrefix(path, "/pupil/sessions/"))
	require.NoError(s.t, err)
	person, err := s.store.Person(s.t.Context(), s.ids[pupil])
	require.NoError(s.t, err)
	task, err := s.tests.Task(s.t.Context(), person, id)
	require.NoError(s.t, err)
	return task
}

// filled is the form of a task page with an answer to every part.
func filled(t testing.TB, page string, view models.ItemView) url.Values {
	t.Helper()
	form := url.Values{"answer_id": {hidden(t, page, "answer_id")}, "item_id": {hidden(t, page, "item_id")}}
	for id, a := range answerTo(view).Parts {
		name := "part-" + id
		switch {
		case a.Choices != nil:
			form[name] = a.Choices
		case a.Order != nil:
			form[name] = a.Order
		case a.Number != "":
			form.Set(name, a.Number)
		case a.Text != "":
			form.Set(name, a.Text)
		}
	}
	for _, p := range view.Parts {
		for _, o := range p.Options {
			if p.Type == models.PartMatching {
				form.Set("part-"+p.ID+"-"+o.ID, p.Targets[0].ID)
			}
		}
	}
	return form
}

// begin starts a test on its page and returns where it stands.
func (b *browser) begin(a models.Assignment) (path, page string) {
	b.t.Helper()
	path, page = b.post("/pupil/tests/"+a.ID.String()+"/start", nil)
	require.Regexp(b.t, `^/pupil/sessions/[0-9a-f-]{36}$`, path)
	return path, page
}

func TestPupilTakesATestOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.reading("李雷")
	require.Contains(t, b.page("/pupil"), "现在没有要做的测评")
	a := s.open("王芳", "junior-sampler")
	start := "/pupil/tests/" + a.ID.String() + "/start"
	require.Contains(t, b.page("/pupil"), `action="`+start+`"`)

	path, page := b.begin(a)
	seen := map[models.PartType]bool{}
	for at := path; at == path; {
		task := s.waiting("李雷", path)
		require.Contains(t, page, task.Item.Title)
		for _, p := range task.Item.Parts {
			seen[p.Type] = true
		}
		if task.Position == 3 {
			b, page = comeBack(t, s, b, a, path)
		}
		at, page = b.post(path+"/answer", filled(t, page, *task.Item))
	}
	require.Len(t, seen, len(models.PartTypes()), "a part of every type")

	result := path + "/result"
	require.Contains(t, page, "你的测评结果")
	for _, heading := range []string{"你已经会做", "下一步先练", "你走到了哪里", "四个方面", "这次没有测到的", "做过的题", "接下来可以学"} {
		require.Contains(t, page, heading)
	}
	require.Regexp(t, `换成分数：\d+ 分，九成把握在 \d+ 到 \d+ 分之间`, page)
	require.Equal(t, 3, strings.Count(page, `class="card suggestion"`))
	require.Equal(t, result, b.get(path).header.Get("Location"), "what has ended shows its result")
	require.Contains(t, b.page("/pupil"), `href="`+result+`"`)
	require.NotContains(t, b.page("/pupil"), start)
}

// comeBack closes the browser in the middle of a test, pauses, and goes on.
func comeBack(t *testing.T, s *school, b *browser, a models.Assignment, path string) (again *browser, page string) {
	t.Helper()
	before := s.waiting("李雷", path)
	again = s.reading("李雷")
	require.Contains(t, again.page("/pupil"), "继续作答")
	at, page := again.begin(a)
	require.Equal(t, path, at)
	require.Equal(t, before.Item.ItemID, hidden(t, page, "item_id"))

	at, page = b.post(path+"/pause", nil)
	require.Equal(t, path, at)
	require.Contains(t, page, "测评已暂停")
	require.Contains(t, page, "你已经答了 3 题")
	require.NotContains(t, page, before.Item.Title)
	_, page = again.post(path+"/resume", nil)
	require.Equal(t, before.Item.ItemID, hidden(t, page, "item_id"))
	return again, page
}

func TestPupilHandsInOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.reading("李雷")
	path, page := b.begin(s.open("王芳", "junior-sampler"))
	at, _ := b.post(path+"/hand-in", nil)
	require.Equal(t, path, at, "with nothing answered the test goes on")
	b.post(path+"/answer", filled(t, page, *s.waiting("李雷", path).Item))
	at, page = b.post(path+"/hand-in", nil)
	require.Equal(t, path+"/result", at)
	require.Contains(t, page, "答了 1 题")
	at, _ = b.post(path+"/resume", nil)
	require.Equal(t, path+"/result", at, "what has ended stays so")
}

func TestAnswersOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.reading("李雷").with("Accept-Language", "en")
	path, page := b.begin(s.open("王芳", "junior-sampler"))
	first := filled(t, page, *s.waiting("李雷", path).Item)
	const part = "part-1" // of the sampler's first item, to choose one
	with := func(name string, values ...string) url.Values {
		form := maps.Clone(first)
		form[name] = values
		return form
	}
	for _, tc := range []struct {
		name string
		form url.Values
		says string
	}{
		{"nothing chosen", with(part), "Something is still empty"},
		{"an option there is none of", with(part, "z"), "This answer does not fit the task"},
		{"two of one", with(part, "a", "b"), "This answer does not fit the task"},
		{"no answer id", with("answer_id"), "This answer does not fit the task"},
		{"an answer id that is none", with("answer_id", "7"), "This answer does not fit the task"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			res := b.form(path+"/answer", tc.form)
			require.Equal(t, http.StatusUnprocessableEntity, res.status)
			require.Contains(t, html.UnescapeString(res.body), tc.says)
			require.Zero(t, s.waiting("李雷", path).Position, "nothing was taken")
		})
	}
	require.Equal(t, http.StatusUnprocessableEntity, b.do("POST", path+"/answer", "application/x-www-form-urlencoded", "%zz").status)

	_, page = b.post(path+"/answer", first)
	second := hidden(t, page, "item_id")
	at, page := b.post(path+"/answer", first)
	require.Equal(t, path, at, "twice: the test as it stands")
	require.Equal(t, second, hidden(t, page, "item_id"))
	at, _ = b.post(path+"/answer", with("answer_id", models.NewID[models.Answer]().String()))
	require.Equal(t, path, at, "late: the same")
	require.Equal(t, 1, s.waiting("李雷", path).Position)

	b.post(path+"/answer", url.Values{"answer_id": {hidden(t, page, "answer_id")}, "item_id": {second}, "skip": {"1"}})
	require.Equal(t, 2, s.waiting("李雷", path).Position, "she may leave a task empty on purpose")
}

// linear opens a test of each list of items for the class of 王芳. The service
// reads the bank's forms once in a while, so this comes before all else.
func (s *school) linear(lists ...[]string) []models.Assignment {
	s.t.Helper()
	var forms []models.Form
	for i, items := range lists {
		forms = append(forms, models.Form{
			Code: fmt.Sprintf("linear-%d", i), Title: models.Text{ZH: "自选题", EN: "A choice of tasks"},
			Stage: models.StageJunior, Kind: models.FormLinear, Items: items,
		})
	}
	require.NoError(s.t, s.store.PutForms(s.t.Context(), forms))
	var opened []models.Assignment
	for _, f := range forms {
		opened = append(opened, s.open("王芳", f.Code))
	}
	return opened
}

func TestDraftsComeBack(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.reading("李雷")
	long := strings.Repeat("长", 401)
	tests := s.linear([]string{"IL22"}, []string{"IL30"}, []string{"IL20"})
	for i, tc := range []struct {
		name   string
		change func(form url.Values)
		shows  string
		says   string
	}{
		{"a number that cannot be read", func(f url.Values) { f.Set("part-1", "两米多") }, `value="两米多"`, "没有看懂这个数"},
		{"a text that is too long", func(f url.Values) { f.Set("part-1", long) }, long + "</textarea>", "最多 400 个字"},
		{"a number beside an empty part", func(f url.Values) { f.Set("part-2", "6"); f.Del("part-1") }, `value="6"`, "第 1 小题还没有答完"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path, page := b.begin(tests[i])
			form := filled(t, page, *s.waiting("李雷", path).Item)
			tc.change(form)
			res := b.form(path+"/answer", form)
			require.Equal(t, http.StatusUnprocessableEntity, res.status)
			page = html.UnescapeString(res.body)
			require.Contains(t, page, tc.shows)
			require.Contains(t, page, tc.says)
			require.Contains(t, page, `class="part field-wrong"`)
			require.Equal(t, form.Get("item_id"), hidden(t, page, "item_id"))
		})
	}
}

func TestCardsMoveWithoutScript(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.reading("李雷")
	path, page := b.begin(s.linear([]string{"IL26"})[0])
	form := filled(t, page, *s.waiting("李雷", path).Item)
	cards := slices.Clone(form["part-1"])
	form.Set("part-1-move", "down:"+cards[0])
	res := b.form(path+"/answer", form)
	require.Equal(t, http.StatusOK, res.status)
	shown := regexp.MustCompile(`name="part-1" value="([^"]*)"`).FindAllStringSubmatch(res.body, -1)
	require.Len(t, shown, len(cards))
	require.Equal(t, []string{cards[1], cards[0]}, []string{shown[0][1], shown[1][1]})
	require.Zero(t, s.waiting("李雷", path).Position, "moving a card hands nothing in")
}

func TestOthersSessionsOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := s.open("王芳", "junior-sampler")
	hers, _ := s.reading("李雷").begin(a)
	for _, stranger := range []string{"韩梅梅", "林涛"} { // of her class, and of another
		b := s.reading(stranger)
		for _, session := range []string{hers, "/pupil/sessions/" + models.NewID[models.Session]().String(), "/pupil/sessions/7"} {
			for _, path := range []string{session, session + "/result"} {
				requireNoPage(t, b.get(path))
			}
			for _, path := range []string{"/answer", "/pause", "/resume", "/hand-in"} {
				requireNoPage(t, b.form(session+path, url.Values{"item_id": {"IL10"}, "answer_id": {models.NewID[models.Answer]().String()}}))
			}
		}
	}
	requireNoPage(t, s.reading("林涛").form("/pupil/tests/"+a.ID.String()+"/start", nil))
	require.Equal(t, models.SessionRunning, s.waiting("李雷", hers).Session.State)
}

func requireNoPage(t testing.TB, res answer) {
	t.Helper()
	require.Equal(t, http.StatusNotFound, res.status)
	require.Contains(t, res.body, "找不到这一页")
}

func TestExpiredSignInLeadsBackToTheTest(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.reading("李雷")
	path, page := b.begin(s.open("王芳", "junior-sampler"))
	form := filled(t, page, *s.waiting("李雷", path).Item)
	require.NoError(t, s.store.DeleteWebSessions(t.Context(), s.ids["李雷"]))

	res := b.with("Referer", b.url+path).form(path+"/answer", form)
	require.Equal(t, http.StatusSeeOther, res.status)
	signin := res.header.Get("Location")
	require.Equal(t, "/signin?next="+url.QueryEscape(path), signin)
	require.Contains(t, b.page(signin), `value="`+path+`"`)
	at, page := b.post("/signin/card", url.Values{"code": {s.secrets["李雷"]}, "next": {path}})
	require.Equal(t, path, at)
	require.Equal(t, form.Get("item_id"), hidden(t, page, "item_id"), "the item still waits")
}

func TestResultsWithoutAScore(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.reading("李雷")
	var empty models.Assignment
	s.teacher("王芳").json("POST", "/api/v1/classes/"+s.classes["王芳"].String()+"/assignments", map[string]any{
		"form_id": s.form("junior-sampler"), "opens_at": time.Now().Add(-2 * time.Hour), "closes_at": time.Now().Add(time.Hour),
	}, &empty)
	voided := s.open("王芳", "junior-adaptive")
	path, _ := b.begin(empty)
	require.NoError(t, s.store.CloseAssignment(t.Context(), empty.ID, time.Now().Add(-time.Hour)))
	at, page := b.post(path+"/resume", nil)
	require.Equal(t, path+"/result", at, "the time is over")
	require.Contains(t, page, "这次没有结果")
	require.Equal(t, http.StatusGone, s.reading("韩梅梅").form("/pupil/tests/"+empty.ID.String()+"/start", nil).status, "too late to begin")

	path, _ = b.begin(voided)
	s.teacher("王芳").json("POST", "/api/v1/sessions/"+strings.TrimPrefix(path, "/pupil/sessions/")+"/void", map[string]string{"reason": "fire drill"}, nil)
	page = b.page(path + "/result")
	require.Contains(t, page, "老师把这次测评作废了")
	require.NotContains(t, page, "fire drill")
	require.Contains(t, b.page("/pupil"), "/pupil/tests/"+voided.ID.String()+"/start", "she may take it again")
}

func TestResourcesOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.reading("李雷")
	require.NotContains(t, b.page("/pupil/resources"), "没有找到")
	page := b.page("/pupil/resources?q=" + url.QueryEscape("怎么核实一条消息"))
	require.Contains(t, page, "核实一条消息的四步")
	require.NotContains(t, page, "Four steps to verify a message", "one language of each")
	require.Equal(t, http.StatusUnprocessableEntity, b.get("/pupil/resources?q="+strings.Repeat("a", 501)).status)

	link := regexp.MustCompile(`href="(/pupil/resources/[0-9a-f-]{36})"[^>]*>核实一条消息的四步`).FindStringSubmatch(page)
	require.NotNil(t, link)
	page = b.page(link[1])
	require.Contains(t, page, "横向阅读")
	require.Contains(t, page, "多源核验")
	events, err := s.store.Events(t.Context(), models.EventFilter{ActorID: s.ids["李雷"], Verb: models.VerbResourceOpened})
	require.NoError(t, err)
	require.Len(t, events, 1)
	require.NotContains(t, b.page("/pupil"), link[1], "what she has opened is not recommended again")
	requireNoPage(t, b.get("/pupil/resources/"+models.NewID[models.Resource]().String()))
	requireNoPage(t, b.get("/pupil/resources/7"))
}

// noEmbedder is an embedding model that is away.
type noEmbedder struct{ embed.Local }

func (noEmbedder) Embed(context.Context, []string) ([][]float32, error) {
	return nil, models.Errorf(models.CodeUnavailable, "the embedding model does not answer")
}

func TestPagesDoWithoutRecommendations(t *testing.T) {
	t.Parallel()
	bundle, err := content.Load()
	require.NoError(t, err)
	s := newSchool(t, func(c *api.Config) {
		db := c.Directory.(*store.Store)
		c.Resources = recommend.New(recommend.Config{Index: db, Interactions: db, Framework: bundle.Framework, Embedder: noEmbedder{}})
	})
	b := s.reading("李雷")
	require.Contains(t, b.page("/pupil"), "可以做的测评")
	require.NotContains(t, b.page("/pupil"), "接下来可以学")
	require.Contains(t, s.log.String(), "the embedding model does not answer")
	require.Equal(t, http.StatusServiceUnavailable, b.get("/pupil/resources?q=x").status)
}

// What only authors and teachers know of an item reaches no pupil, on no page
// and in no JSON, before and after the test: for an item of every type in
// either pool and language. That of a secure item not even the companion tells.
func TestPagesTellNoKey(t *testing.T) {
	t.Parallel()
	s := newSchool(t, talking(nil))
	bank, err := s.store.Items(t.Context())
	require.NoError(t, err)
	items := oneOfEach(bank)
	var ids []string
	secret := ""
	for _, it := range items {
		ids = append(ids, it.ID)
		if it.Pool == models.PoolSecure {
			secret = it.ID
		}
	}
	require.NotEmpty(t, secret)
	a := s.linear(ids)[0]
	for pupil, l := range map[string]models.Locale{"李雷": models.ZhCN, "韩梅梅": models.En} {
		b := s.reading(pupil).with("Accept-Language", string(l))
		path, page := b.begin(a)
		for range items {
			task := s.waiting(pupil, path)
			require.Contains(t, page, task.Item.Title)
			requireNoSecret(t, items, l, page, b.get("/api/v1"+strings.TrimPrefix(path, "/pupil")).body)
			wrong := filled(t, page, *task.Item)
			wrong.Del("part-" + task.Item.Parts[0].ID)
			requireNoSecret(t, items, l, b.form(path+"/answer", wrong).body)
			_, page = b.post(path+"/answer", filled(t, page, *task.Item))
		}
		require.Equal(t, path+"/result", b.get(path).header.Get("Location"))
		requireNoSecret(t, items, l, page, b.page("/pupil"), b.get("/api/v1"+strings.TrimPrefix(path, "/pupil")+"/report").body, b.get("/api/v1/recommendations").body, b.page("/pupil/companion"))
		for _, item := range regexp.MustCompile(`name="item" value="(\w+)"`).FindAllStringSubmatch(page, -1) {
			_, talk := b.post("/pupil/conversations", url.Values{"session": {hidden(t, page, "session")}, "item": {item[1]}})
			require.Contains(t, talk, "data-transcript")
			requireNoSecret(t, items, l, talk)
		}
		refused := b.form("/pupil/conversations", url.Values{"session": {hidden(t, page, "session")}, "item": {secret}})
		require.Equal(t, "/pupil/companion", refused.header.Get("Location"), "back to what she can talk about")
		require.NotContains(t, b.page("/pupil/companion"), `value="`+secret+`"`)
	}
}

// oneOfEach returns an item of each type in each pool, no two of a family.
func oneOfEach(bank []models.Item) []models.Item {
	var out []models.Item
	for _, it := range bank {
		if !slices.ContainsFunc(out, func(have models.Item) bool {
			return have.Clashes(it) || have.Type() == it.Type() && have.Pool == it.Pool
		}) {
			out = append(out, it)
		}
	}
	return out
}

// requireNoSecret looks for every text of the items that is not part of what a
// pupil is shown.
func requireNoSecret(t *testing.T, items []models.Item, l models.Locale, answers ...string) {
	t.Helper()
	for _, text := range answers {
		text = html.UnescapeString(text)
		for _, it := range items {
			for _, secret := range secrets(it, l) {
				if strings.Contains(text, secret) {
					t.Fatalf("%s: %q is in the answer", it.ID, secret)
				}
			}
		}
	}
}

func secrets(it models.Item, l models.Locale) []string {
	texts := []string{it.Explanation.In(l)}
	for _, h := range it.Hints {
		texts = append(texts, h.In(l))
	}
	for _, p := range it.Parts {
		for _, o := range p.Options {
			texts = append(texts, o.Rationale.In(l), o.Misconception)
		}
		if p.Numeric != nil {
			for _, m := range p.Numeric.Misses {
				texts = append(texts, m.Rationale.In(l), m.Misconception)
			}
		}
		if p.Rubric != nil {
			for _, e := range p.Rubric.Elements {
				texts = append(texts, e.Description.In(l))
			}
		}
		texts = append(texts, `"`+string(p.Rule)+`"`)
	}
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}
