package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/internal/auth"
	"suyang/models"
)

func TestSignInPages(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	card := s.card
	tests := map[string]struct {
		path   string
		form   url.Values
		status int
		goesTo string
		shows  string // in the page
	}{
		"card":                     {path: "/signin/card", form: url.Values{"code": {card.String()}}, status: 303, goesTo: "/"},
		"card, sloppy":             {path: "/signin/card", form: url.Values{"code": {" " + strings.ToLower(string(card))}}, status: 303, goesTo: "/"},
		"card, back to a page":     {path: "/signin/card", form: url.Values{"code": {card.String()}, "next": {"/pupil/report"}}, status: 303, goesTo: "/pupil/report"},
		"card, to another site":    {path: "/signin/card", form: url.Values{"code": {card.String()}, "next": {"//evil.example"}}, status: 303, goesTo: "/"},
		"card, round in a circle":  {path: "/signin/card", form: url.Values{"code": {card.String()}, "next": {"/signin?x"}}, status: 303, goesTo: "/"},
		"no card":                  {path: "/signin/card", form: url.Values{"code": {"  "}}, status: 422, shows: "Enter the code on your login card"},
		"wrong card":               {path: "/signin/card", form: url.Values{"code": {auth.NewCard().String()}}, status: 422, shows: "There is no such code"},
		"mistyped card":            {path: "/signin/card", form: url.Values{"code": {"K7M4"}}, status: 422, shows: `value="K7M4"`},
		"markup as card":           {path: "/signin/card", form: url.Values{"code": {`"><script>x`}}, status: 422, shows: "&#34;&gt;&lt;script&gt;"},
		"staff":                    {path: "/signin/staff", form: url.Values{"login": {"teacher"}, "password": {staffPassword}}, status: 303, goesTo: "/"},
		"staff, nothing filled in": {path: "/signin/staff", form: url.Values{}, status: 422, shows: "Enter your password"},
		"staff, wrong password":    {path: "/signin/staff", form: url.Values{"login": {"teacher"}, "password": {"x"}}, status: 422, shows: "User name or password is wrong"},
		"staff, unknown":           {path: "/signin/staff", form: url.Values{"login": {"somebody"}, "password": {staffPassword}}, status: 422, shows: "User name or password is wrong"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := s.nobody().reader().with("Accept-Language", "en")
			res := b.form(tt.path, tt.form)
			require.Equal(t, tt.status, res.status, res.body)
			require.Equal(t, tt.goesTo, res.header.Get("Location"))
			require.Contains(t, res.body, tt.shows)
			require.NotContains(t, res.body, staffPassword)
			require.Equal(t, tt.status == 303, b.cookie("suyang") != nil)
		})
	}
}

func TestSignInCookie(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *api.Config) { c.TrustedProxies = loopback })
	card := url.Values{"code": {s.card.String()}}
	plain := s.nobody().form("/signin/card", card).header.Get("Set-Cookie")
	require.Regexp(t, `^suyang=[\w-]{43}; Path=/; Expires=[^;]+; HttpOnly; SameSite=Lax$`, plain)
	secure := s.nobody().with("X-Forwarded-Proto", "https").form("/signin/card", card).header.Get("Set-Cookie")
	cookie, err := http.ParseSetCookie(plain)
	require.NoError(t, err)
	require.WithinDuration(t, time.Now().Add(12*time.Hour), cookie.Expires, time.Minute)
	require.Regexp(t, `^__Host-suyang=[\w-]{43}; Path=/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$`, secure)
}

func TestStartAndSignOut(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	b := s.nobody().reader()
	res := b.get("/")
	require.Equal(t, http.StatusOK, res.status)
	require.Contains(t, res.body, `action="/signin/card"`)
	for _, role := range models.Roles() {
		b := s.as(role).reader()
		require.Equal(t, "/"+string(role), b.get("/").header.Get("Location"))
		token := b.cookie("suyang").Value
		require.Equal(t, "/signin", b.form("/signout", nil).header.Get("Location"))
		require.Nil(t, b.cookie("suyang"))
		stolen := s.nobody().with("Cookie", "suyang="+token)
		require.Equal(t, http.StatusOK, stolen.get("/").status, "the token is worth nothing any more")
	}
}

