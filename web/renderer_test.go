package web_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"suyang/web"
	"suyang/web/i18n"
)

func renderer(t *testing.T, pages ...web.Spec) *web.Renderer {
	t.Helper()
	r, err := web.New(web.Config{Pages: pages})
	require.NoError(t, err)
	return r
}

// one declares a page "test/page" with the given template.
func one(template string, sample any) web.Spec {
	files := fstest.MapFS{"test/page.html": {Data: []byte(template)}}
	return web.Spec{Name: "test/page", Title: "signin.title", Layout: web.LayoutPlain, Sample: sample, Source: files}
}

func TestNewFindsFaultyPages(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, template, want string
	}{
		{"no block main", `{{define "other"}}{{end}}`, `does not define the block "main"`},
		{"syntax", `{{define "main"}}{{if}}{{end}}`, "missing value for if"},
		{"unknown message", `{{define "main"}}{{t "test.no_such"}}{{end}}`, `no message "test.no_such"`},
		{"unknown message in a condition", `{{define "main"}}{{if .User}}{{t "test.no_such"}}{{end}}{{end}}`, `no message "test.no_such"`},
		{"unknown message as an argument", `{{define "main"}}{{template "empty" dict "title" (t "test.no_such")}}{{end}}`, `no message "test.no_such"`},
		{"no message fits", `{{define "main"}}{{t (printf "test.%s" .Path)}}{{end}}`, `no message like "test.%s"`},
		{"missing placeholder", `{{define "main"}}{{t "errors.label"}}{{end}}`, `wants the placeholder "id"`},
		{"placeholder without value", `{{define "main"}}{{t "errors.label" "id"}}{{end}}`, "has no value"},
		{"unknown icon", `{{define "main"}}{{icon "unicorn"}}{{end}}`, `no icon "unicorn"`},
		{"unknown asset", `{{define "main"}}{{asset "js/none.js"}}{{end}}`, `no static file "js/none.js"`},
		{"unknown partial", `{{define "main"}}{{template "none"}}{{end}}`, `no such template "none"`},
		{"field the data lacks", `{{define "main"}}{{.Data.Missing}}{{end}}`, "Missing"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := web.New(web.Config{Pages: []web.Spec{one(c.template, struct{}{})}})
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestNewWantsTheFile(t *testing.T) {
	t.Parallel()
	_, err := web.New(web.Config{Pages: []web.Spec{{Name: "test/none", Layout: web.LayoutApp}}})
	require.ErrorContains(t, err, "test/none.html")
}

func TestRender(t *testing.T) {
	t.Parallel()
	spec := one(`{{define "main"}}<p>{{.Data}}</p>{{end}}{{define "part"}}<b>{{.Data}}</b>{{end}}`, "")
	r := renderer(t, spec)
	page := web.Page{Locale: i18n.English, Title: "signin.title", Path: "/x?a=1", Theme: "dark", Data: "<i>"}

	var out bytes.Buffer
	require.NoError(t, r.Render(&out, "test/page", page))
	require.Contains(t, out.String(), "<p>&lt;i&gt;</p>")
	require.Contains(t, out.String(), `<html lang="en" data-theme="dark">`)
	require.Contains(t, out.String(), "<title>Sign in · Suyang 素养</title>")
	require.Contains(t, out.String(), `href="/x?a=1&amp;lang=zh-CN"`)

	out.Reset()
	require.NoError(t, r.RenderFragment(&out, "test/page", "part", page))
	require.Equal(t, "<b>&lt;i&gt;</b>", out.String())
}

func TestRenderRefuses(t *testing.T) {
	t.Parallel()
	r := renderer(t, one(`{{define "main"}}{{.Data}}{{end}}`, ""))
	cases := []struct {
		name, page string
		data       web.Page
		want       string
	}{
		{"undeclared page", "test/none", web.Page{}, "no page is declared"},
		{"data of another type", "test/page", web.Page{Data: 3}, "the data is int, declared is string"},
		{"title without a message", "test/page", web.Page{Title: "none", Data: ""}, `no message for the title "none"`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			require.ErrorContains(t, r.Render(&out, c.page, c.data), c.want)
			require.Zero(t, out.Len(), "nothing is written")
		})
	}
}

func TestPagesKeepToThePolicy(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	var out bytes.Buffer
	require.NoError(t, r.Render(&out, "common/signin", web.Page{Data: web.SignIn{}}))
	for _, inline := range []string{" style=", " onclick=", "<style", "<script>"} {
		require.NotContains(t, out.String(), inline)
	}
}

func TestShell(t *testing.T) {
	t.Parallel()
	spec := one(`{{define "main"}}{{end}}`, nil)
	spec.Layout = web.LayoutApp
	r := renderer(t, spec)
	page := web.Page{
		User:  &web.User{Name: "林晓", Role: "teacher"},
		Nav:   []web.NavItem{{Key: "signin.title", URL: "/classes", Current: true}},
		Flash: &web.Flash{Kind: "success", Key: "errors.label", Args: []any{"id", "42"}},
	}
	var out bytes.Buffer
	require.NoError(t, r.Render(&out, "test/page", page))
	html := out.String()
	require.Contains(t, html, "林晓")
	require.Contains(t, html, "老师")
	require.Contains(t, html, "role-teacher")
	require.Contains(t, html, "出错编号 42")
	require.Equal(t, 2, strings.Count(html, `<a href="/classes" aria-current="page">`), "in the bar and in the menu")
}

func TestProblem(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	cases := []struct {
		name     string
		problem  web.Problem
		contains string
		omits    string
	}{
		{"known", web.Problem{Code: "not_found", ID: "abc"}, "找不到这一页", "abc"},
		{"ours", web.Problem{Code: "internal", ID: "abc"}, "出错编号 abc", ""},
		{"code without a text", web.Problem{Code: "teapot", ID: "abc"}, "服务器出了问题", "teapot"},
		{"sign in", web.Problem{Code: "unauthenticated"}, `href="/signin"`, "出错编号"},
		{"detail", web.Problem{Code: "invalid", Detail: "第 3 行"}, "第 3 行", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			require.NoError(t, r.Render(&out, "common/problem", web.Page{Data: c.problem}))
			require.Contains(t, out.String(), c.contains)
			if c.omits != "" {
				require.NotContains(t, out.String(), c.omits)
			}
		})
	}
}

func TestSignInShowsErrors(t *testing.T) {
	t.Parallel()
	r := renderer(t)
	data := web.SignIn{Code: "k7", Errors: web.FormErrors{{Field: "code", Key: "signin.error.card_unknown"}}}
	var out bytes.Buffer
	require.NoError(t, r.Render(&out, "common/signin", web.Page{Locale: i18n.English, Data: data}))
	html := out.String()
	require.Equal(t, 2, strings.Count(html, "There is no such code."), "in the summary and at the field")
	require.Contains(t, html, `href="#field-code"`)
	require.Contains(t, html, `aria-invalid="true" aria-describedby="hint-code error-code"`)
	require.Equal(t, 1, strings.Count(html, "aria-invalid"))
}
