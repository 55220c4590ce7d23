package main

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
)

// scored runs suyang score on two persons and gives the lines written.
func scored(t *testing.T, args ...string) []string {
	t.Helper()
	folder := t.TempDir()
	responses, out := filepath.Join(folder, "r.csv"), filepath.Join(folder, "scores.csv")
	require.NoError(t, os.WriteFile(responses, []byte("one,two,three,essay\n1,1,1,3\n1,0,1,2\n"), 0o600))
	_, err := runIRT(t, scoreCommand(), append(args, "--items", itemsFile(t), "--out", out, responses)...)
	require.NoError(t, err)
	text, err := os.ReadFile(out)
	require.NoError(t, err)
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

func TestScoreMethods(t *testing.T) {
	t.Parallel()
	require.Equal(t, "1,Inf,NA", scored(t, "--method", "ml")[1])
	require.Equal(t, "person,theta,se", scored(t, "--method", "wle")[0])
	require.Equal(t, "person,pv1,pv2,pv3", scored(t, "--method", "pv", "--pv", "3")[0])
	require.Equal(t, scored(t, "--method", "pv", "--seed", "2"), scored(t, "--method", "pv", "--seed", "2", "--threads", "1"))
	require.NotEqual(t, scored(t, "--method", "pv", "--seed", "2"), scored(t, "--method", "pv", "--seed", "3"))
	require.True(t, strings.HasPrefix(scored(t, "--method", "density")[0], "person,-6,-5.8,"))
	require.True(t, strings.HasPrefix(scored(t, "--metric", "500,100")[1], "1,6"))
}

func TestScoreNamesWrongFlags(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args    []string
		message string
	}{
		"no plausible values":  {[]string{"--method", "pv", "--pv", "0"}, "--pv: 0 plausible values, at least 1 is needed"},
		"metric of one number": {[]string{"--metric", "500"}, `--metric: "500" is not a mean and a standard deviation`},
		"metric without width": {[]string{"--metric", "500,0"}, `--metric: "500,0" is not a mean and a standard deviation`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := runIRT(t, scoreCommand(), append(c.args, "--items", itemsFile(t), "--out", "x.csv", "r.csv")...)
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestScoreTable(t *testing.T) {
	t.Parallel()
	items := itemsFile(t)
	out, err := runIRT(t, scoreCommand(), "table", "--items", items)
	require.NoError(t, err)
	require.Contains(t, out, "persons expected")
	out, err = runIRT(t, scoreCommand(), "table", "--items", items, "--booklet", "one,essay", "--json")
	require.NoError(t, err)
	requireSchema(t, "score-table.schema.json", out)
	require.Equal(t, 4, strings.Count(out, `"sum"`), "sums of 1 to 4")
	path := filepath.Join(t.TempDir(), "table.csv")
	_, err = runIRT(t, scoreCommand(), "table", "--items", items, "--out", path)
	require.NoError(t, err)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(text), "group,sum,theta,se,probability\n,1,"))
	_, err = runIRT(t, scoreCommand(), "table", "--items", items, "--booklet", "none")
	require.ErrorContains(t, err, `item "none" is not among the calibrated items`)
}

func TestScoreSummaryFollowsItsSchema(t *testing.T) {
	t.Parallel()
	out, err := runIRT(t, scoreCommand(), "--json", "--items", itemsFile(t), "--out", filepath.Join(t.TempDir(), "s.csv"), testScores(t))
	require.NoError(t, err)
	requireSchema(t, "score.schema.json", out)
	require.JSONEq(t, `{"n_persons": 1, "absent_items": ["two", "three", "essay"]}`, out)
}

func testScores(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "r.csv")
	require.NoError(t, os.WriteFile(path, []byte("one\n1\n"), 0o600))
	return path
}

