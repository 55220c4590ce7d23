package api_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/internal/auth"
	"suyang/models"
	"suyang/web"
)

func ok(c *fiber.Ctx) error { return c.SendString("ok") }

func TestHealth(t *testing.T) {
	t.Parallel()
	var down error
	s := newSite(t, func(c *api.Config) { c.Ready = func(context.Context) error { return down } })
	b := s.nobody()
	require.Equal(t, http.StatusOK, b.get("/healthz").status)
	require.Equal(t, http.StatusOK, b.get("/readyz").status)
	require.Equal(t, http.StatusOK, b.do("HEAD", "/readyz", "", "").status)
	down = errors.New("connection refused")
	require.Equal(t, http.StatusOK, b.get("/healthz").status, "alive all the same")
	p := b.get("/readyz").problem(t)
	require.Equal(t, models.CodeUnavailable, p.Code)
}

func TestMetricsAreNotForEverybody(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		token  string
		header [2]string
		want   int
	}{
		"same machine":             {want: http.StatusOK},
		"same machine, by a proxy": {header: [2]string{"X-Forwarded-For", "203.0.113.9"}, want: http.StatusNotFound},
		"token set, none given":    {token: "secret", want: http.StatusNotFound},
		"token set, wrong one":     {token: "secret", header: [2]string{"Authorization", "Bearer secreT"}, want: http.StatusNotFound},
		"token set, right one":     {token: "secret", header: [2]string{"Authorization", "Bearer secret"}, want: http.StatusOK},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newSite(t, func(c *api.Config) { c.MetricsToken = tt.token }).nobody()
			if tt.header[0] != "" {
				b.with(tt.header[0], tt.header[1])
			}
			b.get("/healthz")
			res := b.get("/metrics")
			require.Equal(t, tt.want, res.status)
			require.Equal(t, tt.want == http.StatusOK, strings.Contains(res.body, `route="/healthz",status="200"`))
		})
	}
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *api.Config) { c.TrustedProxies = loopback })
	for _, path := range []string{"/signin", "/nowhere", "/healthz"} {
		h := s.nobody().reader().get(path).header
		require.Equal(t, web.ContentSecurityPolicy, h.Get("Content-Security-Policy"), path)
		require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"), path)
		require.Equal(t, "same-origin", h.Get("Referrer-Policy"), path)
		require.Equal(t, "no-store", h.Get("Cache-Control"), path)
		require.Empty(t, h.Get("Strict-Transport-Security"), path)
		require.Empty(t, h.Get("Server"), path)
	}
	h := s.nobody().with("X-Forwarded-Proto", "https").get("/signin").header
	require.NotEmpty(t, h.Get("Strict-Transport-Security"))
}

