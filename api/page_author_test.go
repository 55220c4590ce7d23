package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/models/field"
	"suyang/web"
)

// edited is the item that tests of the bank change.
const edited = "IL23"

// author returns a browser in which one of the three authors is signed in.
func (s *school) author(name string) *browser {
	return s.staff(name+".author").reader().with("Accept-Language", "en")
}

// openDraft is the only open draft of an item.
func (s *school) openDraft(item string) models.Draft {
	s.t.Helper()
	drafts, err := s.store.Drafts(s.t.Context(), models.DraftFilter{ItemID: item, Open: true})
	require.NoError(s.t, err)
	require.Len(s.t, drafts, 1)
	return drafts[0]
}

func draftURL(d models.Draft) string { return "/author/drafts/" + d.ID.String() }

// asSent is the form of a draft as a browser would send it.
func asSent(d models.Draft) url.Values {
	form := url.Values{"revision": {strconv.Itoa(d.Revision)}, "do": {"save"}}
	for _, leaf := range field.Leaves(d.Content) {
		if !leaf.Order {
			form.Set(leaf.Path, leaf.Value)
		}
	}
	return form
}

// edit opens a draft of the item by the page.
func (s *school) edit(b *browser) models.Draft {
	s.t.Helper()
	res := b.form("/author/items/"+edited+"/edit", nil)
	require.Equal(s.t, http.StatusSeeOther, res.status, res.body)
	d := s.openDraft(edited)
	require.Equal(s.t, draftURL(d)+"/edit", res.header.Get("Location"))
	return d
}

// save changes one field of a draft by the form.
func (s *school) save(b *browser, d models.Draft, path, value string) models.Draft {
	s.t.Helper()
	form := asSent(d)
	form.Set(path, value)
	res := b.form(draftURL(d)+"/edit", form)
	require.Equal(s.t, http.StatusSeeOther, res.status, res.body)
	return s.openDraft(d.ItemID)
}

// freePlace is a place for the key of a sibling that no other of the family has.
func (s *school) freePlace(family string) int {
	s.t.Helper()
	items, err := s.store.Items(s.t.Context())
	require.NoError(s.t, err)
	taken := map[int]bool{}
	for _, it := range items {
		if it.Family == family {
			taken[keyPlace(it)] = true
		}
	}
	for place := range 4 {
		if !taken[place] {
			return place
		}
	}
	s.t.Fatalf("the family %s has a key in every place", family)
	return 0
}

func keyPlace(it models.Item) int {
	return slices.IndexFunc(it.Parts[0].Options, func(o models.Option) bool { return o.Correct })
}

func revisionOf(d models.Draft) url.Values {
	return url.Values{"revision": {strconv.Itoa(d.Revision)}}
}

func approvalOf(d models.Draft) url.Values {
	form := revisionOf(d)
	form["seen"] = web.DraftPage{}.Checklist()
	return form
}

func TestTheBankIsReadByAuthorsAndResearchers(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	pages := []string{"/author/items", "/author/coverage", "/author/items/" + edited, "/author/items/" + edited + "/diff"}
	reader, writer := s.staff("zhou.yan").reader(), s.author("he")
	for _, page := range pages {
		for _, l := range []string{"en", "zh-CN"} {
			for _, b := range []*browser{reader, writer} {
				require.Contains(t, b.page(page+"?lang="+l), `lang="`+l+`"`, page)
			}
		}
		for _, stranger := range []*browser{s.reading("李雷"), s.teacher("王芳").reader(), s.operating()} {
			require.Equal(t, http.StatusForbidden, stranger.get(page).status, page)
		}
	}
	item := "/author/items/" + edited
	require.Contains(t, writer.page(item), item+"/edit")
	require.NotContains(t, reader.page(item), item+"/edit")
	require.NotContains(t, reader.page(item), item+"/comments")
	require.Contains(t, reader.page("/researcher"), `href="/author/items"`)

	found := writer.page("/author/items?family=" + edited + "&stage=junior&lang=en")
	require.Contains(t, found, `href="/author/items/`+edited+`"`)
	require.NotContains(t, found, `href="/author/items/IL24"`)
	require.Contains(t, writer.page("/author/items?q=no+such+words"), "No item fits")
	require.Equal(t, http.StatusNotFound, writer.get("/author/items/XX99").status)
	require.Equal(t, http.StatusNotFound, writer.get(item+"?version=9").status)
	require.Equal(t, http.StatusNotFound, writer.get(item+"/diff?from=7&to=9").status)
}

