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
	"regexp"
	"strings"
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
	os.Exit(m.Run())
}

// program prepares a run of the program on a data directory.
func program(t *testing.T, dataDir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], append([]string{"--data-dir", dataDir}, args...)...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
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

// server is the program serving the demo.
type server struct {
	cmd    *exec.Cmd
	url    string
	card   string
	secret map[string]string // password by user name
}

var (
	addressLine = regexp.MustCompile(`(http://\S+)`)
	cardLine    = regexp.MustCompile(`login card (\S+)`)
	loginLine   = regexp.MustCompile(`user name (\S+)\s+password (\S+)`)
)

// serveDemo starts the program and waits until it has said who can sign in.
func serveDemo(t *testing.T, dataDir string, args ...string) *server {
	t.Helper()
	s := &server{secret: map[string]string{}}
	s.cmd = program(t, dataDir, append([]string{"serve", "--demo", "--listen", "127.0.0.1:0"}, args...)...)
	out, err := s.cmd.StdoutPipe()
	require.NoError(t, err)
	var complaints bytes.Buffer
	s.cmd.Stderr = &complaints
	require.NoError(t, s.cmd.Start())
	t.Cleanup(func() { _ = s.kill(syscall.SIGKILL) })
	lines := bufio.NewScanner(out)
	for len(s.secret) < 3 && lines.Scan() {
		if m := addressLine.FindStringSubmatch(lines.Text()); m != nil {
			s.url = m[1]
		}
		if m := cardLine.FindStringSubmatch(lines.Text()); m != nil {
			s.card = m[1]
		}
		if m := loginLine.FindStringSubmatch(lines.Text()); m != nil {
			s.secret[m[1]] = m[2]
		}
	}
	if len(s.secret) < 3 {
		_ = s.kill(syscall.SIGKILL)
		t.Fatalf("the program ended before it served:\n%s", complaints.String())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	require.Eventually(t, func() bool {
		ask, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/readyz", nil)
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(ask)
		if err == nil {
			answer.Body.Close()
		}
		return err == nil && answer.StatusCode == http.StatusOK
	}, 10*time.Second, 10*time.Millisecond)
	return s
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
	require.Equal(t, http.StatusOK, b.call("POST", "/api/v1/signin/password", map[string]string{"username": username, "password": s.secret[username]}, nil))
	return b
}

// asPupil signs the demo's pupil in.
func (s *server) asPupil(t *testing.T) *browser {
	t.Helper()
	b := s.browser(t)
	require.Equal(t, http.StatusOK, b.call("POST", "/api/v1/signin/card", map[string]string{"code": s.card}, nil))
	return b
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
		require.NoError(b.t, json.Unmarshal([]byte(out), answer), out)
	}
	return status
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
