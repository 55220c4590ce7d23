package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The researcher's way by command line: responses out of the service, item
// parameters out of responses, scores out of both.
func TestExportCalibrateScore(t *testing.T) {
	t.Parallel()
	dataDir, _ := demoDir(t)
	folder := t.TempDir()
	responses, items, scores := filepath.Join(folder, "responses.csv.gz"), filepath.Join(folder, "items.json"), filepath.Join(folder, "scores.csv")
	out := succeed(t, dataDir, "export", "--form", demoForm, "--out", responses)
	sittings, err := strconv.Atoi(regexp.MustCompile(`^(\d+) sittings of ` + demoForm).FindStringSubmatch(out)[1])
	require.NoError(t, err)
	require.Greater(t, sittings, 400)
	require.Less(t, sittings, 480)

	out = succeed(t, dataDir, "calibrate", "--model", "2pl", "--out", items, responses)
	require.Contains(t, out, strconv.Itoa(sittings)+" persons, ")
	require.Contains(t, out, "converged")
	out = succeed(t, dataDir, "score", "--items", items, "--method", "eap", "--out", scores, "--id", "ID_session", responses)
	require.Contains(t, out, strconv.Itoa(sittings)+" persons scored")
	text, err := os.ReadFile(scores)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	require.Len(t, lines, sittings+1)
	require.Regexp(t, `^[0-9a-f-]{36},-?\d+\.\d+,\d\.\d+$`, lines[1])

	_, complaints, err := run(t, dataDir, "export", "--form", "junior", "--out", filepath.Join(folder, "none.csv"))
	require.Error(t, err)
	require.Contains(t, complaints, `there is no test "junior"; there are `)
	require.Contains(t, complaints, demoForm)
	require.NoFileExists(t, filepath.Join(folder, "none.csv"))
}

// succeed runs the program, which must not fail, and returns what it printed.
func succeed(t *testing.T, dataDir string, args ...string) string {
	t.Helper()
	out, complaints, err := run(t, dataDir, args...)
	require.NoError(t, err, complaints)
	return out
}

func TestDemoReset(t *testing.T) {
	t.Parallel()
	dataDir, before := demoDir(t)
	require.Equal(t, before, succeed(t, dataDir, "demo"), "a demo that is there stays")
	password := createOperator(t, dataDir, "create", "--name", "赵管理员", "zhao")
	after := succeed(t, dataDir, "demo", "reset")
	require.NotEqual(t, cardLine.FindString(before), cardLine.FindString(after), "the cards are new")
	responses := filepath.Join(t.TempDir(), "responses.csv")
	out := succeed(t, dataDir, "export", "--form", demoForm, "--out", responses)
	require.Regexp(t, `^4\d\d sittings`, out, "of the new pupils only")
	require.NotEqual(t, password, createOperator(t, dataDir, "reset-password", "zhao"), "a real account is still there")
}
