package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v3"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
	"suyang/irt/simulate"
)

// runIRT runs a command as from the command line and returns what it prints.
func runIRT(t *testing.T, cmd *cli.Command, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	cmd.Writer, cmd.ErrWriter = &out, &out
	cmd.ExitErrHandler = func(context.Context, *cli.Command, error) {}
	err := cmd.Run(t.Context(), append([]string{cmd.Name}, args...))
	return out.String(), err
}

// itemsFile writes an items file of a two-parameter, a graded and a partial
// credit item with codes from 1.
func itemsFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "true.json")
	require.NoError(t, os.WriteFile(path, []byte(`{"schema_version": 1, "items": [
		{"id": "one", "model": "2pl", "a": [1.3], "b": [-0.4]},
		{"id": "two", "model": "2pl", "a": [0.8], "b": [0.9]},
		{"id": "three", "model": "2pl", "a": [1.1], "b": [0.2]},
		{"id": "essay", "model": "gpcm", "a": [1], "b": [-0.5, 0.5], "codes": [1, 2, 3]}
	]}`), 0o600))
	return path
}

// A researcher's way: draw responses, estimate the items, score the persons.
func TestSimulateCalibrateScore(t *testing.T) {
	t.Parallel()
	folder, truth := t.TempDir(), itemsFile(t)
	responses, items, scores := filepath.Join(folder, "r.csv.gz"), filepath.Join(folder, "items.json"), filepath.Join(folder, "scores.csv")
	out, err := runIRT(t, simulateCommand(), "--items", truth, "--n", "5000", "--seed", "3", "--out", responses)
	require.NoError(t, err)
	require.Contains(t, out, "5000 persons on 4 items")

	out, err = runIRT(t, calibrateCommand(), "--out", items, responses)
	require.NoError(t, err)
	require.Contains(t, out, "5000 persons, 4 items, model 2pl: converged after")
	require.Contains(t, out, "essay   gpcm")
	want, err := files.OpenCalibration(truth)
	require.NoError(t, err)
	got, err := files.OpenCalibration(items)
	require.NoError(t, err)
	for i, it := range got.Items {
		require.Equal(t, want.Items[i].Codes, it.Codes)
		require.InDelta(t, want.Items[i].A[0], it.A[0], 4*it.SE.A[0])
	}

	out, err = runIRT(t, scoreCommand(), "--items", items, "--out", scores, responses)
	require.NoError(t, err)
	require.Contains(t, out, "5000 persons scored")
	text, err := os.ReadFile(scores)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	require.Len(t, lines, 5001)
	require.Equal(t, "person,theta,se", lines[0])
	require.True(t, strings.HasPrefix(lines[5000], "5000,"))
}

func TestCalibrateByGroupsAndWeights(t *testing.T) {
	t.Parallel()
	path := responsesFile(t)
	out, err := runIRT(t, calibrateCommand(), "--group", "land", "--weight", "w", "--covariates", "female,COV_age", "--cluster", "ID_school", "--se", "sandwich", path)
	require.NoError(t, err)
	require.Contains(t, out, "group here: mean 0.000, sd 1.000")
	require.Contains(t, out, "group there: mean -")
	require.Regexp(t, `covariate female: -?0\.\d{3} \(0\.\d{3}\)\n`, out)
	out, err = runIRT(t, calibrateCommand(), "--group", "land", "--weight", "w", "--reference-group", "there", "--invariance", "configural", "--covariates", "female", path)
	require.NoError(t, err)
	require.Contains(t, out, "items of group here")
	require.Contains(t, out, "items of group there")
}

// responsesFile writes persons of two lands, the second weaker.
func responsesFile(t *testing.T) string {
	t.Helper()
	items := []irt.Item{{A: 1, B: []float64{-1}}, {A: 1.5, B: []float64{0}}, {A: 1, B: []float64{1}}}
	var text strings.Builder
	text.WriteString("female,one,two,three,land,w,COV_age,ID_school\n")
	for g, land := range []string{"here", "there"} {
		responses := simulate.Responses(items, simulate.Simulees(500, -float64(g), 1, 1), 1)
		for i := range responses.Persons() {
			row := responses.Row(i)
			fmt.Fprintf(&text, "%d,%d,%d,%d,%s,1.5,%.1f,%d\n", i%2, row[0], row[1], row[2], land, float64(i%7)/10-0.3, i%20)
		}
	}
	path := filepath.Join(t.TempDir(), "r.csv")
	require.NoError(t, os.WriteFile(path, []byte(text.String()), 0o600))
	return path
}

