package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Without its database a server can do nothing: it says so, ends, and the next
// start finds everything.
func TestServeEndsWhenItsDatabaseDoes(t *testing.T) {
	t.Parallel()
	dataDir := filepath.Join(t.TempDir(), "data")
	s := serveBare(t, dataDir)
	createOperator(t, dataDir, "create", "--name", "赵管理员", "zhao")
	killDatabase(t, dataDir)
	patience := time.AfterFunc(30*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer patience.Stop()
	var exit *exec.ExitError
	require.ErrorAs(t, s.cmd.Wait(), &exit)
	require.Equal(t, 1, exit.ExitCode())
	require.Contains(t, s.complaints.String(), "suyang: the private database is gone; start again")

	s = serveBare(t, dataDir)
	createOperator(t, dataDir, "reset-password", "zhao")
	require.NoError(t, s.kill(syscall.SIGTERM))
}

// killDatabase kills the private server of a data directory.
func killDatabase(t *testing.T, dataDir string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dataDir, "postgres", "cluster", "postmaster.pid"))
	require.NoError(t, err)
	pid, err := strconv.Atoi(strings.SplitN(string(text), "\n", 2)[0])
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(pid, syscall.SIGKILL))
}

func TestServeSaysWhyItCannot(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args    []string
		message string
	}{
		"no such server":     {[]string{"--database-url", "postgres://nobody@127.0.0.1:1/none", "serve"}, "the database does not answer"},
		"no PostgreSQL":      {[]string{"--postgres-bin", "/nowhere", "serve"}, "/nowhere"},
		"a short secret":     {[]string{"serve", "--secret-key", "abc"}, "--secret-key is not 64 hexadecimal digits"},
		"a key without file": {[]string{"serve", "--tls-key", "key.pem"}, "--tls-cert and --tls-key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, complaints, err := run(t, filepath.Join(t.TempDir(), "data"), c.args...)
			require.Error(t, err)
			require.Contains(t, complaints, c.message)
		})
	}
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	dataDir := filepath.Join(t.TempDir(), "not", "yet")
	out, complaints, err := run(t, dataDir, "doctor")
	require.NoError(t, err, complaints)
	require.Regexp(t, `(?m)^ok +data directory +\S+/not/yet$`, out)
	require.Regexp(t, `(?m)^ok +PostgreSQL +\d+\.\d+ in /`, out)
	require.Regexp(t, `(?m)^ok +language model +none`, out)
	require.NoDirExists(t, dataDir, "it looks and leaves no traces")

	out, complaints, err = run(t, "/dev/null/data", "--database-url", "postgres://nobody@127.0.0.1:1/none", "doctor", "--llm-base-url", "http://localhost:11434/v1")
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	require.Equal(t, 1, exit.ExitCode())
	require.Contains(t, complaints, "suyang: 2 things are missing")
	require.Regexp(t, `(?m)^missing +data directory +/dev/null/data\n +→ .*--data-dir`, out)
	require.Regexp(t, `(?m)^missing +database +not to be used\n +→ the database does not answer`, out)
	require.Regexp(t, `(?m)^ok +language model +http://localhost:11434/v1$`, out)
}

func TestVersion(t *testing.T) {
	t.Parallel()
	require.NotEmpty(t, strings.TrimSpace(succeed(t, t.TempDir(), "version")))
	require.Contains(t, succeed(t, t.TempDir(), "--version"), strings.TrimSpace(succeed(t, t.TempDir(), "version")))
}
