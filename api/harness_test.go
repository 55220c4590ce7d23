package api_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/api"
	"suyang/assessment"
	"suyang/assessment/bank"
	"suyang/assessment/questionnaire"
	"suyang/assessment/study"
	"suyang/internal/auth"
	"suyang/internal/auth/authtest"
	"suyang/models"
	"suyang/platform"
	"suyang/recommend"
	"suyang/recommend/imports"
	"suyang/tutor"
	"suyang/web"
)

var renderer = sync.OnceValues(func() (*web.Renderer, error) { return web.New(web.Config{}) })

// site is a running app with one account a role.
type site struct {
	t      testing.TB
	app    *api.App
	url    string
	memory *authtest.Memory
	people map[models.Role]models.Person
	card   auth.Card // the pupil's
	log    *lockedBuffer
}

// passwords hashes cheaply.
var passwords = auth.NewPasswords(auth.PasswordConfig{MemoryKiB: authtest.Cost, Passes: 1})

const staffPassword = "three small green birds"

// newSite starts an app on a free port of this machine. Adjust changes its
// Config, routes add routes to it before it serves.
func newSite(t *testing.T, adjust func(*api.Config), routes ...func(*api.App)) *site {
	t.Helper()
	s := &site{t: t, memory: authtest.NewMemory(), people: map[models.Role]models.Person{}, log: &lockedBuffer{}}
	key, err := auth.NewCardKey(make([]byte, 32))
	require.NoError(t, err)
	s.settle(key)
	s.serve(api.Config{
		Auth:           auth.New(auth.Config{Credentials: s.memory, WebSessions: s.memory, CardKey: key, Passwords: passwords}),
		Tests:          assessment.New(assessment.Config{}),
		Bank:           bank.New(bank.Config{}),
		Studies:        study.New(study.Config{}),
		Resources:      recommend.New(recommend.Config{}),
		Imports:        imports.New(imports.Config{}),
		People:         platform.New(platform.Config{}),
		Companion:      tutor.New(tutor.Config{}),
		Questionnaires: questionnaire.New(questionnaire.Config{}),
		Directory:      struct{ api.Directory }{},
		Oversight:      struct{ api.Oversight }{},
	}, adjust, routes...)
	return s
}

// settle makes the accounts.
func (s *site) settle(key auth.CardKey) {
	phc, err := passwords.Hash(s.t.Context(), staffPassword)
	require.NoError(s.t, err)
	for _, role := range models.Roles() {
		p := models.Person{Account: models.Account{ID: models.NewID[models.Account](), Role: role, Name: "某" + string(role)}}
		if role != models.RolePupil {
			p.Username = string(role)
		}
		s.people[role] = p
		s.memory.Put(p)
		if role == models.RolePupil {
			s.card = auth.NewCard()
			require.NoError(s.t, s.memory.SetCardHash(s.t.Context(), p.ID, key.Hash(s.card)))
		} else {
			require.NoError(s.t, s.memory.SetPasswordHash(s.t.Context(), p.ID, phc))
		}
	}
}

// serve starts an app with the services of the Config.
func (s *site) serve(cfg api.Config, adjust func(*api.Config), routes ...func(*api.App)) {
	s.t.Helper()
	var err error
	cfg.Web, err = renderer()
	require.NoError(s.t, err)
	cfg.Logger, cfg.PollEvery = slog.New(slog.NewTextHandler(s.log, nil)), 10*time.Millisecond
	if adjust != nil {
		adjust(&cfg)
	}
	s.app, err = api.New(cfg)
	require.NoError(s.t, err)
	for _, add := range routes {
		add(s.app)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(s.t, err)
	s.url = "http://" + l.Addr().String()
	ended := make(chan error, 1)
	go func() { ended <- s.app.Serve(l) }()
	s.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		require.NoError(s.t, s.app.Shutdown(ctx))
		require.NoError(s.t, <-ended)
	})
}

// browser is one client with its cookies. It does not follow redirects.
type browser struct {
	*site
	client  *http.Client
	headers map[string]string
}

// nobody returns a browser that is not signed in.
func (s *site) nobody() *browser {
	jar, err := cookiejar.New(nil)
	require.NoError(s.t, err)
	transport := &http.Transport{}
	s.t.Cleanup(transport.CloseIdleConnections)
	return &browser{site: s, headers: map[string]string{}, client: &http.Client{
		Jar: jar, Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// as returns a browser in which the person of the role is signed in.
func (s *site) as(role models.Role) *browser {
	if role == models.RolePupil {
		return s.withCard(s.card.String())
	}
	return s.withPassword(string(role), staffPassword)
}

func (s *site) withCard(code string) *browser {
	b := s.nobody()
	res := b.form("/signin/card", url.Values{"code": {code}})
	require.Equal(s.t, http.StatusSeeOther, res.status, res.body)
	return b
}

func (s *site) withPassword(username, password string) *browser {
	b := s.nobody()
	res := b.form("/signin/staff", url.Values{"login": {username}, "password": {password}})
	require.Equal(s.t, http.StatusSeeOther, res.status, res.body)
	return b
}

// with sets a header of every further request.
func (b *browser) with(name, value string) *browser {
	b.headers[name] = value
	return b
}

// reader makes the browser ask for pages.
func (b *browser) reader() *browser {
	return b.with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) problem(t *testing.T) api.Problem {
	t.Helper()
	require.Equal(t, "application/problem+json", a.header.Get("Content-Type"), a.body)
	var p api.Problem
	require.NoError(t, json.Unmarshal([]byte(a.body), &p))
	require.Equal(t, a.status, p.Status)
	require.Equal(t, a.header.Get("X-Request-Id"), p.RequestID)
	return p
}

func (b *browser) get(path string) answer { return b.do(http.MethodGet, path, "", "") }

func (b *browser) form(path string, values url.Values) answer {
	return b.do(http.MethodPost, path, "application/x-www-form-urlencoded", values.Encode())
}

func (b *browser) do(method, path, contentType, body string) answer {
	b.t.Helper()
	res := b.send(b.t.Context(), method, path, contentType, body)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(b.t, err)
	return answer{status: res.StatusCode, header: res.Header, body: string(text)}
}

// json sends a value and reads the answer into out, which may be nil.
func (b *browser) json(method, path string, in, out any) answer {
	b.t.Helper()
	var body string
	if in != nil {
		text, err := json.Marshal(in)
		require.NoError(b.t, err)
		body = string(text)
	}
	res := b.do(method, path, "application/json", body)
	if out != nil {
		require.Equal(b.t, http.StatusOK, res.status, res.body)
		require.NoError(b.t, json.Unmarshal([]byte(res.body), out), res.body)
	}
	return res
}

// send makes a request and leaves the body to be read.
func (b *browser) send(ctx context.Context, method, path, contentType, body string) *http.Response {
	b.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, b.url+path, strings.NewReader(body))
	require.NoError(b.t, err)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	for name, value := range b.headers {
		if name == "Host" {
			req.Host = value
			continue
		}
		req.Header.Set(name, value)
	}
	res, err := b.client.Do(req)
	require.NoError(b.t, err)
	return res
}

// cookie returns a cookie the browser holds, or nil.
func (b *browser) cookie(name string) *http.Cookie {
	u, err := url.Parse(b.url)
	require.NoError(b.t, err)
	for _, c := range b.client.Jar.Cookies(u) {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// lockedBuffer collects a log that several goroutines write.
type lockedBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
