package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/web"
)

// fieldTime writes a time as a browser's field does.
func fieldTime(t time.Time) string { return t.Local().Format(web.FieldTime) }

func TestTeacherOpensATestOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	tests := s.classPath("王芳") + "/assignments"
	require.Contains(t, b.page(tests), "还没有开放过测评")

	at, page := b.post(tests, url.Values{
		"form": {s.form("junior-sampler").String()}, "closes": {fieldTime(time.Now().Add(time.Hour))},
		"who": {"some"}, "pupil": {s.ids["李雷"].String()},
	})
	require.Contains(t, at, "/teacher/assignments/")
	require.Contains(t, page, "测评已经开放")
	require.Contains(t, page, "李雷")
	require.NotContains(t, page, "韩梅梅", "it is not for her")
	require.Contains(t, s.reading("李雷").page("/pupil"), "初中信息素养题型体验")
	require.NotContains(t, s.reading("韩梅梅").page("/pupil"), "初中信息素养题型体验")

	upcoming := time.Now().Add(24 * time.Hour)
	_, page = b.post(tests, url.Values{
		"form": {s.form("junior-adaptive").String()}, "opens": {upcoming.Local().Format("2006-01-02 15:04")}, "closes": {fieldTime(upcoming.Add(time.Hour))}, "who": {"all"},
		"pupil": {s.ids["李雷"].String()}, // ticked, then she chose the whole class
	})
	require.Contains(t, page, "未开放")
	require.Contains(t, page, "韩梅梅")
	page = b.page(tests)
	require.Contains(t, page, "1 名学生")
	require.Contains(t, page, "全班")
}

func TestOpeningATestOnPagesIsRefused(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	later := fieldTime(time.Now().Add(time.Hour))
	form := s.form("junior-sampler").String()
	for name, tc := range map[string]struct {
		sent  url.Values
		field string // the error's
		says  string
		keeps string // an entry
	}{
		"nothing entered":       {url.Values{}, "form", "请选一套测评", ""},
		"unknown form":          {url.Values{"form": {models.NewID[models.Form]().String()}, "closes": {later}}, "form", "请选一套测评", later},
		"no end":                {url.Values{"form": {form}}, "closes", "请填写截止时间", `value="` + form + `" selected`},
		"end is no time":        {url.Values{"form": {form}, "closes": {"tomorrow"}}, "closes", "请填写截止时间", `value="tomorrow"`},
		"beginning is no time":  {url.Values{"form": {form}, "opens": {"八点"}, "closes": {later}}, "opens", "没有看懂开始时间", `value="八点"`},
		"over already":          {url.Values{"form": {form}, "closes": {"2020-01-01T08:00"}}, "closes", "截止时间要晚于开始时间", "2020-01-01T08:00"},
		"ends before it begins": {url.Values{"form": {form}, "opens": {later}, "closes": {fieldTime(time.Now().Add(time.Minute))}}, "closes", "截止时间要晚于开始时间", later},
		"no pupil chosen":       {url.Values{"form": {form}, "closes": {later}, "who": {"some"}}, "pupil", "请至少选一名学生", `value="some" checked`},
		"pupil of another class": {url.Values{"form": {form}, "closes": {later}, "who": {"some"}, "pupil": {s.ids["李雷"].String(), s.ids["林涛"].String()}},
			"pupil", "已经不在这个班", `value="` + s.ids["李雷"].String() + `" checked`},
		"pupil who is none": {url.Values{"form": {form}, "closes": {later}, "who": {"some"}, "pupil": {"7"}}, "pupil", "已经不在这个班", later},
	} {
		t.Run(name, func(t *testing.T) {
			res := b.form(s.classPath("王芳")+"/assignments", tc.sent)
			require.Equal(t, http.StatusUnprocessableEntity, res.status)
			require.Contains(t, res.body, `href="#field-`+tc.field+`"`)
			require.Contains(t, res.body, tc.says)
			require.Contains(t, res.body, tc.keeps)
		})
	}
	require.NotContains(t, b.page(s.classPath("王芳")+"/assignments"), "/teacher/assignments/", "nothing was opened")
}

func TestTeacherWatchesAndClosesOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	a := s.open("王芳", "junior-sampler")
	watch := "/teacher/assignments/" + a.ID.String()
	require.NotContains(t, b.page(watch), "±", "no precision before an answer")
	p := s.pupil("李雷")
	p.submit(p.start(a))

	page := b.page(watch)
	require.Contains(t, page, `hx-get="`+watch+`"`)
	require.Contains(t, page, "在做")
	require.Regexp(t, `±\d+ 分`, page)
	require.Contains(t, page, "刚刚")
	part := s.teaching("王芳").with("HX-Request", "true").get(watch)
	require.Equal(t, http.StatusOK, part.status)
	require.True(t, strings.HasPrefix(strings.TrimSpace(part.body), `<section id="watch"`), part.body)

	require.Contains(t, page, "还有 1 名学生在做")
	at, page := b.post(watch+"/close", nil)
	require.Equal(t, watch, at)
	require.Contains(t, page, "测评已经结束")
	require.Contains(t, page, "hx-get", "her last answer may still be on its way")
	require.NotContains(t, page, watch+"/close")
	at, _ = b.post(watch+"/close", nil)
	require.Equal(t, watch, at, "closing twice changes nothing")

	nobody := "/teacher/assignments/" + s.open("王芳", "junior-adaptive").ID.String()
	_, page = b.post(nobody+"/close", nil)
	require.NotContains(t, page, "hx-get", "nothing changes any more")
}

func TestTeacherVoidsOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	a := s.open("王芳", "junior-sampler")
	session := s.pupil("李雷").sit(a).Session.ID
	path := "/teacher/sessions/" + session.String()
	require.Contains(t, b.page("/teacher/assignments/"+a.ID.String()), path+"/void")
	require.Contains(t, b.page(path+"/void"), "作废李雷的这次作答？")

	for name, reason := range map[string]string{"no reason": "  ", "too long a reason": strings.Repeat("长", 201)} {
		res := b.form(path+"/void", url.Values{"reason": {reason}})
		require.Equal(t, http.StatusUnprocessableEntity, res.status, name)
		require.Contains(t, res.body, "请用 1 到 200 个字说明原因", name)
		require.Contains(t, res.body, reason, name)
	}
	at, page := b.post(path+"/void", url.Values{"reason": {"停电了"}})
	require.Equal(t, "/teacher/assignments/"+a.ID.String(), at)
	require.Contains(t, page, "已作废李雷的这次作答")
	require.NotContains(t, page, path+"/void", "it cannot be voided again")
	page = b.page(path)
	require.Contains(t, page, "原因：停电了")
	require.NotContains(t, page, "九成把握在", "nothing in it counts")
	require.Contains(t, s.reading("李雷").page("/pupil"), "初中信息素养题型体验", "she may start again")
}

func TestTeacherCodesOnPages(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	a := s.open("王芳", "junior-sampler")
	s.pupil("李雷").sit(a)
	second := s.pupil("韩梅梅").sit(a).Session.ID
	coding := s.classPath("王芳") + "/coding"
	page := b.page(coding)
	require.Contains(t, page, "还有 2 段待评")
	require.Contains(t, page, "I would look who wrote it and when.")
	require.Contains(t, page, "义卖", "the situation stands beside it")
	require.NotContains(t, page, "李雷", "names are hidden")
	require.Contains(t, page, coding+"?at=1")
	require.Equal(t, second.String(), hidden(t, b.page(coding+"?at=1"), "session"), "the next one")
	require.Equal(t, hidden(t, page, "session"), hidden(t, b.page(coding+"?at=2"), "session"), "after the last the first again")

	form := url.Values{"session": {hidden(t, page, "session")}, "item": {hidden(t, page, "item")}, "part": {hidden(t, page, "part")}}
	for name, points := range map[string]string{"none chosen": "", "too many": "99", "no number": "three", "too few": "-1"} {
		form.Set("points", points)
		res := b.form(coding, form)
		require.Equal(t, http.StatusUnprocessableEntity, res.status, name)
		require.Contains(t, res.body, "请选一个分数", name)
		require.Equal(t, form.Get("session"), hidden(t, res.body, "session"), name)
	}
	form.Set("points", "2")
	at, page := b.post(coding, form)
	require.Equal(t, coding+"?at=0", at, "the next text has moved up to this one's place")
	require.Contains(t, page, "已评 2 分")
	require.Contains(t, page, "还有 1 段待评")
	require.Equal(t, second.String(), hidden(t, page, "session"), "on to the next one")
	_, page = b.post(coding, form)
	require.NotContains(t, page, "已评", "a text is coded once; what comes late leads on")
	form.Set("session", second.String())
	_, page = b.post(coding, form)
	require.Contains(t, page, "简答都评完了")
	require.NotContains(t, b.page(s.classPath("王芳")), "简答待评")
}