func TestOriginCheck(t *testing.T) {
	t.Parallel()
	const own = "suyang.example"
	tests := map[string]struct {
		method  string
		headers map[string]string
		refused bool
	}{
		"own page":                       {headers: map[string]string{"Sec-Fetch-Site": "same-origin"}},
		"typed address":                  {headers: map[string]string{"Sec-Fetch-Site": "none"}},
		"other site":                     {headers: map[string]string{"Sec-Fetch-Site": "cross-site"}, refused: true},
		"sister site":                    {headers: map[string]string{"Sec-Fetch-Site": "same-site"}, refused: true},
		"old browser, own page":          {headers: map[string]string{"Origin": "http://" + own}},
		"old browser, other site":        {headers: map[string]string{"Origin": "http://evil.example"}, refused: true},
		"old browser, other port":        {headers: map[string]string{"Origin": "http://" + own + ":81"}, refused: true},
		"old browser, sandboxed frame":   {headers: map[string]string{"Origin": "null"}, refused: true},
		"no browser":                     {},
		"public address behind a proxy":  {headers: map[string]string{"Origin": "https://public.example", "Sec-Fetch-Site": "same-origin"}},
		"public address, old browser":    {headers: map[string]string{"Origin": "https://public.example"}},
		"reading from other sites is ok": {method: "GET", headers: map[string]string{"Sec-Fetch-Site": "cross-site"}},
		"delete from another site":       {method: "DELETE", headers: map[string]string{"Sec-Fetch-Site": "cross-site"}, refused: true},
	}
	s := newSite(t, func(c *api.Config) { c.PublicURL = "https://public.example" }, func(a *api.App) {
		for _, method := range []string{"GET", "POST", "DELETE"} {
			a.Handle(method, "/thing", "", ok)
		}
	})
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := s.nobody().with("Host", own)
			for k, v := range tt.headers {
				b.with(k, v)
			}
			method := tt.method
			if method == "" {
				method = "POST"
			}
			res := b.do(method, "/thing", "", "")
			if tt.refused {
				require.Equal(t, models.CodeForbidden, res.problem(t).Code)
				return
			}
			require.Equal(t, http.StatusOK, res.status)
		})
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	failing := func(err error) fiber.Handler { return func(*fiber.Ctx) error { return err } }
	s := newSite(t, func(c *api.Config) { c.RequestTimeout = 200 * time.Millisecond }, func(a *api.App) {
		a.Handle("GET", "/invalid", "", failing(models.Invalid("grade", "a grade is 3 to 12")))
		a.Handle("GET", "/wrapped", "", failing(models.Errorf(models.CodeConflict, "it changed: %w", errors.New("version 3"))))
		a.Handle("GET", "/expired", "", failing(models.Errorf(models.CodeExpired, "the window is over")))
		a.Handle("GET", "/limited", "", failing(auth.TooManyTries{Wait: 1500 * time.Millisecond}))
		a.Handle("GET", "/secret", "", failing(errors.New("password of wang.fang is hunter2")))
		a.Handle("GET", "/internal", "", failing(models.Errorf(models.CodeInternal, "table pupil is broken")))
		a.Handle("GET", "/panic", "", func(*fiber.Ctx) error { panic("secret state") })
		a.Handle("GET", "/slow", "", func(c *fiber.Ctx) error { <-c.UserContext().Done(); return c.UserContext().Err() })
	})
	tests := map[string]struct {
		method, path string
		status       int
		code         models.Code
		message      string
		field        string
	}{
		"invalid":            {path: "/invalid", status: 422, code: models.CodeInvalid, message: "a grade is 3 to 12", field: "grade"},
		"conflict":           {path: "/wrapped", status: 409, code: models.CodeConflict, message: "it changed: version 3"},
		"expired":            {path: "/expired", status: 410, code: models.CodeExpired, message: "the window is over"},
		"rate limited":       {path: "/limited", status: 429, code: models.CodeRateLimited, message: "too many tries; wait 3s"},
		"unknown error":      {path: "/secret", status: 500, code: models.CodeInternal, message: "something went wrong on our side; try again later"},
		"internal error":     {path: "/internal", status: 500, code: models.CodeInternal, message: "something went wrong on our side; try again later"},
		"panic":              {path: "/panic", status: 500, code: models.CodeInternal, message: "something went wrong on our side; try again later"},
		"too slow":           {path: "/slow", status: 503, code: models.CodeUnavailable, message: "this took too long; try again later"},
		"no such page":       {path: "/nowhere/<b>", status: 404, code: models.CodeNotFound, message: "Not Found"},
		"no such file":       {path: "/static/nothing.js", status: 404, code: models.CodeNotFound, message: "no such file"},
		"method not allowed": {method: "DELETE", path: "/signin", status: 405, code: models.CodeInvalid, message: "Method Not Allowed"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			method := tt.method
			if method == "" {
				method = "GET"
			}
			res := s.nobody().do(method, tt.path, "", "")
			p := res.problem(t)
			require.Equal(t, tt.status, p.Status)
			require.Equal(t, tt.code, p.Code)
			require.Equal(t, tt.message, p.Message)
			require.Equal(t, tt.field, p.Field)
			require.Equal(t, http.StatusText(tt.status), p.Title)
			if tt.code == models.CodeRateLimited {
				require.Equal(t, "2", res.header.Get("Retry-After"))
			}
			page := s.nobody().reader().do(method, tt.path, "", "")
			require.Equal(t, tt.status, page.status)
			require.Contains(t, page.body, "<!doctype html>")
			require.NotContains(t, page.body, "hunter2")
			toast := s.nobody().reader().with("HX-Request", "true").do(method, tt.path, "", "")
			require.Equal(t, tt.status, toast.status)
			require.Contains(t, toast.body, "toast-error")
			require.NotContains(t, toast.body, "<html")
		})
	}
	t.Cleanup(func() {
		require.Contains(t, s.log.String(), "password of wang.fang", "the log says what happened")
		require.Contains(t, s.log.String(), "frame_test.go", "and where a panic came from")
	})
}

func TestLogHasNoPersonalData(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil, func(a *api.App) { a.Handle("GET", "/pupils/:name", models.RoleTeacher, ok) })
	b := s.as(models.RoleTeacher).with("X-Forwarded-For", "203.0.113.77")
	require.Equal(t, http.StatusOK, b.get("/pupils/lilei?phone=13912345678").status)
	s.nobody().form("/signin/card", url.Values{"code": {"0123-4567-89AB"}})
	log := s.log.String()
	require.Contains(t, log, "route=/pupils/:name status=200")
	require.Contains(t, log, "route=/signin/card status=422")
	for _, private := range []string{"lilei", "13912345678", "203.0.113.77", "127.0.0.1", "89AB", staffPassword, b.cookie("suyang").Value} {
		require.NotContains(t, log, private)
	}
}

