package main

import (
	"archive/tar"
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment"
)

// A pupil is in the middle of her test when the backup is made; from the
// restored service she goes on with the same card, and her teacher sees the
// same class.
func TestBackupWhileServingAndRestore(t *testing.T) {
	t.Parallel()
	dataDir, _ := demoDir(t)
	before := serveDemo(t, dataDir)
	pupil := before.asPupil(t)
	var offers []assessment.Offer
	require.Equal(t, http.StatusOK, pupil.call("GET", "/api/v1/tests", nil, &offers))
	var task assessment.Task
	require.Equal(t, http.StatusOK, pupil.call("POST", "/api/v1/tests/"+offers[0].Assignment.ID.String()+"/start", map[string]string{}, &task))
	pupil.answer(&task)
	pupil.answer(&task)
	class, test := task.Session.ClassID.String(), task.Session.AssignmentID.String()
	seen := look(before.as(t, "demo.teacher"), class, test)

	file := filepath.Join(t.TempDir(), "backup.tar")
	out, complaints, err := run(t, dataDir, "backup", "--out", file)
	require.NoError(t, err, complaints)
	require.Contains(t, out, file)
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "it holds personal data")
	beside, err := os.ReadDir(filepath.Dir(file))
	require.NoError(t, err)
	require.Len(t, beside, 1, "nothing else is left there")

	_, complaints, err = run(t, dataDir, "backup", "--out", file)
	require.Error(t, err)
	require.Contains(t, complaints, "there already")
	_, complaints, err = run(t, dataDir, "restore", file)
	require.Error(t, err)
	require.Contains(t, complaints, "the service runs on this data directory")
	require.NoError(t, before.kill(syscall.SIGTERM))
	_, complaints, err = run(t, dataDir, "restore", file)
	require.Error(t, err)
	require.Contains(t, complaints, "there is a service already, and it stays as it is")

	restored := filepath.Join(t.TempDir(), "restored")
	_, complaints, err = run(t, restored, "restore", file)
	require.NoError(t, err, complaints)
	after := serveDemo(t, restored)
	require.Equal(t, before.card, after.card, "the demo is not filled in anew")
	require.Equal(t, before.secret, after.secret)
	pupil = after.asPupil(t)
	var again assessment.Task
	require.Equal(t, http.StatusOK, pupil.call("GET", "/api/v1/sessions/"+task.Session.ID.String(), nil, &again))
	require.Equal(t, 2, again.Position)
	require.Equal(t, task.Item.ItemID, again.Item.ItemID)
	require.Equal(t, seen, look(after.as(t, "demo.teacher"), class, test))
	pupil.answer(&again)
	require.NoError(t, after.kill(syscall.SIGTERM))
}

// look returns what a teacher sees of a class: its report, and who is how far
// in a test.
func look(teacher *browser, class, test string) []string {
	var seen []string
	for _, path := range []string{"/api/v1/classes/" + class + "/report", "/api/v1/assignments/" + test} {
		status, answer := teacher.send("GET", path, "", nil)
		require.Equal(teacher.t, http.StatusOK, status, answer)
		seen = append(seen, answer)
	}
	return seen
}

func TestRestoreRefuses(t *testing.T) {
	t.Parallel()
	secret := bytes.Repeat([]byte("0f"), secretSize)
	for name, c := range map[string]struct {
		file    []byte
		args    []string
		message string
	}{
		"a text":             {file: []byte("no backup"), message: "is not a backup of this service"},
		"an empty archive":   {file: archive(t), message: "it holds no database"},
		"no secret":          {file: archive(t, entry{backupDatabase, []byte("x")}), message: "it holds no secret"},
		"a damaged secret":   {file: archive(t, entry{backupSecret, []byte("x")}), message: "secret.key is not 64 hexadecimal digits"},
		"a damaged database": {file: archive(t, entry{backupSecret, secret}, entry{backupDatabase, []byte("x")}), message: "nothing of it is: pg_restore"},
		"another secret": {
			file: archive(t, entry{backupSecret, secret}, entry{backupDatabase, []byte("x")}),
			args: []string{"--secret-key", string(bytes.Repeat([]byte("1e"), secretSize))}, message: "not the secret of the backup",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, dataDir := filepath.Join(t.TempDir(), "backup.tar"), filepath.Join(t.TempDir(), "data")
			require.NoError(t, os.WriteFile(file, c.file, 0o600))
			_, complaints, err := run(t, dataDir, append(append([]string{"restore"}, c.args...), file)...)
			require.Error(t, err)
			require.Contains(t, complaints, c.message)
			require.NoFileExists(t, filepath.Join(dataDir, secretFile), "nothing is left of it")
		})
	}
}

func TestRestoreKeepsTheSecretOfAnotherService(t *testing.T) {
	t.Parallel()
	dataDir := t.TempDir()
	theirs := []byte("the secret of a service whose database is elsewhere")
	require.NoError(t, os.WriteFile(filepath.Join(dataDir, secretFile), theirs, 0o600))
	written, err := writeFiles(dataDir, map[string][]byte{secretFile: []byte("another")})
	require.ErrorContains(t, err, "belongs to another service")
	require.Empty(t, written)
	kept, err := os.ReadFile(filepath.Join(dataDir, secretFile))
	require.NoError(t, err)
	require.Equal(t, theirs, kept)
}

func TestBackupOfNothing(t *testing.T) {
	t.Parallel()
	dataDir := filepath.Join(t.TempDir(), "mistyped")
	_, complaints, err := run(t, dataDir, "backup", "--out", filepath.Join(t.TempDir(), "backup.tar"))
	require.Error(t, err)
	require.Contains(t, complaints, "there is no service in "+dataDir)
	require.NoDirExists(t, dataDir)
}

func TestSplitPassword(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		dsn, without string
		environment  []string
	}{
		"password":    {"postgres://u:p%40ss@host:5433/db?sslmode=require", "postgres://u@host:5433/db?sslmode=require", []string{"PGPASSWORD=p@ss"}},
		"no password": {"postgres://u@host/db", "postgres://u@host/db", nil},
		"socket":      {"postgres:///db?host=/run&user=u", "postgres:///db?host=/run&user=u", nil},
		"keywords":    {"host=h dbname=db", "host=h dbname=db", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			without, environment := splitPassword(c.dsn)
			require.Equal(t, c.without, without)
			require.Equal(t, c.environment, environment)
		})
	}
}

type entry struct {
	name    string
	content []byte
}

func archive(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var file bytes.Buffer
	w := tar.NewWriter(&file)
	for _, e := range entries {
		require.NoError(t, addBytes(w, e.name, e.content))
	}
	require.NoError(t, w.Close())
	return file.Bytes()
}
