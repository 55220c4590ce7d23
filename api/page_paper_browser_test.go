package api_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/assessment/paper"
	"suyang/models"
	chromium "suyang/web/browser"
)

// A booklet is printed, keyed in twice by keyboard with one difference, which is
// decided; then the pupil stands in the report of the class.
func TestPaperByKeyboard(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	a := s.open("王芳", "junior-sampler")
	booklet := *s.paperOf("王芳", a).Booklet
	sheet, test := sheetOf(s, a, "李雷"), "/teacher/assignments/"+a.ID.String()
	v := s.desk("wang.fang", "王芳")

	var pdf []byte
	v.do(emulation.SetEmulatedMedia().WithMedia("print"), chromedp.Navigate(v.URL+test+"/paper/booklet?version=A&in=zh-CN"), chromium.PDF(&pdf))
	require.Contains(t, look[string](v, `document.querySelector(".booklet").innerText`), "第 7 题")
	require.GreaterOrEqual(t, len(pdfPage.FindAll(pdf, -1)), 4, "cover, tasks, answer sheet")
	v.do(emulation.SetEmulatedMedia().WithMedia("screen"))

	wrong := "A"
	if written(booklet.Fields()[0]) == "A" {
		wrong = "B"
	}
	for round, first := range []string{written(booklet.Fields()[0]), wrong} {
		v.do(chromedp.Navigate(v.URL+sheet), chromedp.WaitVisible("#field-cover"), chromedp.SetValue("#field-cover", "A zh-CN", chromedp.ByQuery), chromedp.Focus("#field-cover", chromedp.ByQuery))
		for i, f := range booklet.Fields() {
			answer := written(f)
			if i == 0 {
				answer = first
			}
			if f.Part.Type == models.PartShort {
				v.do(chromedp.Focus("#field-"+f.Name, chromedp.ByQuery))
			} else {
				v.do(chromedp.KeyEvent(kb.Enter))
			}
			require.Equal(t, "field-"+f.Name, look[string](v, `document.activeElement.id`), "Enter goes on")
			v.do(chromedp.KeyEvent(answer))
		}
		if round == 0 {
			v.do(chromedp.Focus("[name=complete]", chromedp.ByQuery))
			v.untilf(`document.querySelector("#kept").textContent.includes("已保存")`)
		}
		v.do(chromedp.Click("[name=complete]", chromedp.ByQuery), chromedp.WaitVisible(".notice-success"))
	}
	v.do(chromedp.Click(`[name="pick-1-1"][value="first"]`, chromedp.ByQuery), chromedp.Click(".difference ~ button", chromedp.ByQuery), chromedp.WaitVisible(".badge-success"))
	v.do(chromedp.Navigate(v.URL + test + "/report"))
	require.Contains(t, look[string](v, `document.querySelector(".class-rows").innerText`), "李雷\t1")
}

// written is the key of a part as version A prints it.
func written(f paper.Field) string {
	p, _ := f.Item.Part(f.Part.ID)
	return paper.Write(f.Part, item.Key(p))
}
