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
		"unknown prior":    {calibrateCommand, []string{"--prior-b", "x", testResponses}, `--prior-b: "x" is not a prior`},
		"other codes":      {calibrateCommand, []string{"--fix", truth, testResponses}, "--fix: none of the items of"},
		"unknown errors":   {calibrateCommand, []string{"--se", "x", testResponses}, `unknown standard errors "x"`},
		"unknown column":   {calibrateCommand, []string{"--group", "g", testResponses}, `there is no column "g"`},
		"idle invariance":  {calibrateCommand, []string{"--invariance", "metric", testResponses}, "--invariance: is about groups; name their column with --group"},
		"idle reference":   {calibrateCommand, []string{"--reference-group", "a", testResponses}, "--reference-group: is about groups"},
		"idle clusters":    {calibrateCommand, []string{"--cluster", "school", testResponses}, "--cluster: only sandwich standard errors know clusters; add --se sandwich"},
		"no tolerance":     {calibrateCommand, []string{"--tol", "0", testResponses}, "--tol: must be above 0"},
		"no range":         {calibrateCommand, []string{"--range", "0", testResponses}, "--range: must be above 0"},
		"no cycles":        {calibrateCommand, []string{"--max-cycles", "0", testResponses}, "--max-cycles: 0 cycles"},
		"unknown method":   {scoreCommand, []string{"--items", truth, "--out", out, "--method", "jml", testResponses}, `--method: "jml" is not known: use eap, map, wle, ml, pv or density`},
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

func TestManyProblemsOfOneKindAreCounted(t *testing.T) {
	t.Parallel()
	c := &files.Calibration{Convergence: files.Convergence{Problems: []calibrate.Problem{{Kind: calibrate.NotConverged, Message: "go on"}}}}
	for i := range 7 {
		c.Convergence.Problems = append(c.Convergence.Problems, calibrate.Problem{Kind: calibrate.FlatSlope, Message: fmt.Sprintf("item %d", i)})
	}
	var out bytes.Buffer
	require.NoError(t, printCalibration(&out, c))
	require.Contains(t, out.String(), "warning: item 4\nwarning: 2 more of the kind flat_slope; --json lists all\n")
	require.Contains(t, out.String(), "warning: go on\n")
	require.NotContains(t, out.String(), "item 5")
}

// modelFile writes a model.yaml.
func modelFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "model.yaml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestCalibrateByAModelFile(t *testing.T) {
	t.Parallel()
	spec := modelFile(t, `
model: 2pl
dimensions: [words, figures]
loadings:
  words: [w*]
  figures: [f1, f2, f3]
covariances: [[words, figures]]
priors: {a: "lognormal(0, 0.5)"}
items:
  w1: {model: 3pl, priors: {c: "beta(5, 17)"}}
  "f?": {invariance: metric}
  f2: {fixed: {a2: 1}, invariance: scalar}
`)
	items := filepath.Join(t.TempDir(), "items.json")
	out, err := runIRT(t, calibrateCommand(), "--spec", spec, "--out", items, "--quadrature", "11", twoTraits(t))
	require.NoError(t, err)
	require.Contains(t, out, "population, words: mean 0.000, sd 1.000\npopulation, figures: mean 0.000, sd 1.000, correlation with words")
	c, err := files.OpenCalibration(items)
	require.NoError(t, err)
	require.Equal(t, []string{"words", "figures"}, c.Dimensions)
	require.Equal(t, irt.ThreePL, c.Items[0].Model)
	require.Positive(t, c.Items[0].C)
	require.Zero(t, c.Items[0].A[1])
	require.Equal(t, []float64{0, 1}, c.Items[4].A)
}

// twoTraits writes responses to items w1 to w3 of one trait, f1 to f3 of another.
func twoTraits(t *testing.T) string {
	t.Helper()
	items := []irt.Item{{A: 1, B: []float64{-1}}, {A: 1.5, B: []float64{0}}, {A: 1, B: []float64{1}}}
	words := simulate.Responses(items, simulate.Simulees(1000, 0, 1, 1), 1)
	figures := simulate.Responses(items, simulate.Simulees(1000, 0, 1, 1), 2)
	var text strings.Builder
	text.WriteString("w1,w2,w3,f1,f2,f3\n")
	for i := range words.Persons() {
		w, f := words.Row(i), figures.Row(i)
		fmt.Fprintf(&text, "%d,%d,%d,%d,%d,%d\n", w[0], w[1], w[2], f[0], f[1], f[2])
	}
	path := filepath.Join(t.TempDir(), "two.csv")
	require.NoError(t, os.WriteFile(path, []byte(text.String()), 0o600))
	return path
}

