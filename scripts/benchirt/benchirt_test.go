package main

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDrawsBookletsInGroups(t *testing.T) {
	t.Parallel()
	s := set{items: 120, booklets: true, seed: 1, groups: []group{{"one", 30, 0, 1}, {"two", 20, 0, 1}}}
	var out bytes.Buffer
	require.NoError(t, s.draw(&out))
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 51)
	require.True(t, strings.HasPrefix(lines[0], "GROUP_region,i001,i002,"))
	for i, line := range lines[1:] {
		fields := strings.Split(line, ",")
		require.Len(t, fields, 121)
		require.Equal(t, map[bool]string{true: "one", false: "two"}[i < 30], fields[0])
		seen := 0
		for _, f := range fields[1:] {
			seen += len(f)
		}
		require.Equal(t, 40, seen)
	}
}

// The share of each category is what the model expects at theta 0.
func TestDrawsAnswersOfTheModel(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 1))
	for name, c := range map[string]struct {
		it   item
		want []float64
	}{
		"2pl": {item{a: 1, b: []float64{0}}, []float64{0.5, 0.5}},
		"3pl": {item{a: 1, b: []float64{0}, c: 0.2}, []float64{0.4, 0.6}},
		"grm": {item{a: 1, b: []float64{-math.Log(3), math.Log(4)}}, []float64{0.25, 0.55, 0.2}},
	} {
		got := make([]float64, len(c.want))
		for range 20_000 {
			got[c.it.answer(0, random)] += 1.0 / 20_000
		}
		require.InDeltaSlice(t, c.want, got, 0.015, name)
	}
	it := drawItem(graded, random)
	require.Len(t, it.b, 4)
	require.IsIncreasing(t, it.b)
	require.Greater(t, drawItem(guessing, random).c, 0.0)
}

// program writes a script that stands for suyang: it writes an items file with a
// log-likelihood to the path after --out, and fails for the model 3pl.
func program(t *testing.T, logLikelihood string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "suyang")
	script := `#!/bin/sh
case "$*" in *3pl*) echo "no such model" >&2; exit 1;; esac
while [ "$1" != --out ]; do shift; done
echo '{"log_likelihood": ` + logLikelihood + `}' > "$2"
`
	// Another process writes it: a file that this one holds open for writing, or
	// that a process it starts at this moment does, cannot be run.
	write := exec.Command("sh", "-c", `cat >"$0" && chmod +x "$0"`, path)
	write.Stdin = strings.NewReader(script)
	require.NoError(t, write.Run())
	return path
}

func TestTableOfTimes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		logLikelihood string
		reference     bool
		faults        int
		text          string
	}{
		"as good":    {"-1609900.15", true, 2, "-1609900.1500, mirt's -0.0370"}, // b fails, d is too low
		"too low":    {"-1609900.20", true, 4, "**too low**: mirt's -0.0870"},
		"other data": {"-1609900.20", false, 1, "other data: not compared"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := runner{program: program(t, c.logLikelihood), folder: t.TempDir(), runs: 1, reference: c.reference}
			var out bytes.Buffer
			faults := r.compare(&out)
			require.Contains(t, out.String(), c.text)
			require.Contains(t, out.String(), "failed: exit status 1: no such model")
			require.Contains(t, out.String(), "| a: EAP of all | 0.0")
			require.Equal(t, c.faults, faults)
		})
	}
}

func TestMeasuresSeveralRuns(t *testing.T) {
	t.Parallel()
	r := runner{program: program(t, "-5"), folder: t.TempDir(), runs: 3}
	m, err := r.measure(rows[0])
	require.NoError(t, err)
	require.Len(t, m.seconds, 3)
	require.LessOrEqual(t, m.best(), m.median())
	require.Positive(t, m.peak)
	require.InDelta(t, -5, m.logLikelihood, 0)
	_, err = runner{program: "none", folder: r.folder, runs: 1}.measure(rows[0])
	require.Error(t, err)
}

// The prior of mirt's default for 3PL here, at its centre and one standard
// deviation away.
func TestLogPosterior(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "items.json")
	centre, away := 1/(1+math.Exp(1.1)), 1/(1+math.Exp(0.6))
	require.NoError(t, os.WriteFile(path, fmt.Appendf(nil, `{"log_likelihood": -10, "items": [{"c": %v}, {"c": %v}]}`, centre, away), 0o600))
	got, err := readLogLikelihood(path, true)
	require.NoError(t, err)
	require.InDelta(t, -10-2*math.Log(0.5*math.Sqrt(2*math.Pi))-0.5, got, 1e-9)
	got, err = readLogLikelihood(path, false)
	require.NoError(t, err)
	require.InDelta(t, -10, got, 0)
}

func TestSetsOfData(t *testing.T) {
	t.Parallel()
	require.ErrorContains(t, makeData("z", t.TempDir(), ""), `there is no set of data "z"`)
	folder := t.TempDir()
	require.NoError(t, makeData("10k", folder, ""))
	content, err := os.ReadFile(path(folder, "10k"))
	require.NoError(t, err)
	require.Equal(t, 10_001, bytes.Count(content, []byte("\n")))
}
