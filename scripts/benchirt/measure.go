package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
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
	logLikelihood float64   // or log-posterior; 0 where there is none
}

func (m measurement) best() float64   { return m.seconds[0] }
func (m measurement) median() float64 { return m.seconds[len(m.seconds)/2] }

func (r runner) measure(w row) (m measurement, err error) {
	for range r.runs {
		var complaint bytes.Buffer
		process := exec.Command(r.program, w.command(r.folder)...)
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
	m.logLikelihood, err = readLogLikelihood(w.output(r.folder), w.posterior)
	return m, err
}

// peak is the largest resident memory of a process that ended, in MB; Linux
// counts in KiB.
func peak(state *os.ProcessState) float64 {
	return float64(state.SysUsage().(*syscall.Rusage).Maxrss) * 1024 / 1e6
}

func readLogLikelihood(path string, posterior bool) (float64, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	var calibration struct {
		LogLikelihood float64 `json:"log_likelihood"`
		Items         []struct{ C float64 }
	}
	err = json.Unmarshal(content, &calibration)
	sum := calibration.LogLikelihood
	if posterior {
		for _, it := range calibration.Items {
			sum += logPrior(it.C)
		}
	}
	return sum, err
}

// logPrior is the log-density of the default prior of c: its logit is normal with
// mean -1.1 and standard deviation 0.5.
func logPrior(c float64) float64 {
	return distuv.Normal{Mu: -1.1, Sigma: 0.5}.LogProb(math.Log(c / (1 - c)))
}
