package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// asProgram makes the test binary behave as the program itself, so that tests
// start the real thing as a process of its own.
const asProgram = "SUYANG_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	code := m.Run()
	_ = os.RemoveAll(demoTemplate.dir)
	os.Exit(code)
}

// demoTemplate is a data directory with the demo county, filled once for all
// tests that do not test the filling.
var demoTemplate struct {
	once sync.Once
	dir  string
	said string
	err  error
}

// demoDir returns a data directory with the demo county, and what was said of
// its accounts.
func demoDir(t *testing.T) (dir, said string) {
	t.Helper()
	d := &demoTemplate
	d.once.Do(func() {
		if d.dir, d.err = os.MkdirTemp("", "suyang-demo-"); d.err == nil { //nolint:usetesting // it outlives the test
			d.said, _, d.err = run(t, d.dir, "demo")
		}
	})
	require.NoError(t, d.err)
	dir = filepath.Join(t.TempDir(), "data")
	require.NoError(t, exec.CommandContext(t.Context(), "cp", "-a", d.dir, dir).Run())
	return dir, d.said
}

// program prepares a run of the program on a data directory.
func program(t *testing.T, dataDir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], append([]string{"--data-dir", dataDir}, args...)...)
	cmd.Env = append(slices.DeleteFunc(os.Environ(), configures), asProgram+"=1")
	return cmd
}

// configures reports whether a variable could lead the program to a service
// that is not the test's.
func configures(variable string) bool {
	return strings.HasPrefix(variable, "SUYANG_") || strings.HasPrefix(variable, "LLM_") || strings.HasPrefix(variable, "DATABASE_URL=")
}