func TestCalibrateHoldsItemsFixed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first, second := filepath.Join(folder, "first.json"), filepath.Join(folder, "second.json")
	responses := filepath.Join(folder, "r.csv")
	_, err := runIRT(t, simulateCommand(), "--items", itemsFile(t), "--n", "3000", "--seed", "3", "--out", responses)
	require.NoError(t, err)
	_, err = runIRT(t, calibrateCommand(), "--out", first, responses)
	require.NoError(t, err)
	out, err := runIRT(t, calibrateCommand(), "--fix", first, "--out", second, responses)
	require.NoError(t, err)
	require.Contains(t, out, "population: mean")
	want, err := files.OpenCalibration(first)
	require.NoError(t, err)
	got, err := files.OpenCalibration(second)
	require.NoError(t, err)
	for i, it := range got.Items {
		require.InDeltaSlice(t, want.Items[i].D, it.D, 1e-12)
		require.Equal(t, want.Items[i].Codes, it.Codes)
	}
	require.InDelta(t, 0, got.Groups[0].Mean, 0.01, "the population is the one that gave the parameters")
	require.InDelta(t, 1, got.Groups[0].SD, 0.02)
	require.Equal(t, 2, got.Parameters)
}

func TestSaysWhatIsWrongWithAModelFile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, message string }{
		"not YAML":           {"a: [", "model.yaml: is not YAML: line 1"},
		"empty":              {"", "model.yaml: the file is empty"},
		"no mapping":         {"- x", "model.yaml:1: write fields and their values here"},
		"unknown field":      {"model: 2pl\nmodell: 2pl", "model.yaml:2: modell: there is no such field; use model, invariance,"},
		"twice":              {"model: 2pl\nmodel: 2pl", "model: the field is there twice"},
		"unknown model":      {"\nmodel: 5pl", `model.yaml:2: model: unknown item response model "5pl"`},
		"unknown item":       {"items:\n  one: {model: 2pl}", `model.yaml:2: items.one: no item of the data is called "one"`},
		"field of an item":   {"items:\n  Item.1:\n    modell: 2pl", "model.yaml:3: items.Item.1.modell: there is no such field; use model, invariance, priors, loads, fixed"},
		"unknown dimension":  {"dimensions: [x]\nloadings: {y: [Item.1]}", `model.yaml:2: loadings.y: there is no dimension "y"`},
		"dimension of pairs": {"dimensions: [x]\ncovariances: [[x, y]]", `covariances[0][1]: there is no dimension "y"`},
		"no pair":            {"dimensions: [x]\ncovariances: [x]", "covariances[0]: write a pair of dimensions"},
		"anchor":             {"anchors: [Item.1, none]", `anchors[1]: no item of the data is called "none"`},
		"prior":              {"priors:\n  a: gamma(1, 2)", `model.yaml:2: priors.a: "gamma(1, 2)" is not a prior; write normal(0, 1)`},
		"number":             {"items: {Item.1: {fixed: {a1: one}}}", `items.Item.1.fixed.a1: "one" is not a number`},
		"no list":            {"dimensions: x", "dimensions: write a list here"},
		"no word":            {"model: [2pl]", "model: write one word here"},
		"latent":             {"latent: free", `latent: "free" is not known; use fixed, free_mean_variance, free_variance`},
		"held":               {"items: {Item.1: {fixed: {c: 0.2}}}", `item "Item.1" has no parameter "c" to hold`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := runIRT(t, calibrateCommand(), "--spec", modelFile(t, c.text), testResponses)
			require.ErrorContains(t, err, c.message)
		})
	}
}

func FuzzModelFile(f *testing.F) {
	f.Add("model: rsm\ndimensions: [x, y]\nloadings: {x: [a*], y: [b]}\ncovariances: all\npriors: {a: \"normal(1, 0.5)\"}")
	f.Add("items: {a1: {fixed: {d1: 1e9}, loads: [x], invariance: metric}}\nanchors: ['*']\nlatent: fixed\nbifactor: testlet")
	f.Add("model: &x 2pl\nreference_group: *x")
	f.Fuzz(func(t *testing.T, text string) {
		var options calibrate.Options
		if err := readModelSpec(modelFile(t, text), &options, []string{"a1", "a2", "b"}); err != nil {
			require.ErrorContains(t, err, "model.yaml")
		}
	})
}