// What is written of each kind of calibration is what the schema says.
func TestItemsFollowTheirSchema(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	errors := &calibrate.Errors{A: []float64{nan}, B: []float64{0.1}, D: []float64{0.1}, C: nan, U: nan}
	full := &calibrate.Result{
		Items: []calibrate.Estimate{
			{MultiItem: irt.MultiItem{ID: "x", Model: irt.Rasch, A: []float64{1}, D: []float64{0.5}}, B: []float64{-0.5}, SE: errors},
			{MultiItem: irt.MultiItem{ID: "y", Model: irt.FourPL, A: []float64{1}, D: []float64{0.5}, C: 0.1, U: 0.9}, B: []float64{-0.5}},
			{MultiItem: irt.MultiItem{ID: "z", Model: irt.NRM, A: []float64{1}, D: []float64{0.5, 1}, Scores: []float64{0, 1.5, 2}}, B: []float64{-0.5, -0.5}},
		},
		Groups: []calibrate.Group{
			{Name: "a", SD: 1, MeanSE: nan, SDSE: nan},
			{Name: "b", Mean: 0.3, SD: 1.1, MeanSE: 0.1, SDSE: 0.1, Items: []calibrate.Estimate{
				{MultiItem: irt.MultiItem{ID: "x", Model: irt.Rasch, A: []float64{1}, D: []float64{0.7}}, B: []float64{-0.7}},
			}},
		},
		Regression: &calibrate.Regression{Names: []string{"age"}, Coefficients: [][]float64{{0.5}}, SE: [][]float64{{nan}}, ResidualSD: []float64{1}},
		Problems:   []calibrate.Problem{{Kind: "kind", Item: "x", Message: "text"}},
		Options: calibrate.Options{
			Model: irt.FourPL, Quadrature: 61, Range: 6, ReferenceGroup: "a",
			Priors: calibrate.Priors{A: calibrate.LogNormal{SD: 0.5}, C: calibrate.Beta{Alpha: 5, Beta: 17}},
		},
	}
	plane := &calibrate.Result{
		Items:   []calibrate.Estimate{{MultiItem: irt.MultiItem{ID: "x", A: []float64{1, 0.5}, D: []float64{0.5}}}},
		Groups:  []calibrate.Group{{SD: 1, MeanSE: nan, SDSE: nan, Means: []float64{0, 0}, Covariance: [][]float64{{1, 0.3}, {0.3, 1}}}},
		Options: calibrate.Options{Dimensions: []string{"f", "g"}, Quadrature: 31, Range: 6},
	}
	for name, result := range map[string]*calibrate.Result{"all of one trait": full, "two traits": plane} {
		var text bytes.Buffer
		table := &files.Table{Responses: irt.Responses{Items: []string{"x", "y", "z"}}, Codes: [][]int{{0, 1}, {0, 1}, {1, 2, 5}}}
		require.NoError(t, files.NewCalibration(result, table).Write(&text), name)
		requireSchema(t, "items.schema.json", text.String())
		_, err := files.ReadCalibration(&text, "items.json")
		require.NoError(t, err, name)
	}
	text, err := os.ReadFile(itemsFile(t))
	require.NoError(t, err)
	requireSchema(t, "items.schema.json", string(text))
}

// The schema of items.json names the same fields as the program writes.
func TestItemsSchemaNamesAllFields(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("../../docs/schema/items.schema.json")
	require.NoError(t, err)
	var root map[string]any
	require.NoError(t, json.Unmarshal(content, &root))
	requireFields(t, schema{root}, root, reflect.TypeFor[files.Calibration]())
}

func requireFields(t *testing.T, s schema, node map[string]any, of reflect.Type) {
	t.Helper()
	if ref, given := node["$ref"].(string); given {
		node = s.resolve(ref)
	}
	for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
		if of.Kind() == reflect.Slice {
			node = node["items"].(map[string]any)
			if ref, given := node["$ref"].(string); given {
				node = s.resolve(ref)
			}
		}
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct {
		return
	}
	properties := node["properties"].(map[string]any)
	require.Len(t, properties, of.NumField(), of.Name())
	for field := range of.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		require.Contains(t, properties, name, of.Name())
		requireFields(t, s, properties[name].(map[string]any), field.Type)
	}
}
