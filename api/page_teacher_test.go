package api_test

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/models"
	"suyang/platform"
	"suyang/store"
)

// teaching returns a browser in which a teacher reads pages.
func (s *school) teaching(teacher string) *browser { return s.teacher(teacher).reader() }

// classPath is the address of a teacher's class.
func (s *school) classPath(teacher string) string {
	return "/teacher/classes/" + s.classes[teacher].String()
}

// teacherPath fills the parameters of the pattern of a teacher's page with what
// belongs to 王芳.
func (s *school) teacherPath(pattern string, a models.Assignment, session models.SessionID) string {
	own := map[string]string{
		"classes": s.classes["王芳"].String(), "assignments": a.ID.String(), "sessions": session.String(), "lessons": "L-C1.2-1",
	}
	kind := strings.Split(pattern, "/")[2]
	require.NotEmpty(s.t, own[kind], "name a record of %s that belongs to 王芳", kind)
	return strings.NewReplacer(":id", own[kind], ":pupil", s.ids["李雷"].String()).Replace(pattern)
}

// Every page of a teacher, tried with another school's teacher, with a pupil
// and with nobody.
func TestTeacherPagesAreHers(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := s.open("王芳", "junior-sampler")
	session := s.pupil("李雷").sit(a).Session.ID
	hers, stranger, pupil, nobody := s.teaching("王芳"), s.teaching("赵丽"), s.reading("李雷"), s.nobody().reader()
	form := url.Values{"reason": {"curiosity"}, "given": {"yes"}, "form": {s.form("junior-sampler").String()}, "closes": {"2099-01-01T08:00"}}
	for route := range api.Authorization() {
		method, pattern, _ := strings.Cut(route, " ")
		if !strings.HasPrefix(pattern, "/teacher/") || strings.HasPrefix(pattern, "/teacher/questionnaire") {
			continue // a questionnaire is each teacher's own: see TestTeachersProfileIsHersAlone
		}
		path := s.teacherPath(pattern, a, session)
		t.Run(route, func(t *testing.T) {
			if method == http.MethodGet {
				require.Equal(t, http.StatusOK, hers.get(path).status)
				require.Equal(t, "/signin?next="+url.QueryEscape(path), nobody.get(path).header.Get("Location"))
			}
			if !strings.Contains(pattern, "/lessons/") { // which are for all
				requireNoPage(t, stranger.do(method, path, "application/x-www-form-urlencoded", form.Encode()))
			}
			res := pupil.do(method, path, "application/x-www-form-urlencoded", form.Encode())
			require.Equal(t, http.StatusForbidden, res.status)
			require.Contains(t, res.body, "<html")
		})
	}
	after, err := s.store.SessionTrail(t.Context(), session)
	require.NoError(t, err)
	require.True(t, after.Session.State.Counts(), "nobody else has voided it")
}

func TestTeacherAddressesThatNameNothing(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	unknown := models.NewID[models.Account]().String()
	for _, path := range []string{
		"/teacher/classes/7", "/teacher/classes/" + unknown, "/teacher/assignments/7", "/teacher/assignments/" + unknown,
		"/teacher/sessions/x", "/teacher/sessions/" + unknown, "/teacher/sessions/" + unknown + "/void", "/teacher/lessons/L-X",
		s.classPath("王芳") + "/pupils/" + s.ids["林涛"].String() + "/card", // of another class
	} {
		requireNoPage(t, b.get(path))
	}
}

func TestTeacherHome(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	page := b.page("/teacher")
	require.Contains(t, page, "八年级1班")
	require.Contains(t, page, "今天没有要处理的事")
	require.NotContains(t, page, "九年级2班", "a colleague's class")

	a := s.open("王芳", "junior-sampler")
	s.pupil("李雷").sit(a)
	page = b.page("/teacher")
	require.Contains(t, page, "未开始 1 人 · 在做 0 人 · 完成 1 人")
	require.Contains(t, page, "1 段简答等你评分")
	require.Equal(t, "/teacher", b.get("/").header.Get("Location"), "where a teacher starts")
}

func TestClassReportPage(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	b := s.teaching("王芳")
	page := b.page(s.classPath("王芳"))
	require.Contains(t, page, "还没有测评结果")
	require.Contains(t, page, "韩梅梅", "the roster stands there before any result")

	a := s.open("王芳", "junior-sampler")
	session := s.pupil("李雷").sit(a).Session.ID
	page = b.page(s.classPath("王芳"))
	for _, want := range []string{
		"<title>八年级1班：班级报告", "第一中学", time.Now().Format("2006年1月2日"), "1 名学生还没有成绩",
		`<a href="/teacher/sessions/` + session.String() + `" aria-label="李雷">`, // a dot
		"只有 1 人答过，仅供参考", "没有测到的", "简答待评", "1 / 2",
	} {
		require.Contains(t, page, want)
	}
	require.Contains(t, b.page("/teacher/assignments/"+a.ID.String()+"/report"), "只有 1 人答过，仅供参考")
	require.Contains(t, b.page(s.classPath("王芳")+"?lang=en"), "<title>八年级1班: class report")
}

