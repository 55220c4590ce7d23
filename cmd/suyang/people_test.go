package main

import (
	"encoding/csv"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

const goodRoster = `role,school_code,school_name,class,grade,number,name,username
pupil,S1,第一中学,七年级1班,7,001,李雷,
pupil,S1,第一中学,七年级1班,7,002,韩梅梅,
teacher,S1,第一中学,七年级1班,7,,王老师,wang
`

// An operator sets a school up by command line, beside a service that runs.
func TestOperatorSetsUpASchool(t *testing.T) {
	t.Parallel()
	dataDir, files := filepath.Join(t.TempDir(), "data"), t.TempDir()
	s := serveBare(t, dataDir)
	people := s.browser(t)

	password := createOperator(t, dataDir, "create", "--name", "赵管理员", "zhao")
	require.Equal(t, http.StatusOK, people.signInByPassword("zhao", password))
	_, complaints, err := run(t, dataDir, "account", "create", "--name", "Another", "zhao")
	require.Error(t, err)
	require.Contains(t, complaints, "this user name is taken")
	renewed := createOperator(t, dataDir, "reset-password", "zhao")
	require.Equal(t, http.StatusUnauthorized, people.signInByPassword("zhao", password))
	require.Equal(t, http.StatusOK, people.signInByPassword("zhao", renewed))

	roster := filepath.Join(files, "roster.csv")
	require.NoError(t, os.WriteFile(roster, []byte(goodRoster+"pupil,S1,第一中学,七年级1班,7,002,又一个,\n"+
		"pupil,S1,第一中学,一年级1班,1,003,小小,\n"), 0o600))
	secrets := filepath.Join(files, "secrets.csv")
	importRoster := []string{"roster", "import", "--region-code", "510100", "--region-name", "青羊区", "--zone", "west", "--secrets", secrets, roster}
	_, complaints, err = run(t, dataDir, importRoster...)
	require.Error(t, err)
	require.Contains(t, complaints, "roster.csv: line 5, column number")
	require.Contains(t, complaints, "roster.csv: line 6, column grade")
	require.Contains(t, complaints, "2 rows are wrong and nothing is stored")
	require.NoFileExists(t, secrets)

	require.NoError(t, os.WriteFile(roster, []byte(goodRoster), 0o600))
	out, complaints, err := run(t, dataDir, importRoster...)
	require.NoError(t, err, complaints)
	require.Contains(t, out, "1 schools, 1 classes, 2 pupils, 1 teachers; 3 new")
	issued := readSecrets(t, secrets)
	require.Equal(t, []string{"pupil", "S1", "七年级1班", "002", "韩梅梅", ""}, issued[1][:6])
	require.Equal(t, http.StatusOK, people.signInByCard(issued[0][6]))
	require.Equal(t, http.StatusOK, people.signInByPassword("wang", issued[2][6]))

	_, complaints, err = run(t, dataDir, importRoster...)
	require.Error(t, err, "the secrets of the first time stay")
	require.Contains(t, complaints, secrets+": file exists")
	require.NoError(t, os.Remove(secrets))
	out, complaints, err = run(t, dataDir, importRoster...)
	require.NoError(t, err, complaints)
	require.Contains(t, out, "nobody is new")
	require.NoFileExists(t, secrets)
	require.Equal(t, http.StatusOK, people.signInByCard(issued[0][6]), "the card is as before")
	require.NoError(t, s.kill(syscall.SIGTERM))
}

// createOperator runs an account command and returns the password it prints.
func createOperator(t *testing.T, dataDir string, args ...string) string {
	t.Helper()
	out, complaints, err := run(t, dataDir, append([]string{"account"}, args...)...)
	require.NoError(t, err, complaints)
	password := regexp.MustCompile(`user name  zhao\npassword   (\S+)\n`).FindStringSubmatch(out)
	require.NotNil(t, password, out)
	return password[1]
}

// readSecrets reads the rows of a file of cards and passwords.
func readSecrets(t *testing.T, path string) [][]string {
	t.Helper()
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"role", "school_code", "class", "number", "name", "username", "card_or_password"}, rows[0])
	return rows[1:]
}

func TestImportOfResourcesLeavesOutBrokenLines(t *testing.T) {
	t.Parallel()
	dataDir := filepath.Join(t.TempDir(), "data")
	file := filepath.Join(t.TempDir(), "shelf.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(`{"id":"1","lang":"zh","title":"怎样查证一条消息","licence":"CC BY 4.0","text":"先找原始出处，再看别处怎么说。"}
{"id":"2","lang":"en","title":"Check
{"id":"3","lang":"en","title":"Check a picture before you share it","licence":"CC BY 4.0","text":"Search for the picture itself."}
`), 0o600))
	out, complaints, err := run(t, dataDir, "resources", "import", file)
	require.NoError(t, err, complaints)
	require.Contains(t, complaints, "shelf.jsonl: line 2")
	require.Contains(t, out, "3 rows: 2 added, 0 updated, 0 unchanged, 1 left out")
	out, complaints, err = run(t, dataDir, "resources", "import", file)
	require.NoError(t, err, complaints)
	require.Contains(t, out, "3 rows: 0 added, 0 updated, 2 unchanged, 1 left out")
	out, complaints, err = run(t, dataDir, "resources", "search", "picture", "share")
	require.NoError(t, err, complaints)
	require.Contains(t, out, "Check a picture before you share it")
}
