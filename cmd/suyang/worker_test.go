package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/simulate"
	"suyang/models"
)

// A server that leaves work to a worker of its own; the worker is killed in the
// middle of a study, and the next one finishes it.
func TestAKilledWorkersStudyIsFinishedByTheNext(t *testing.T) {
	t.Parallel()
	dataDir, _ := demoDir(t)
	s := serveDemo(t, dataDir, "--workers", "0")
	researcher := s.as(t, "demo.researcher")
	const persons = 30_000
	study := researcher.submitStudy("grm", gradedResponses(persons))
	time.Sleep(300 * time.Millisecond)
	require.Equal(t, models.JobQueued, researcher.study(study.ID).State, "nobody is there to do it")

	worker := startWorker(t, dataDir)
	researcher.waitFor(study.ID, models.JobRunning)
	require.NoError(t, worker.Process.Signal(syscall.SIGKILL))
	_ = worker.Wait()
	require.Equal(t, models.JobRunning, researcher.study(study.ID).State, "killed in the middle")

	worker = startWorker(t, dataDir)
	researcher.waitFor(study.ID, models.JobDone)
	status, scores := researcher.send("GET", fmt.Sprintf("/api/v1/studies/%s/files/scores.csv", study.ID), "", nil)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, persons+1, strings.Count(scores, "\n"))
	require.NoError(t, worker.Process.Signal(syscall.SIGTERM))
	require.NoError(t, worker.Wait(), "a polite end")
	require.NoError(t, s.kill(syscall.SIGTERM))
}

// startWorker returns once a worker works.
func startWorker(t *testing.T, dataDir string) *exec.Cmd {
	t.Helper()
	worker := program(t, dataDir, "worker")
	out, err := worker.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, worker.Start())
	said := bufio.NewScanner(out)
	require.True(t, said.Scan(), "the worker ended")
	require.Contains(t, said.Text(), "working on background jobs")
	return worker
}

// gradedResponses are a CSV large enough to be worked on for a second and more.
func gradedResponses(persons int) []byte {
	items := make([]irt.Item, 40)
	for i := range items {
		shift := float64(i)/20 - 1
		items[i] = irt.Item{Model: irt.GRM, A: 1.2, B: []float64{shift - 1.5, shift - 0.5, shift + 0.5, shift + 1.5}}
	}
	responses := simulate.Responses(items, simulate.Simulees(persons, 0, 1, 1), 1)
	var csv bytes.Buffer
	for i := range items {
		fmt.Fprintf(&csv, "i%d,", i)
	}
	csv.Truncate(csv.Len() - 1)
	for i := range responses.Persons() {
		for j, code := range responses.Row(i) {
			csv.WriteByte("\n,"[min(j, 1)])
			csv.WriteString(strconv.Itoa(int(code)))
		}
	}
	csv.WriteByte('\n')
	return csv.Bytes()
}