func TestTheNextPupilAtAComputerEndsTheSignInBefore(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil, func(a *api.App) { a.Handle("GET", "/thing", models.RolePupil, ok) })
	b := s.as(models.RolePupil)
	stolen := s.nobody().with("Cookie", "suyang="+b.cookie("suyang").Value)
	require.Equal(t, http.StatusOK, stolen.get("/thing").status)
	b.form("/signin/staff", url.Values{"login": {"teacher"}, "password": {"wrong"}})
	require.Equal(t, http.StatusOK, stolen.get("/thing").status, "a try that fails ends nothing")
	b.form("/signin/staff", url.Values{"login": {"teacher"}, "password": {staffPassword}})
	require.Equal(t, http.StatusUnauthorized, stolen.get("/thing").status)
	require.Equal(t, http.StatusForbidden, b.get("/thing").status, "the teacher is signed in")
}

func TestSignInTooOften(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	b := s.nobody().reader().with("Accept-Language", "en")
	wrong := url.Values{"login": {"teacher"}, "password": {"wrong"}}
	for range 10 {
		require.Equal(t, http.StatusUnprocessableEntity, b.form("/signin/staff", wrong).status)
	}
	res := b.form("/signin/staff", wrong)
	require.Equal(t, http.StatusTooManyRequests, res.status)
	require.Contains(t, res.body, "Too many attempts")
	require.Contains(t, b.get("/healthz").body, "ok")
	require.Contains(t, b.get("/metrics").body, `suyang_sign_ins_total{means="password",outcome="rate_limited"} 1`)
}