func TestLessonPage(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	page := s.teaching("王芳").page("/teacher/lessons/L-C1.2-1")
	require.Contains(t, page, "核实一条消息的四步")
	require.Contains(t, page, "多源核验与深度伪造识别")
}

func TestPupilReportPage(t *testing.T) {
	t.Parallel()
	s := newSchool(t, func(c *api.Config) { c.Events = c.Directory.(*store.Store) })
	b := s.teaching("王芳")
	a := s.open("王芳", "junior-sampler")
	running := s.pupil("李雷").start(a)
	path := "/teacher/sessions/" + running.Session.ID.String()
	require.Contains(t, b.page(path), "这次测评还没有结束")

	session := s.pupil("李雷").sit(a).Session
	page := b.page(path)
	trail, err := s.store.SessionTrail(t.Context(), session.ID)
	require.NoError(t, err)
	for _, want := range []string{
		"李雷", "第一中学", "八年级1班", session.EndedAt.Format("2006年1月2日"), "九成把握在", "没有测到的",
		"I would look who wrote it and when.", // her own words
		"待评分", path + "/void",
	} {
		require.Contains(t, page, want)
	}
	for _, resp := range trail.Responses {
		it, err := s.store.ItemVersion(t.Context(), resp.ItemID, resp.ItemVersion)
		require.NoError(t, err)
		require.Contains(t, page, it.Title.ZH)
		require.Contains(t, page, firstWords(it.Explanation.ZH), "her teacher may see the explanation of %s", it.ID)
	}

	var r struct{ Learner models.AccountID }
	s.teacher("王芳").json("GET", "/api/v1/sessions/"+session.ID.String()+"/report", nil, &r)
	s.pupil("李雷").json("GET", "/api/v1/sessions/"+session.ID.String()+"/report", nil, &r)
	events, err := s.store.Events(t.Context(), models.EventFilter{Verb: models.VerbReportViewed})
	require.NoError(t, err)
	require.Len(t, events, 2, "her teacher's page and her teacher's request; not her own")
	for _, e := range events {
		require.Equal(t, s.ids["王芳"], e.ActorID)
		require.Equal(t, session.ID.String(), e.Object)
	}
}

// A report follows the pupil to another class; voiding stays with the class
// that was tested.
func TestReportPageForTheNextTeacher(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	session := s.pupil("李雷").sit(s.open("王芳", "junior-sampler")).Session.ID
	roster, bad, err := platform.ReadRoster(strings.NewReader(`role,school_code,school_name,class,grade,number,name,under14,consent,username
pupil,S1,第一中学,八年级2班,8,1,李雷,no,,
teacher,S1,第一中学,八年级2班,8,,钱红,,,qian.hong
`), county, 2026)
	require.NoError(t, err)
	require.Empty(t, bad)
	_, issued, err := s.people.Import(t.Context(), roster)
	require.NoError(t, err)
	require.Len(t, issued, 1)
	b := s.withPassword("qian.hong", issued[0].Secret).reader()
	path := "/teacher/sessions/" + session.String()
	page := b.page(path)
	require.Contains(t, page, "八年级1班", "where it was tested")
	require.NotContains(t, page, s.classPath("王芳"), "a class that is not hers")
	require.NotContains(t, page, path+"/void")
	requireNoPage(t, b.get(path+"/void"))
	requireNoPage(t, b.form(path+"/void", url.Values{"reason": {"curiosity"}}))
}

// firstWords are the beginning of a Markdown text up to its first mark.
func firstWords(text string) string {
	if i := strings.IndexAny(text, "*\n`|>（("); i > 0 {
		text = text[:i]
	}
	return html.UnescapeString(strings.TrimSpace(text))
}

func TestSecureItemsStayClosedOnTheTeachersPage(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	items, err := s.store.Items(t.Context())
	require.NoError(t, err)
	var secure models.Item
	for _, it := range items {
		if it.ID == "IL10" {
			secure = it
		}
	}
	secure.Pool = models.PoolSecure
	secure.Version++
	_, err = s.store.PutItems(t.Context(), []models.Item{secure})
	require.NoError(t, err)
	session := s.pupil("李雷").sit(s.linear([]string{"IL10", "IL24"})[0]).Session.ID
	page := s.teaching("王芳").page("/teacher/sessions/" + session.String())
	require.Contains(t, page, secure.Title.ZH)
	require.Contains(t, page, "这道题以后还要用，内容不公开")
	requireNoSecret(t, []models.Item{secure}, models.ZhCN, page)
}
