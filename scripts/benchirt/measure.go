package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// runner runs the commands.
type runner struct {
	program, folder string
	runs            int
	reference       bool // the data are those that mirt was timed on
}

// measurement is what several runs of a command took.
type measurement struct {
	seconds       []float64 // ascending
	peak          float64   // largest resident memory, MB
	logLikelihood float64   // 0 where there is none
}

func (m measurement) best() float64   { return m.seconds[0] }
func (m measurement) median() float64 { return m.seconds[len(m.seconds)/2] }

func (r runner) measure(w row) (m measurement, err error) {
	for range r.runs {
		var complaint bytes.Buffer
		process := exec.Command(r.program, w.command(r.folder)...) //nolint:gosec // the user names the program
		process.Stderr = &complaint
		begin := time.Now()
		err := process.Run()
		m.seconds = append(m.seconds, time.Since(begin).Seconds())
		if err != nil {
			return m, fmt.Errorf("%w: %s", err, bytes.TrimSpace(complaint.Bytes()))
		}
		m.peak = max(m.peak, peak(process.ProcessState))
	}
	slices.Sort(m.seconds)
	if w.score {
		return m, nil
	}
	m.logLikelihood, err = readLogLikelihood(w.output(r.folder))
	return m, err
}

// peak is the largest resident memory of a process that ended, in MB; Linux
// counts in KiB.
func peak(state *os.ProcessState) float64 {
	return float64(state.SysUsage().(*syscall.Rusage).Maxrss) * 1024 / 1e6
}

func readLogLikelihood(path string) (float64, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	var calibration struct {
		LogLikelihood float64 `json:"log_likelihood"`
	}
	err = json.Unmarshal(content, &calibration)
	return calibration.LogLikelihood, err
}