// run runs the program to its end and returns what it wrote.
func run(t *testing.T, dataDir string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var out, complaints bytes.Buffer
	cmd := program(t, dataDir, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	err = cmd.Run()
	return out.String(), complaints.String(), err
}

// server is the program serving.
type server struct {
	cmd        *exec.Cmd
	url        string
	card       string
	secret     map[string]string // password by user name
	complaints bytes.Buffer      // to be read after the end
}

var (
	addressLine = regexp.MustCompile(`(http://\S+)`)
	cardLine    = regexp.MustCompile(`login card (\S+)`)
	loginLine   = regexp.MustCompile(`user name (\S+)\s+password (\S+)`)
)

// serveDemo starts the program and waits until it has said who can sign in.
func serveDemo(t *testing.T, dataDir string, args ...string) *server {
	t.Helper()
	return startServer(t, 6, dataDir, append([]string{"--demo"}, args...)...)
}

// serveBare starts the program without a demo.
func serveBare(t *testing.T, dataDir string, args ...string) *server {
	t.Helper()
	return startServer(t, 0, dataDir, args...)
}

func startServer(t *testing.T, logins int, dataDir string, args ...string) *server {
	t.Helper()
	s := &server{secret: map[string]string{}}
	s.cmd = program(t, dataDir, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	out, err := s.cmd.StdoutPipe()
	require.NoError(t, err)
	s.cmd.Stderr = &s.complaints
	require.NoError(t, s.cmd.Start())
	t.Cleanup(func() { _ = s.kill(syscall.SIGKILL) })
	lines := bufio.NewScanner(out)
	for (s.url == "" || len(s.secret) < logins) && lines.Scan() {
		s.read(lines.Text())
	}
	if s.url == "" || len(s.secret) < logins {
		_ = s.kill(syscall.SIGKILL)
		t.Fatalf("the program ended before it served:\n%s", s.complaints.String())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	require.Eventually(t, func() bool {
		answer, err := http.Get(s.url + "/readyz")
		if err == nil {
			answer.Body.Close()
		}
		return err == nil && answer.StatusCode == http.StatusOK
	}, 10*time.Second, 10*time.Millisecond)
	return s
}

// read learns from a line of what the program says at its start.
func (s *server) read(line string) {
	if m := addressLine.FindStringSubmatch(line); m != nil {
		s.url = m[1]
	}
	if m := cardLine.FindStringSubmatch(line); m != nil {
		s.card = m[1]
	}
	if m := loginLine.FindStringSubmatch(line); m != nil {
		s.secret[m[1]] = m[2]
	}
}

// kill sends a signal and waits for the end.
func (s *server) kill(signal syscall.Signal) error {
	_ = s.cmd.Process.Signal(signal)
	return s.cmd.Wait()
}

// browser is one person's way to the server.
type browser struct {
	t      *testing.T
	server *server
	client *http.Client
}

func (s *server) browser(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &browser{t: t, server: s, client: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
}

// as signs a member of the demo's staff in.
func (s *server) as(t *testing.T, username string) *browser {
	t.Helper()
	b := s.browser(t)
	require.Equal(t, http.StatusOK, b.signInByPassword(username, s.secret[username]))
	return b
}

// asPupil signs the demo's pupil in.
func (s *server) asPupil(t *testing.T) *browser {
	t.Helper()
	b := s.browser(t)
	require.Equal(t, http.StatusOK, b.signInByCard(s.card))
	return b
}

func (b *browser) signInByPassword(username, password string) (status int) {
	b.t.Helper()
	return b.call("POST", "/api/v1/signin/password", map[string]string{"username": username, "password": password}, nil)
}

func (b *browser) signInByCard(code string) (status int) {
	b.t.Helper()
	return b.call("POST", "/api/v1/signin/card", map[string]string{"code": code}, nil)
}

// moveTo keeps the cookies for the server's new address after a restart.
func (b *browser) moveTo(s *server) {
	before, err := url.Parse(b.server.url)
	require.NoError(b.t, err)
	after, err := url.Parse(s.url)
	require.NoError(b.t, err)
	b.client.Jar.SetCookies(after, b.client.Jar.Cookies(before))
	b.server = s
}

// call sends JSON, reads JSON into answer unless it is nil, and returns the
// status.
func (b *browser) call(method, path string, body, answer any) int {
	b.t.Helper()
	var in io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		require.NoError(b.t, err)
		in = bytes.NewReader(text)
	}
	status, out := b.send(method, path, "application/json", in)
	if answer != nil && status < 300 {
		b.read(out, answer)
	}
	return status
}

// read reads a JSON answer.
func (b *browser) read(text string, answer any) {
	b.t.Helper()
	require.NoError(b.t, json.Unmarshal([]byte(text), answer), text)
}

// submit posts a form and goes where the answer leads; address is the path of
// the page it ends on.
func (b *browser) submit(path string, form url.Values) (status int, page, address string) {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.server.url+path, strings.NewReader(form.Encode()))
	require.NoError(b.t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "text/html")
	response, err := b.client.Do(request)
	require.NoError(b.t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(b.t, err)
	return response.StatusCode, string(content), response.Request.URL.RequestURI()
}

func (b *browser) send(method, path, contentType string, body io.Reader) (status int, answer string) {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), method, b.server.url+path, body)
	require.NoError(b.t, err)
	if body != nil {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := b.client.Do(request)
	require.NoError(b.t, err)
	defer response.Body.Close()
	var out strings.Builder
	_, err = io.Copy(&out, response.Body)
	require.NoError(b.t, err)
	return response.StatusCode, out.String()
}

func TestUnknownCommand(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"calibrat"}, {"calibrat", "--out", "x.json", "r.csv"}} {
		err := knownCommand(newCommand(), append([]string{"suyang"}, args...))
		require.EqualError(t, err, `there is no command "calibrat"; suyang --help lists them`)
	}
	for _, args := range [][]string{{"suyang"}, {"suyang", "--help"}, {"suyang", "help"}, {"suyang", "calibrate", "--help"}} {
		require.NoError(t, knownCommand(newCommand(), args))
	}
}