func TestBodyLimit(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	tests := map[string]struct {
		head string
		want int
	}{
		"a form of 2 MB":          {"POST /signin/card", 413},
		"an upload from a nobody": {"POST /api/v1/studies", 413},
		"a header of 20 kB":       {"GET /" + strings.Repeat("x", 20<<10), 431},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
			require.NoError(t, err)
			defer conn.Close()
			_, err = fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", tt.head, 2<<20)
			require.NoError(t, err)
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			require.NoError(t, err)
			defer res.Body.Close()
			require.Equal(t, tt.want, res.StatusCode, "refused before the body is sent")
			require.Equal(t, "application/problem+json", res.Header.Get("Content-Type"))
		})
	}
}

func TestRateLimits(t *testing.T) {
	t.Parallel()
	t.Run("by person", func(t *testing.T) {
		t.Parallel()
		s := newSite(t, func(c *api.Config) { c.PerPerson = auth.ThrottleConfig{Burst: 3, Every: time.Minute} },
			func(a *api.App) { a.Handle("GET", "/thing", models.RoleTeacher, ok) })
		one, again := s.as(models.RoleTeacher), s.as(models.RoleTeacher)
		for range 3 {
			require.Equal(t, http.StatusOK, one.get("/thing").status)
		}
		res := again.get("/thing")
		require.Equal(t, models.CodeRateLimited, res.problem(t).Code, "the same person in another browser")
		require.Equal(t, "60", res.header.Get("Retry-After"))
		require.Equal(t, http.StatusOK, s.nobody().get("/signin").status)
	})
	t.Run("by address", func(t *testing.T) {
		t.Parallel()
		s := newSite(t, func(c *api.Config) {
			c.PerAddress = auth.ThrottleConfig{Burst: 3, Every: time.Minute}
			c.TrustedProxies = loopback
		})
		b := s.nobody().with("X-Forwarded-For", "203.0.113.1")
		for range 3 {
			require.Equal(t, http.StatusOK, b.get("/healthz").status)
		}
		require.Equal(t, http.StatusTooManyRequests, b.get("/healthz").status)
		require.Equal(t, http.StatusOK, b.with("X-Forwarded-For", "203.0.113.2").get("/healthz").status)
	})
}

func TestClientAddress(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		trusted   []netip.Prefix
		forwarded string
		want      string // the address that is counted
	}{
		"no proxy, header ignored":     {forwarded: "203.0.113.1", want: "127.0.0.1"},
		"one proxy":                    {trusted: loopback, forwarded: "203.0.113.1", want: "203.0.113.1"},
		"forged in front":              {trusted: loopback, forwarded: "198.51.100.1, 203.0.113.1", want: "203.0.113.1"},
		"two proxies":                  {trusted: append(loopback[:1:1], netip.MustParsePrefix("10.0.0.0/8")), forwarded: "198.51.100.1, 203.0.113.1, 10.1.2.3", want: "203.0.113.1"},
		"nonsense":                     {trusted: loopback, forwarded: "<script>", want: "127.0.0.1"},
		"nonsense behind a real one":   {trusted: loopback, forwarded: "nonsense, 203.0.113.1", want: "203.0.113.1"},
		"trusted proxy without header": {trusted: loopback, want: "127.0.0.1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, func(c *api.Config) {
				c.TrustedProxies = append(slices.Clone(tt.trusted), netip.MustParsePrefix("192.0.2.0/24"))
				c.PerAddress = auth.ThrottleConfig{Burst: 2, Every: time.Hour}
			})
			b := s.nobody()
			if tt.forwarded != "" {
				b.with("X-Forwarded-For", tt.forwarded)
			}
			b.get("/healthz")
			b.get("/healthz")
			require.Equal(t, http.StatusTooManyRequests, b.get("/healthz").status)
			other := s.nobody()
			if tt.want != "127.0.0.1" {
				other.with("X-Forwarded-For", tt.want)
			}
			require.Equal(t, http.StatusTooManyRequests, other.get("/healthz").status, "counted as %s", tt.want)
		})
	}
}

func TestLocalPath(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"/teacher?x=1":          "/teacher?x=1",
		"/":                     "/",
		"":                      "/",
		"https://evil.example/": "/",
		"//evil.example/":       "/",
		"///evil.example/":      "/", // browsers take it for two
		"/\\evil.example":       "/",
		"\\\\evil.example":      "/",
		"/\t/evil.example":      "/",
		"/\n/evil.example":      "/",
		"javascript:alert(1)":   "/",
		"teacher":               "/",
	}
	for in, want := range tests {
		require.Equal(t, want, api.LocalPath(in), "%q", in)
	}
}

func FuzzLocalPath(f *testing.F) {
	f.Add("/teacher")
	f.Add("//evil.example")
	f.Add("/%2f/evil.example")
	f.Fuzz(func(t *testing.T, s string) {
		base, err := url.Parse("http://own.example/signin")
		require.NoError(t, err)
		target, err := base.Parse(api.LocalPath(s))
		require.NoError(t, err)
		require.Equal(t, "own.example", target.Host)
	})
}
