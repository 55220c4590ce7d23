package api_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/content"
	"suyang/store"
	"suyang/tutor"
	"suyang/tutor/llm"
)

// talking gives a school a companion; without a model it uses its own words.
func talking(model llm.Model) func(*api.Config) {
	return func(c *api.Config) {
		db := c.Directory.(*store.Store)
		bundle, err := content.Load()
		if err != nil {
			panic(err)
		}
		c.Heartbeat = 50 * time.Millisecond // so that a pupil who has gone is soon noticed
		c.Companion = tutor.New(tutor.Config{
			Conversations: db, Items: db, Sessions: db, Passages: c.Resources,
			Framework: bundle.Framework, Levels: bundle.Levels, Model: model,
		})
	}
}

// tested is a school in which a pupil has taken a test without a point.
func tested(t *testing.T, model llm.Model, items ...string) (s *school, session string) {
	t.Helper()
	s = newSchool(t, talking(model))
	b := s.reading("李雷")
	path, page := b.begin(s.linear(items)[0])
	for at := path; at == path; {
		empty := url.Values{"answer_id": {hidden(t, page, "answer_id")}, "item_id": {hidden(t, page, "item_id")}, "skip": {"1"}}
		at, page = b.post(path+"/answer", empty)
	}
	return s, strings.TrimPrefix(path, "/pupil/sessions/")
}

var bubbles = regexp.MustCompile(`<article class="bubble[^"]*">`)

func TestPupilTalksOnPages(t *testing.T) {
	t.Parallel()
	s, session := tested(t, nil, "IL10", "IL22")
	b := s.reading("李雷")
	require.Contains(t, b.page("/pupil/sessions/"+session+"/result"), "问问学伴")
	page := b.page("/pupil/companion")
	require.Contains(t, page, "现在没有接入语言模型")
	require.Contains(t, page, "搜索结果里的“广告”两个字")

	about := url.Values{"session": {session}, "item": {"IL10"}}
	path, page := b.post("/pupil/conversations", about)
	require.Regexp(t, `^/pupil/conversations/[0-9a-f-]{36}#latest$`, path)
	path = strings.TrimSuffix(path, "#latest")
	require.Contains(t, page, "我是素养学伴，一个程序")
	require.Len(t, bubbles.FindAllString(page, -1), 1+3, "the greeting, and the three that scripts copy")
	again, _ := b.post("/pupil/conversations", about)
	require.Equal(t, path+"#latest", again, "she goes on where she stopped")

	_, page = b.post(path+"/say", url.Values{"text": {"给我一个提示"}})
	require.Contains(t, page, "提示1：")
	require.Contains(t, page, "写好的提示")
	require.NotContains(t, page, `<span class="ai-label">AI 生成</span></p>`+"\n  <div>提示1", "no label on what no model wrote")
	_, page = b.post(path+"/say", url.Values{"text": {"这道题讲的是什么？"}})
	require.Regexp(t, `class="source"><a href="/pupil/resources/[0-9a-f-]{36}">`, page)
	b.post(path+"/say", url.Values{"text": {"<b>粗</b> & **星**\n第二行"}})
	raw := b.get(path).body
	require.Contains(t, raw, "&lt;b&gt;粗&lt;/b&gt; &amp; **星**\n第二行", "her words stay as she wrote them")
	require.Contains(t, b.page("/pupil/companion"), path)

	for name, text := range map[string]string{"empty": " ", "too long": strings.Repeat("长", 501)} {
		res := b.form(path+"/say", url.Values{"text": {text}})
		require.Equal(t, http.StatusUnprocessableEntity, res.status, name)
		require.Contains(t, res.body, strings.TrimSpace(text)+"</textarea>")
	}

	_, page = b.post("/pupil/conversations", url.Values{"session": {session}})
	require.Contains(t, page, "我们来看看你的测评结果")
	require.Contains(t, page, "我的结果说明什么？")
}

func TestRepliesOfAModelAreLabelled(t *testing.T) {
	t.Parallel()
	model := &llm.Scripted{Pieces: []string{"想想**谁**发布了它", "，<img src=x onerror=alert(1)>以及为什么。"}}
	s, session := tested(t, model, "IL10")
	b := s.reading("李雷")
	path, page := b.post("/pupil/conversations", url.Values{"session": {session}, "item": {"IL10"}})
	path = strings.TrimSuffix(path, "#latest")
	require.Contains(t, page, "带有这个标记的回复由语言模型写成")
	b.post(path+"/say", url.Values{"text": {"我觉得第一条最可信"}})
	raw := b.get(path).body
	require.Regexp(t, `AI 生成</span></p>\s*<div><p>想想<strong>谁</strong>发布了它`, raw, "Markdown, under its label")
	require.NotContains(t, raw, "<img")

	events := b.with("Accept", "text/event-stream").form(path+"/say", url.Values{"text": {"我还是觉得第一条可信"}})
	require.Equal(t, "text/event-stream; charset=utf-8", events.header.Get("Content-Type"))
	require.Contains(t, events.body, "event: chunk\ndata: {\"text\":\"想想**谁**发布了它")
	require.True(t, strings.HasSuffix(events.body, "event: done\ndata: {}\n\n"), events.body)
}