// An item is changed, judged by two others and then current in the bank.
func TestAnItemGoesThroughReview(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	he, luo, shen := s.author("he"), s.author("luo"), s.author("shen")
	d := s.save(he, s.edit(he), "title.en", "")
	require.Contains(t, he.page(draftURL(d)+"/edit"), "the English text is missing")
	require.Equal(t, http.StatusSeeOther, he.form(draftURL(d)+"/submit", revisionOf(d)).status)
	require.Contains(t, he.page(draftURL(d)), "The rules still find problems")
	require.Equal(t, models.DraftWriting, s.openDraft(edited).State)

	d = s.save(he, d, "title.en", "A questionnaire with a slant")
	require.Contains(t, he.page(draftURL(d)), "<ins>questionnaire</ins>")
	require.Equal(t, http.StatusSeeOther, he.form(draftURL(d)+"/submit", revisionOf(d)).status)
	d = s.openDraft(edited)
	require.Equal(t, models.DraftInReview, d.State)
	require.NotContains(t, he.page(draftURL(d)), draftURL(d)+"/approve", "nobody judges her own draft")
	require.Equal(t, http.StatusForbidden, he.form(draftURL(d)+"/approve", approvalOf(d)).status)

	require.Contains(t, luo.page("/author"), draftURL(d))
	careless := luo.form(draftURL(d)+"/approve", revisionOf(d))
	require.Equal(t, http.StatusUnprocessableEntity, careless.status)
	require.Contains(t, careless.body, "Look at every point")
	require.Equal(t, http.StatusSeeOther, luo.form(draftURL(d)+"/comments", url.Values{"path": {"title.en"}, "text": {"Fine now."}}).status)
	require.Contains(t, he.page(draftURL(d)), "Fine now.")
	require.Equal(t, http.StatusUnprocessableEntity, luo.form(draftURL(d)+"/comments", url.Values{"text": {" "}}).status)
	require.Equal(t, http.StatusSeeOther, luo.form(draftURL(d)+"/approve", approvalOf(d)).status)
	require.Contains(t, luo.page(draftURL(d)), "You have approved this draft")

	res := shen.form(draftURL(d)+"/approve", approvalOf(d))
	require.Equal(t, "/author/items/"+edited, res.header.Get("Location"))
	page := shen.page("/author/items/" + edited)
	require.Contains(t, page, "A questionnaire with a slant")
	require.Contains(t, page, "Version 2")
	require.Contains(t, page, "luo.author, shen.author")
	require.Contains(t, shen.page("/author/items/"+edited+"/diff"), "<ins>questionnaire</ins>")
	require.Equal(t, http.StatusSeeOther, he.get(draftURL(d)+"/edit").status, "what is published is not edited")
	for _, page := range []string{"/edit", "/text"} {
		require.Equal(t, draftURL(d), he.form(draftURL(d)+page, asSent(d)).header.Get("Location"))
	}
}

func TestRejectingADraft(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	he, luo := s.author("he"), s.author("luo")
	d := s.edit(he)
	require.Equal(t, http.StatusSeeOther, he.form(draftURL(d)+"/submit", revisionOf(d)).status)
	form := revisionOf(d)
	require.Equal(t, http.StatusUnprocessableEntity, luo.form(draftURL(d)+"/reject", form).status)
	form.Set("reason", "Option b can be <defended>")
	require.Equal(t, http.StatusSeeOther, luo.form(draftURL(d)+"/reject", form).status)
	require.Contains(t, he.get(draftURL(d)).body, "Option b can be &lt;defended&gt;")
	require.Equal(t, http.StatusSeeOther, he.form(draftURL(d)+"/approve", approvalOf(d)).status)
	require.Contains(t, he.page(draftURL(d)), "has changed in the meantime", "too late is told on the page")
	require.Contains(t, he.page("/author"), "Given back")
}

func TestTheFormOfADraft(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	he := s.author("he")
	d := s.edit(he)
	form := asSent(d)
	form.Set("do", "add parts[0].options")
	res := he.form(draftURL(d)+"/edit", form)
	require.Equal(t, http.StatusOK, res.status)
	require.Contains(t, res.body, `name="parts[0].options[4].text.zh"`)
	form.Set("do", "save")
	form.Set("seconds", "a minute")
	res = he.form(draftURL(d)+"/edit", form)
	require.Equal(t, http.StatusUnprocessableEntity, res.status)
	require.Contains(t, res.body, "Give a number")
	require.Equal(t, d.Revision, s.openDraft(edited).Revision, "nothing is half applied")
	form.Set("seconds", "60")
	form.Set("id", "IL99")
	require.Equal(t, http.StatusUnprocessableEntity, he.form(draftURL(d)+"/edit", form).status)

	theirs := s.save(s.author("luo"), d, "title.en", "Written by Luo")
	form = asSent(d)
	form.Set("title.en", "Written by He")
	res = he.form(draftURL(d)+"/edit", form)
	require.Equal(t, http.StatusConflict, res.status)
	require.Contains(t, res.body, "luo.author has saved a newer revision")
	require.Contains(t, res.body, "<del>Luo</del>")
	require.Contains(t, res.body, "<ins>He</ins>")
	require.Contains(t, res.body, `name="revision" value="`+strconv.Itoa(theirs.Revision)+`"`)
}

