package main

import (
	"bytes"
	"fmt"
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/models"
)

// importWhen returns an import once it is as wanted.
func (b *browser) importWhen(id models.ImportID, wanted func(models.Import) bool) (i models.Import) {
	b.t.Helper()
	for until := time.Now().Add(time.Minute); ; time.Sleep(60 * time.Millisecond) {
		require.Equal(b.t, http.StatusOK, b.call("GET", "/api/v1/imports/"+id.String(), nil, &i))
		if wanted(i) {
			return i
		}
		require.False(b.t, i.State.Ended() || time.Now().After(until), "the import is %s: %s", i.State, i.Note)
	}
}

// An import goes on after kill -9, and brings in everything once.
func TestImportSurvivesAKill(t *testing.T) {
	t.Parallel()
	dataDir, _ := demoDir(t)
	s := serveDemo(t, dataDir)
	operator := s.as(t, "demo.operator")
	const rows = 6000
	var file bytes.Buffer
	for i := range rows {
		fmt.Fprintf(&file, `{"id":"book%d","lang":"en","title":"Book %d on safe passwords","licence":"CC0","text":"%s"}`+"\n",
			i, i, bytes.Repeat([]byte("How accounts, devices and passwords are kept safe. "), 20))
	}
	var queued models.Import
	operator.upload("/api/v1/imports", nil, "books.jsonl", file.Bytes(), &queued)
	require.Equal(t, "books", queued.Source)
	operator.importWhen(queued.ID, func(i models.Import) bool { return i.Added > 0 })

	_ = s.kill(syscall.SIGKILL)
	s = serveDemo(t, dataDir)
	operator.moveTo(s)
	done := operator.importWhen(queued.ID, func(i models.Import) bool { return i.State == models.JobDone })
	require.Equal(t, rows, done.Rows)
	require.Equal(t, rows, done.Added+done.Unchanged)
	require.Positive(t, done.Unchanged, "what was in before is not brought in again")
	require.Positive(t, done.Added, "the kill came in the middle")
	require.NoError(t, s.kill(syscall.SIGTERM))
}
