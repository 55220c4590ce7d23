package api_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"suyang/models"
)

// press clicks what a selector finds and waits for the page that it leads to.
func (v *screen) press(selector, next string) {
	v.t.Helper()
	v.do(chromedp.Click(selector, chromedp.ByQuery), chromedp.WaitVisible(next, chromedp.ByQuery))
}

// An author makes a sibling of an item and submits it, two others try it and
// approve, and the bank has it.
func TestASiblingIsWrittenAndApprovedInABrowser(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	v := s.office("he.author")
	v.do(chromedp.Navigate(v.URL + "/author/items/" + edited))
	v.press(`form[action$="/sibling"] button`, "[data-item-form]")
	d := s.openDraft(look[string](v, `document.getElementById("field-id").value`))
	require.Equal(t, edited, d.Content.Family)

	title := `[name="title.en"]`
	v.do(chromedp.Evaluate(`document.querySelector('[name="title.en"]').value = ""`, nil), chromedp.SendKeys(title, "Asked at the gate", chromedp.ByQuery))
	v.do(chromedp.Click(`[value="add parts[0].options"]`, chromedp.ByQuery))
	v.untilf(`!!document.getElementsByName("parts[0].options[4].text.en")[0]`)
	require.Equal(t, "e", look[string](v, `document.getElementById("field-parts[0].options[4].id").value`))
	require.Equal(t, "Asked at the gate", look[string](v, `document.querySelector('[name="title.en"]').value`), "what was entered stays")
	v.do(chromedp.Click(`[value="remove parts[0].options[4]"]`, chromedp.ByQuery))
	v.untilf(`!document.getElementsByName("parts[0].options[4].text.en")[0]`)
	for place := keyPlace(d.Content); place > s.freePlace(edited); place-- {
		v.do(chromedp.Click(fmt.Sprintf(`[value="up parts[0].options[%d]"]`, place), chromedp.ByQuery))
		v.untilf(`document.getElementsByName("parts[0].options[%d].correct")[0]?.checked`, place-1)
	}
	v.do(chromedp.Click(`[name="parametric"]`, chromedp.ByQuery))
	v.do(chromedp.Evaluate(`document.querySelector('[name="title.en"]').focus()`, nil), chromedp.KeyEvent("s", chromedp.KeyModifiers(input.ModifierCtrl)))
	v.untilf(`document.body.innerText.includes("Saved as revision 2")`)
	v.do(chromedp.Navigate(v.URL + draftURL(d)))
	v.press(`form[action$="/submit"] button`, `form[action$="/withdraw"]`)

	for i, reviewer := range []string{"luo.author", "shen.author"} {
		v := s.office(reviewer)
		v.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(v.URL+draftURL(d)))
		v.do(chromedp.Evaluate(`document.querySelector("iframe[src$='/en']").scrollIntoView()`, nil))
		v.untilf(`!!document.querySelector("iframe[src$='/en']").contentDocument?.querySelector("[value='d']")`)
		require.Equal(t, 360.0, look[float64](v, `document.querySelector("iframe").clientWidth`))
		v.do(chromedp.Evaluate(`{ const frame = document.querySelector("iframe[src$='/en']").contentDocument;
			frame.querySelector("[value='d']").click(); frame.querySelector(".task-foot button").click(); }`, nil))
		v.untilf(`document.querySelector("iframe[src$='/en']").contentDocument?.body?.innerText.includes("1 of 1 points")`)
		v.do(chromedp.Evaluate(`document.querySelectorAll("[name=seen]").forEach((box) => box.click())`, nil))
		v.do(chromedp.Click(`form[action$="/approve"] .button-primary`, chromedp.ByQuery))
		v.untilf(`document.body.innerText.includes(%q)`, []string{"Your approval is recorded", "in the bank as version 1"}[i])
	}
	it, err := s.store.ItemVersion(t.Context(), d.ItemID, 1)
	require.NoError(t, err)
	require.Equal(t, "Asked at the gate", it.Title.EN)
	items, err := s.store.Items(t.Context())
	require.NoError(t, err)
	require.Contains(t, items, it)
	require.Equal(t, models.PoolPractice, it.Pool)
}