func TestTheTextOfADraft(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	he := s.author("he")
	d := s.edit(he)
	page := he.page(draftURL(d) + "/text")
	start := strings.Index(page, "id: "+edited)
	text := page[start:strings.Index(page, "</textarea>")]
	form := revisionOf(d)
	form.Set("text", "id: IL23\nsecond: 5\n")
	res := he.form(draftURL(d)+"/text", form)
	require.Equal(t, http.StatusUnprocessableEntity, res.status)
	require.Contains(t, res.body, `<strong>Line 2</strong> <span lang="en">field second not found`)
	require.Equal(t, d.Content, s.openDraft(edited).Content)

	form.Set("text", strings.ReplaceAll(strings.Replace(text, "seconds: ", "seconds: 1", 1), "\n", "\r\n"))
	require.Equal(t, http.StatusSeeOther, he.form(draftURL(d)+"/text", form).status)
	now := s.openDraft(edited)
	require.Equal(t, 100+d.Content.Seconds, now.Content.Seconds)
	require.Equal(t, d.Content.Stimulus, now.Content.Stimulus)
	form.Set("text", text)
	require.Equal(t, http.StatusConflict, he.form(draftURL(d)+"/text", form).status)
}

func TestPreview(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	he := s.author("he")
	d := s.edit(he)
	for _, path := range []string{draftURL(d), "/author/items/" + edited + "/versions/1"} {
		res := he.get(path + "/preview/en")
		require.Equal(t, http.StatusOK, res.status)
		require.Equal(t, web.FramedContentPolicy, res.header.Get("Content-Security-Policy"))
		require.Equal(t, "SAMEORIGIN", res.header.Get("X-Frame-Options"))
		require.Contains(t, res.body, `<html lang="en"`)
		require.Contains(t, res.body, "role-pupil", "in the type size of pupils")
		require.NotContains(t, res.body, d.Content.Parts[0].Options[0].Rationale.EN)
		require.Contains(t, he.get(path+"/preview/zh-CN").body, `<html lang="zh-CN"`)
		require.Equal(t, http.StatusNotFound, he.get(path+"/preview/fr").status)
		for option, score := range map[string]string{"d": "1 of 1 points", "a": "0 of 1 points"} {
			tried := he.form(path+"/preview/en", url.Values{"part-1": {option}})
			require.Contains(t, tried.body, score)
		}
		require.Equal(t, http.StatusUnprocessableEntity, he.form(path+"/preview/en", url.Values{"part-1": {"z"}}).status)
	}
	require.Equal(t, d, s.openDraft(edited), "nothing is kept")
	require.Equal(t, "DENY", he.get(draftURL(d)).header.Get("X-Frame-Options"))
}

// What is written in an item is data on every page.
func TestHostileItemsAreInert(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	he := s.author("he")
	d := s.edit(he)
	hostile := `</textarea><script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)></svg>[x](javascript:alert(1))"'` + "\n\n```chat\n<script>alert(1)</script>\n```\n"
	form := asSent(d)
	for path := range form {
		if strings.HasSuffix(path, ".zh") || strings.HasSuffix(path, ".en") || path == "topic" || path == "parts[0].options[0].misconception" {
			form.Set(path, hostile)
		}
	}
	require.Equal(t, http.StatusSeeOther, he.form(draftURL(d)+"/edit", form).status)
	require.Equal(t, http.StatusSeeOther, he.form(draftURL(d)+"/comments", url.Values{"text": {hostile}}).status)
	for _, page := range []string{"", "/edit", "/text", "/preview/en", "/preview/zh-CN"} {
		body := he.get(draftURL(d) + page).body
		require.Contains(t, body, "alert(1)", page)
		for _, live := range []string{"<script>alert", "<img src=x", "<svg onload", `href="javascript:`, "</textarea><script"} {
			require.NotContains(t, body, live, page)
		}
	}
}

func TestNewItems(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	he := s.author("he")
	for _, id := range []string{"", "../x", edited} {
		require.Equal(t, http.StatusUnprocessableEntity, he.form("/author/drafts", url.Values{"id": {id}, "stage": {"junior"}}).status, id)
	}
	require.Equal(t, http.StatusUnprocessableEntity, he.form("/author/drafts", url.Values{"id": {"XX1"}, "stage": {"kindergarten"}}).status)
	require.Equal(t, http.StatusSeeOther, he.form("/author/drafts", url.Values{"id": {"XX1"}, "stage": {"junior"}}).status)
	d := s.openDraft("XX1")
	require.Contains(t, he.page(draftURL(d)), "new item")
	require.Contains(t, he.page(draftURL(d)), "The rules find")
	require.Equal(t, http.StatusSeeOther, he.form("/author/items/"+edited+"/edit", nil).status)
	require.Equal(t, "/author/items/"+edited, he.form("/author/items/"+edited+"/edit", nil).header.Get("Location"))
	require.Contains(t, he.page("/author/items/"+edited), "has an open draft already")
	require.Equal(t, http.StatusForbidden, he.with("Sec-Fetch-Site", "cross-site").form("/author/items/"+edited+"/sibling", nil).status)
}

func TestAnOperatorMakesAnAuthor(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	res := s.operating().form("/operator/accounts", url.Values{"role": {"author"}, "name": {"新命题"}, "username": {"xin"}})
	require.Equal(t, http.StatusOK, res.status, res.body)
	b := s.withPassword("xin", shownPassword(t, res.body)).reader().with("Accept-Language", "en")
	require.Equal(t, "/author", b.get("/").header.Get("Location"))
	require.Contains(t, b.page("/author"), "You have no drafts")
}