func TestCalibratePrintsTheItemsFileAsJSON(t *testing.T) {
	t.Parallel()
	items := filepath.Join(t.TempDir(), "items.json")
	out, err := runIRT(t, calibrateCommand(), "--json", "--model", "grm", "--se", "xpd", "--threads", "1", "--out", items, testResponses)
	require.NoError(t, err)
	written, err := os.ReadFile(items)
	require.NoError(t, err)
	require.JSONEq(t, string(written), out)
}

// testResponses are the published pattern counts of the calibration's tests.
const testResponses = "../../irt/calibrate/testdata/lsat7.csv"

func TestScoreAsJSON(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	items, scores := filepath.Join(folder, "items.json"), filepath.Join(folder, "scores.csv")
	_, err := runIRT(t, calibrateCommand(), "--weight", "WEIGHT_persons", "--out", items, testResponses)
	require.NoError(t, err)
	out, err := runIRT(t, scoreCommand(), "--json", "--items", items, "--method", "eap", "--out", scores, testResponses)
	require.NoError(t, err)
	var summary files.ScoreSummary
	require.NoError(t, json.Unmarshal([]byte(out), &summary))
	require.Equal(t, 32, summary.Persons)
}

func TestCalibrationCommandsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	truth := itemsFile(t)
	out := filepath.Join(t.TempDir(), "out")
	for name, c := range map[string]struct {
		command func() *cli.Command
		args    []string
		message string
	}{
		"no responses":     {calibrateCommand, nil, "name one CSV of responses, after the flags; there are 0 names"},
		"two responses":    {calibrateCommand, []string{"a.csv", "b.csv"}, "there are 2 names"},
		"missing file":     {calibrateCommand, []string{"none.csv"}, "none.csv: no such file"},
		"unknown model":    {calibrateCommand, []string{"--model", "5pl", testResponses}, `--model: unknown item response model "5pl": use one of`},
		"unknown errors":   {calibrateCommand, []string{"--se", "x", testResponses}, `unknown standard errors "x"`},
		"unknown column":   {calibrateCommand, []string{"--group", "g", testResponses}, `there is no column "g"`},
		"unknown method":   {scoreCommand, []string{"--items", truth, "--out", out, "--method", "ml", testResponses}, `--method: "ml" is not known: use eap`},
		"other items":      {scoreCommand, []string{"--items", truth, "--out", out, testResponses}, "none of the calibrated items is a column"},
		"no items":         {scoreCommand, []string{"--items", "none.json", "--out", out, testResponses}, "none.json: no such file"},
		"nobody":           {simulateCommand, []string{"--items", truth, "--out", out, "--n", "0"}, "--n: 0 persons, at least 1 is needed"},
		"nowhere to write": {simulateCommand, []string{"--items", truth, "--out", "/none/x.csv", "--n", "5"}, "/none/x.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := runIRT(t, c.command(), c.args...)
			require.ErrorContains(t, err, c.message)
			require.NoFileExists(t, out)
		})
	}
}

func TestTableOfItemsWithoutStandardErrors(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, printCalibration(&out, &files.Calibration{
		Persons: 3, Model: irt.GRM, Convergence: files.Convergence{
			Verdict: "converged after 2 cycles", Problems: []calibrate.Problem{{Message: "look here"}},
		},
		Items: []files.Item{{ID: "x", Model: irt.GRM, A: []float64{1}, B: []float64{-0.5, 2}, U: 1}},
	}))
	require.Equal(t, `3 persons, 1 items, model grm: converged after 2 cycles
log-likelihood 0.0000, 0 parameters, AIC 0.00, BIC 0.00
warning: look here

  item  model      a  se      c      u       b  se
     x    grm  1.000      0.000  1.000  -0.500    
                                         2.000    
`, out.String())
}
