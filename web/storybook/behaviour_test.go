package storybook_test

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// What static/js/app.js and tables.js add to a page, tried on the page with every component.
func TestConveniences(t *testing.T) { //nolint:tparallel // one tab shows one page at a time
	t.Parallel()
	tab, address := open(t)
	cases := []struct {
		name  string
		do    chromedp.Action
		look  string // an expression
		shows string
	}{
		{"theme: starts as the device says", chromedp.Tasks{}, `document.documentElement.dataset.theme ?? "none"`, "none"},
		{"theme: dark", chromedp.Click("[data-theme-switch]"), `document.documentElement.dataset.theme + document.cookie`, "darktheme=dark"},
		{"theme: names the way back", chromedp.Click("[data-theme-switch]"), `document.querySelector("[data-theme-switch]").ariaLabel`, "切换到浅色界面"},
		{"table: ascending", chromedp.Click("th:nth-child(5) .sort"), column("5"), "9 28 31 44 ascending"},
		{"table: descending", twice("th:nth-child(4) .sort"), column("4"), "61.3 24.1 23.0 21.5 descending"},
		{"table: words", chromedp.Click("th:nth-child(1) .sort"), `document.querySelector("#scores tbody th").textContent`, "阿依古丽·买买提"},
		{"copy: says so", chromedp.Click("[data-copy]"), `document.querySelector("[data-copy]").innerText`, "已复制"},
		{"dialog: opens", chromedp.Click("[data-dialog]"), `String(document.getElementById("void").open)`, "true"},
		{"dialog: closes", chromedp.Tasks{chromedp.Click("[data-dialog]"), chromedp.Click("[data-close]")}, `String(document.getElementById("void").open)`, "false"},
		{"toast: goes away", chromedp.Click(".card [data-dismiss]"), `String(document.querySelectorAll(".card .toast").length)`, "0"},
		{"menu: closes with Escape", chromedp.Tasks{chromedp.Click(".account summary"), chromedp.KeyEvent(kb.Escape)}, `String(document.querySelectorAll("details.menu[open]").length)`, "0"},
		{"menu: closes when the reader turns elsewhere", chromedp.Tasks{chromedp.Click(".account summary"), chromedp.Click("h1", chromedp.ByQuery)}, `String(document.querySelectorAll("details.menu[open]").length)`, "0"},
		{"errors: take the focus", chromedp.Tasks{}, `document.activeElement.className`, "error-summary"},
		{"offline: says what to do", chromedp.Evaluate(`document.dispatchEvent(new Event("htmx:sendError"))`, nil), `document.querySelector("#toasts p").textContent.slice(0, 8)`, "连接不上服务器。"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(tab, 20*time.Second)
			defer cancel()
			var shows string
			require.NoError(t, chromedp.Run(ctx,
				chromedp.EmulateViewport(1280, 800),
				chromedp.Navigate(address+"/story/components?lang=zh-CN"),
				c.do,
				chromedp.Evaluate(c.look, &shows),
			))
			require.Equal(t, c.shows, shows)
		})
	}
}

// column is an expression for what stands in a column of the table, and how it is sorted.
func column(n string) string {
	return `[...document.querySelectorAll("#scores tbody tr > :nth-child(` + n + `)")].map(cell => cell.textContent).join(" ")
		+ " " + document.querySelector("#scores thead th:nth-child(` + n + `)").ariaSort`
}

func twice(selector string) chromedp.Action {
	return chromedp.Tasks{chromedp.Click(selector), chromedp.Click(selector)}
}
