package api_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment"
	"suyang/assessment/paper"
	"suyang/models"
)

// paperOf is the test on paper as the teacher has it.
func (s *school) paperOf(teacher string, a models.Assignment) assessment.PaperWork {
	s.t.Helper()
	person, err := s.store.Person(s.t.Context(), s.ids[teacher])
	require.NoError(s.t, err)
	work, err := s.tests.Paper(s.t.Context(), person, a.ID)
	require.NoError(s.t, err)
	return work
}

// entry is what somebody keys in who copies a sheet of version A on which
// every choice and number is right.
func entry(b paper.Booklet, round string) url.Values {
	sent := url.Values{"round": {round}, "complete": {"1"}, paper.CoverField: {"A zh-CN"}}
	for _, f := range b.Fields() {
		sent.Set(f.Name, written(f))
	}
	return sent
}

func sheetOf(s *school, a models.Assignment, pupil string) string {
	return "/teacher/assignments/" + a.ID.String() + "/paper/pupils/" + s.ids[pupil].String()
}

func TestFormsAreAssembledOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	require.Contains(t, b.page("/forms"), "还没有组过试卷")
	wish := url.Values{"title": {"期中测评"}, "stage": {"junior"}, "pool": {"practice"}, "length": {"items"}, "items": {"8"}, "minutes": {""}, "seed": {"5"}}
	at, page := b.post("/forms", wish)
	require.Equal(t, "/forms", at)
	require.Contains(t, page, "已经组好，共 8 题")
	require.Contains(t, page, "junior-practice-8items-5")
	require.Contains(t, b.page(s.classPath("王芳")+"/assignments"), "期中测评", "it can be opened for a class")
	require.NotContains(t, s.teaching("赵丽").page("/forms"), "期中测评", "it is hers")
	researcher := s.staff("zhou.yan").reader()
	require.Contains(t, researcher.page("/forms"), "期中测评")
	require.Contains(t, researcher.page("/forms"), `href="/author/items/`)

	for name, tc := range map[string]struct{ field, value, says string }{
		"no title":          {"title", " ", "请写 1 到 60 个字的名称"},
		"unknown stage":     {"stage", "college", "请选择学段"},
		"no pool":           {"pool", "", "请选择题池"},
		"no number":         {"items", "many", "请填写 5 到 60 之间的题数"},
		"too many":          {"items", "99", "请填写 5 到 60 之间的题数"},
		"more than there":   {"items", "60", "题库里的题不够"},
		"the same seed":     {"seed", "5", "请换一个随机数"},
		"seed is no number": {"seed", "x", "请换一个随机数"},
	} {
		t.Run(name, func(t *testing.T) {
			sent := url.Values{}
			maps.Copy(sent, wish)
			sent.Set(tc.field, tc.value)
			res := b.form("/forms", sent)
			require.Equal(t, http.StatusUnprocessableEntity, res.status)
			require.Contains(t, res.body, `href="#field-`+tc.field+`"`)
			require.Contains(t, res.body, tc.says)
		})
	}
}

func TestBookletHoldsNoKey(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	a := s.open("王芳", "junior-sampler")
	work := s.paperOf("王芳", a)
	path := "/teacher/assignments/" + a.ID.String() + "/paper"
	require.Contains(t, b.page(path), path+"/booklet?version=B&in=en&large=1")
	versions := map[string]string{}
	for _, version := range []string{"A", "B"} {
		for _, l := range []models.Locale{models.ZhCN, models.En} {
			page := b.page(path + "/booklet?version=" + version + "&in=" + string(l))
			versions[version] = page
			require.Contains(t, page, `lang="`+string(l)+`"`)
			for _, it := range work.Booklet.Items {
				require.NotContains(t, page, it.Explanation.In(l))
				for _, p := range it.Parts {
					for _, o := range p.Options {
						if o.Rationale.In(l) != "" {
							require.NotContains(t, page, o.Rationale.In(l), it.ID)
						}
					}
				}
			}
			require.NotContains(t, page, work.Booklet.Items[0].ID, "a pupil cannot look items up")
		}
	}
	require.NotEqual(t, versions["A"], versions["B"])
	require.Equal(t, http.StatusNotFound, b.get(path+"/booklet?version=C").status)
	require.Equal(t, http.StatusNotFound, b.get(path+"/booklet?in=fr").status)

	adaptive := "/teacher/assignments/" + s.open("王芳", "junior-adaptive").ID.String() + "/paper"
	require.Contains(t, b.page(adaptive), "这套测评不能打印")
	require.Equal(t, http.StatusNotFound, b.get(adaptive+"/booklet").status)
}

func TestKeyWithholdsSecureItems(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	a := s.open("王芳", "junior-sampler")
	key := b.page("/teacher/assignments/" + a.ID.String() + "/paper/key")
	secure := 0
	for _, it := range s.paperOf("王芳", a).Booklet.Items {
		for _, p := range it.Parts {
			for _, o := range p.Options {
				if zh := o.Rationale.ZH; zh != "" {
					require.Equal(t, it.Pool == models.PoolPractice, strings.Contains(key, zh), it.ID)
				}
			}
		}
		if it.Pool == models.PoolSecure {
			secure++
		}
	}
	require.Equal(t, secure > 0, strings.Contains(key, "题来自安全题池"))
}

func TestAnswersAreKeyedInOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	a := s.open("王芳", "junior-sampler")
	booklet := *s.paperOf("王芳", a).Booklet
	sheet, hub := sheetOf(s, a, "李雷"), "/teacher/assignments/"+a.ID.String()+"/paper"

	faulty := entry(booklet, "0")
	faulty.Set("1-1", "Z")
	faulty.Del(paper.CoverField)
	res := b.form(sheet, faulty)
	require.Equal(t, http.StatusUnprocessableEntity, res.status)
	require.Contains(t, res.body, `href="#field-1-1"`)
	require.Contains(t, res.body, `href="#field-cover"`)
	require.Contains(t, b.page(sheet), `value="Z"`, "it is kept all the same")

	at, page := b.post(sheet, entry(booklet, "0"))
	require.Equal(t, hub, at)
	require.Contains(t, page, "已录一遍")
	require.Contains(t, s.reading("李雷").page("/pupil"), "/start", "nothing counts yet")
	second := entry(booklet, "1")
	blind := b.page(sheet)
	require.Contains(t, blind, "第二遍录入")
	require.Contains(t, blind, "第一遍是你录的")
	require.NotContains(t, blind, `value="`+second.Get("1-1")+`" data-key`, "the first entry is not shown")
	at, page = b.post(sheet, entry(booklet, "0"))
	require.Equal(t, sheet, at)
	require.Contains(t, page, "这一遍已经录完了")

	right := second.Get("1-1")
	second.Set("1-1", "?")
	at, page = b.post(sheet, second)
	require.Equal(t, sheet, at)
	require.Contains(t, page, "有 1 处不同")
	require.Contains(t, page, "不能互相核对")
	res = b.form(sheet+"/settle", url.Values{})
	require.Equal(t, http.StatusUnprocessableEntity, res.status)
	require.Contains(t, res.body, "请选择以哪个为准")
	res = b.form(sheet+"/settle", url.Values{"pick-1-1": {"other"}, "other-1-1": {"Z"}})
	require.Equal(t, http.StatusUnprocessableEntity, res.status)
	require.Contains(t, res.body, `value="Z"`)
	at, page = b.post(sheet+"/settle", url.Values{"pick-1-1": {"other"}, "other-1-1": {right}})
	require.Equal(t, hub, at)
	require.Contains(t, page, "已经确定并计分")
	require.Contains(t, page, "两遍是同一人录的")
	require.Contains(t, b.page(sheet), "你已于")
	require.NotContains(t, s.reading("李雷").page("/pupil"), "/start", "one sitting a pupil")
	require.Contains(t, b.page(hub[:len(hub)-len("/paper")]+"/report"), "李雷")
	require.Equal(t, http.StatusConflict, b.form(sheet+"/again", nil).status, "there is a result")
	csv := s.staff("zhou.yan").get("/researcher/responses.csv?form=" + a.FormID.String())
	require.Equal(t, http.StatusOK, csv.status)
	require.Equal(t, 2, strings.Count(csv.body, "\n"), "researchers have it, too")
}

func TestFieldsAreKeptOneByOne(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	a := s.open("王芳", "junior-sampler")
	sheet := sheetOf(s, a, "韩梅梅")
	field := s.teaching("王芳").with("HX-Request", "true").with("HX-Trigger-Name", "1-1")
	res := field.form(sheet, url.Values{"round": {"0"}, "1-1": {"z"}, "complete": {"1"}})
	require.Equal(t, http.StatusOK, res.status)
	require.Contains(t, res.body, "第 1 题")
	require.Contains(t, res.body, "已保存")
	res = field.form(sheet, url.Values{"round": {"0"}, "1-1": {"a"}})
	require.NotContains(t, res.body, "第 1 题", "nothing is wrong any more")
	require.Contains(t, b.page(sheet), `value="a"`)
	require.Equal(t, http.StatusUnprocessableEntity, b.form(sheet, url.Values{"round": {"first"}}).status)
	_, page := b.post(sheet+"/again", nil)
	require.NotContains(t, page, `value="a"`)
}

func TestWhoSatOnAScreenHasNoSheet(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	a := s.open("王芳", "junior-sampler")
	s.pupil("李雷").sit(a)
	require.Contains(t, b.page("/teacher/assignments/"+a.ID.String()+"/paper"), "已在屏幕上作答")
	require.Contains(t, b.page(sheetOf(s, a, "李雷")), "不能再录入纸笔答案")
	_, page := b.post(sheetOf(s, a, "李雷"), url.Values{"round": {"0"}, "1-1": {"A"}})
	require.Contains(t, page, "不能再录入纸笔答案")
	requireNoPage(t, b.get(sheetOf(s, a, "林涛")))
}