func TestCompanionIsNotForEverybodyAlways(t *testing.T) {
	t.Parallel()
	s, session := tested(t, nil, "IL10", "IL22")
	b := s.reading("李雷")
	about := url.Values{"session": {session}, "item": {"IL10"}}
	hers, _ := b.post("/pupil/conversations", about)
	hers = strings.TrimSuffix(hers, "#latest")

	t.Run("another pupil", func(t *testing.T) {
		stranger := s.reading("韩梅梅")
		require.Contains(t, stranger.page("/pupil/companion"), "还没有可以聊的内容")
		requireNoPage(t, stranger.get(hers))
		requireNoPage(t, stranger.form(hers+"/say", url.Values{"text": {"hi"}}))
		requireNoPage(t, stranger.form("/pupil/conversations", about))
		requireNoPage(t, stranger.form("/pupil/conversations", url.Values{"session": {"7"}}))
		requireNoPage(t, stranger.get("/pupil/conversations/7"))
	})
	t.Run("a test is running", func(t *testing.T) {
		running, _ := b.begin(s.open("王芳", "junior-sampler"))
		require.Contains(t, b.page("/pupil/companion"), "测评还在进行")
		at, page := b.post(hers+"/say", url.Values{"text": {"给我一个提示"}})
		require.Equal(t, hers+"#latest", at)
		require.Contains(t, page, "学伴要等你做完或暂停以后再聊")
		at, _ = b.post("/pupil/conversations", url.Values{"session": {session}, "item": {"IL22"}})
		require.Equal(t, "/pupil/companion", at)
		b.post(running+"/pause", nil)
		_, page = b.post(hers+"/say", url.Values{"text": {"给我一个提示"}})
		require.Contains(t, page, "提示1：")
	})
	t.Run("no consent", func(t *testing.T) {
		s.makeYoung("李雷")
		require.Contains(t, b.page("/pupil/companion"), "学伴需要监护人同意")
		at, _ := b.post("/pupil/conversations", url.Values{"session": {session}, "item": {"IL22"}})
		require.Equal(t, "/pupil/companion", at)
		at, _ = b.post(hers+"/say", url.Values{"text": {"hi"}})
		require.Equal(t, "/pupil/companion", at)
		require.NotContains(t, b.page("/pupil/sessions/"+session+"/result"), "问问学伴")
	})
}

// makeYoung makes a pupil younger than fourteen, without a guardian's consent.
func (s *school) makeYoung(pupil string) {
	s.t.Helper()
	tag, err := s.store.Pool().Exec(s.t.Context(), "update learners set under14 = true where id = $1", s.ids[pupil])
	require.NoError(s.t, err)
	require.EqualValues(s.t, 1, tag.RowsAffected())
}

// slowly is a model that says its second sentence when it is told to go on.
type slowly struct{ on chan struct{} }

func (slowly) Name() string { return "slowly" }

func (m slowly) Stream(ctx context.Context, _ llm.Prompt, emit func(string) error) error {
	if err := emit("先想一想，这句话是谁说的？"); err != nil {
		return err
	}
	select {
	case <-m.on:
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(20 * time.Second):
	}
	return emit("再想一想，**为什么**要这样说？")
}

func TestChatInTheBrowser(t *testing.T) {
	t.Parallel()
	model := slowly{on: make(chan struct{})}
	s, session := tested(t, model, "IL10")
	v := s.sit("李雷")
	v.do(chromedp.Navigate(v.URL+"/pupil/sessions/"+session+"/result"), chromedp.Click(".answers button"), chromedp.WaitVisible(".composer"))
	const last = `[...document.querySelectorAll(".chat > .bubble")].at(-1)`

	v.do(chromedp.SendKeys("#field-text", "我觉得第一条最可信"+kb.Enter))
	v.untilf(`%s.innerText.includes("这句话是谁说的")`, last)
	require.Contains(t, look[string](v, last+`.innerText`), "AI 生成", "the label is there from the first word")
	require.NotContains(t, look[string](v, last+`.innerText`), "为什么")
	model.on <- struct{}{}
	v.untilf(`%s.querySelector("strong")?.textContent === "为什么"`, last)
	require.Equal(t, "学伴回复了。", look[string](v, `document.querySelector("[data-state]").textContent`))
	require.Empty(t, look[string](v, `document.querySelector("textarea").value.trim()`))

	v.do(chromedp.SendKeys("#field-text", "那我再看看第二条"+kb.Enter))
	v.untilf(`%s.innerText.includes("这句话是谁说的") && document.querySelectorAll(".chat > .bubble").length === 5`, last)
	v.CloseClientConnections() // the line breaks in the middle of a reply
	v.untilf(`document.querySelector("[data-state]").textContent === "学伴回复了。"`)
	require.Equal(t, 5, look[int](v, `document.querySelectorAll(".chat > .bubble").length`))
	require.Contains(t, look[string](v, last+`.innerText`), "这句话是谁说的", "what she was shown is kept")

	v.down.Store(true)
	v.do(chromedp.SendKeys("#field-text", "还在吗"+kb.Enter))
	v.untilf(`document.querySelector("[data-state]").textContent.startsWith("网络不通")`)
	v.down.Store(false)
	v.untilf(`document.querySelector("[data-state]").textContent.startsWith("这句话没有发出去")`)
	require.Equal(t, "还在吗", look[string](v, `document.querySelector("textarea").value.trim()`), "what was not sent is not lost")
	close(model.on)
	v.do(chromedp.Click(".composer button"))
	v.untilf(`document.querySelectorAll(".chat > .bubble").length === 7`)
}