func TestLocale(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	tests := map[string]struct {
		path    string
		headers map[string]string
		want    string
	}{
		"default":            {path: "/signin", want: `<html lang="zh-CN"`},
		"browser's language": {path: "/signin", headers: map[string]string{"Accept-Language": "en-GB,en;q=0.9"}, want: `<html lang="en"`},
		"chosen before":      {path: "/signin", headers: map[string]string{"Cookie": "lang=en"}, want: `<html lang="en"`},
		"chosen now":         {path: "/signin?lang=zh-CN", headers: map[string]string{"Cookie": "lang=en"}, want: `<html lang="zh-CN"`},
		"nonsense":           {path: "/signin?lang=xx", headers: map[string]string{"Cookie": "lang=yy"}, want: `<html lang="zh-CN"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := s.nobody().reader()
			for k, v := range tt.headers {
				b.with(k, v)
			}
			require.Contains(t, b.get(tt.path).body, tt.want)
		})
	}
	b := s.nobody().reader()
	b.get("/signin?lang=en")
	require.Equal(t, "en", b.cookie("lang").Value)
	require.Contains(t, b.get("/signin").body, `<html lang="en"`, "remembered")
}

func TestTheLocaleSwitchOfARefusedFormLeadsBackToTheForm(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	b := s.nobody().reader().with("Referer", s.url+"/signin?next=%2Fpupil")
	require.Contains(t, b.form("/signin/card", nil).body, `href="/signin?lang=en&amp;next=%2Fpupil"`)
	b.with("Referer", "https://evil.example/signin")
	require.Contains(t, b.form("/signin/card", nil).body, `href="/?lang=en"`)
}

func TestFlash(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil, func(a *api.App) {
		a.Handle("POST", "/thing", "", func(c *fiber.Ctx) error { return a.Flash(c, "success", "common.copied") })
	})
	b := s.nobody().reader()
	b.form("/thing", nil)
	require.NotNil(t, b.cookie("flash"))
	require.Contains(t, b.get("/signin").body, "已复制")
	require.NotContains(t, b.get("/signin").body, "已复制", "once")

	b.form("/thing", nil)
	stolen := b.cookie("flash").Value
	forged := s.nobody().reader().with("Cookie", "flash="+strings.Replace(stolen, ".", "x.", 1))
	require.NotContains(t, forged.get("/signin").body, "已复制")
	for _, bad := range []string{"", ".", "a.b", stolen[:20], "%%%"} {
		res := s.nobody().reader().with("Cookie", "flash="+bad).get("/signin")
		require.Equal(t, http.StatusOK, res.status)
	}
}

func TestStatic(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	pages, err := renderer()
	require.NoError(t, err)
	css, err := pages.AssetURL("app.css")
	require.NoError(t, err)
	b := s.nobody().with("Accept-Encoding", "gzip")
	res := b.get(css)
	require.Equal(t, http.StatusOK, res.status)
	require.Equal(t, "gzip", res.header.Get("Content-Encoding"))
	require.Equal(t, "text/css; charset=utf-8", res.header.Get("Content-Type"))
	require.Equal(t, "public, max-age=31536000, immutable", res.header.Get("Cache-Control"))
	asset, _ := pages.Asset(css)
	require.Equal(t, string(asset.Gzip), res.body)
	require.Equal(t, string(asset.Body), s.nobody().with("Accept-Encoding", "identity").get(css).body)
	require.Equal(t, http.StatusNotFound, b.get("/static/../app.go").status)
}

func TestPagesAreCompressed(t *testing.T) {
	t.Parallel()
	res := newSite(t, nil).nobody().reader().with("Accept-Encoding", "gzip").get("/signin")
	require.Equal(t, "gzip", res.header.Get("Content-Encoding"))
	require.NotContains(t, res.body, "<html")
}

func TestAccountDisabledWhileSignedIn(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil, func(a *api.App) { a.Handle("GET", "/thing", models.RoleTeacher, ok) })
	b := s.as(models.RoleTeacher)
	require.Equal(t, http.StatusOK, b.get("/thing").status)
	p := s.people[models.RoleTeacher]
	p.Disabled = true
	s.memory.Put(p)
	require.Equal(t, http.StatusUnauthorized, b.get("/thing").status)
}

func TestChangePasswordPage(t *testing.T) {
	t.Parallel()
	const chosen = "four large white geese"
	tests := map[string]struct {
		old, chosen, again string
		status             int
		shows              string
	}{
		"right":           {staffPassword, chosen, chosen, 303, ""},
		"wrong":           {"wrong", chosen, chosen, 422, "This is not your present password"},
		"weak":            {staffPassword, "short", "short", 422, "This password is easy to guess"},
		"own name":        {staffPassword, "my-teacher-password", "my-teacher-password", 422, "This password is easy to guess"},
		"typed otherwise": {staffPassword, chosen, chosen + "e", 422, "The two new passwords differ"},
		"nothing":         {"", "", "", 422, "This password is easy to guess"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, nil)
			b := s.as(models.RoleTeacher).reader().with("Accept-Language", "en")
			require.Contains(t, b.get("/account/password").body, `name="old_password"`)
			res := b.form("/account/password", url.Values{"old_password": {tt.old}, "password": {tt.chosen}, "again": {tt.again}})
			require.Equal(t, tt.status, res.status)
			require.Contains(t, res.body, tt.shows)
			if tt.status == 303 {
				require.Contains(t, b.get("/signin").body, "Your password is changed")
				s.withPassword("teacher", tt.chosen)
			}
		})
	}
}

func TestChangePasswordPageTooOften(t *testing.T) {
	t.Parallel()
	b := newSite(t, nil).as(models.RoleTeacher).reader().with("Accept-Language", "en")
	wrong := url.Values{"old_password": {"wrong"}, "password": {"four large white geese"}, "again": {"four large white geese"}}
	for range 10 {
		require.Equal(t, http.StatusUnprocessableEntity, b.form("/account/password", wrong).status)
	}
	res := b.form("/account/password", wrong)
	require.Equal(t, http.StatusTooManyRequests, res.status)
	require.Contains(t, res.body, "Too many attempts")
}
