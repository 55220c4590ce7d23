package api_test

import (
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	chromium "suyang/web/browser"
)

// desk starts a browser in which a teacher is signed in, by keyboard.
func (s *school) desk(username, name string) *screen {
	s.t.Helper()
	v := s.screen()
	v.tabTo(".signin-staff summary")
	v.do(chromedp.KeyEvent(kb.Enter))
	v.tabTo("#field-login")
	v.do(chromedp.KeyEvent(username + kb.Tab + s.secrets[name] + kb.Enter))
	v.untilf(`document.body.classList.contains("role-teacher")`)
	return v
}

// A teacher opens a test with the keyboard alone, and sees without a reload
// how a pupil begins it.
func TestTeacherOpensAndWatchesByKeyboard(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	v := s.desk("wang.fang", "王芳")
	v.tabTo(`.card h2 a`)
	v.do(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(".tabs"))
	v.tabTo(`.tabs a[href$="/assignments"]`)
	v.do(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible("#field-form"))
	v.tabTo(`[value="all"]`)
	v.do(chromedp.KeyEvent(kb.ArrowDown))
	v.tabTo(`[name="pupil"]`)
	v.do(chromedp.KeyEvent(" "))
	v.tabTo(`form .button-primary`)
	v.do(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible("#watch"))
	require.Contains(t, look[string](v, `document.querySelector("#watch").innerText`), "1 名学生的进展")

	v.do(chromedp.Evaluate(`document.body.dataset.same = "yes"`, nil))
	pupil := s.pupil("李雷")
	assigned, err := s.store.ClassAssignments(t.Context(), s.classes["王芳"])
	require.NoError(t, err)
	pupil.submit(pupil.start(assigned[0]))
	v.untilf(`document.querySelector("#watch").innerText.includes("刚刚")`)
	require.Equal(t, "yes", look[string](v, `document.body.dataset.same ?? "no"`), "it is still the same page")
}

// pdfPage is how a PDF of Chromium's begins a page.
var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

func TestReportsArePrinted(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	session := s.pupil("李雷").sit(s.open("王芳", "junior-adaptive")).Session.ID // 24 tasks at most
	v := s.desk("wang.fang", "王芳")
	for path, sheets := range map[string]int{"/teacher/sessions/" + session.String(): 3, s.classPath("王芳"): 4} {
		v.do(emulation.SetEmulatedMedia().WithMedia("print"), chromedp.Navigate(v.URL+path))
		shown := look[string](v, `document.body.innerText`)
		for _, want := range []string{"第一中学", "八年级1班", "李雷", "日"} {
			require.Contains(t, shown, want)
		}
		for _, chrome := range []string{"我的班级", "简答评分", "作废", "打印\n", "今天要做的", "开放源代码"} {
			require.NotContains(t, shown, chrome, "no navigation, nothing to press")
		}
		var pdf []byte
		v.do(chromium.PDF(&pdf))
		pages := len(pdfPage.FindAll(pdf, -1))
		require.Positive(t, pages)
		require.LessOrEqual(t, pages, sheets, path)
	}
}
