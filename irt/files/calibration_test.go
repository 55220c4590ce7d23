package files_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
	"suyang/irt/simulate"
)

// calibrated simulates responses to items in codes from 1 and calibrates them.
func calibrated(t *testing.T, o calibrate.Options) *files.Calibration {
	t.Helper()
	items := []irt.Item{
		{ID: "one", A: 1, B: []float64{-1}}, {ID: "two", A: 1.4, B: []float64{0}}, {ID: "three", A: 0.8, B: []float64{1}},
		{ID: "essay", Model: o.Model, A: 1.2, B: []float64{-0.5, 0.5}},
	}
	if o.Model == irt.TwoPL || o.Model == irt.ThreePL {
		items[3].Model = irt.GPCM
	}
	table := &files.Table{
		Responses: simulate.Responses(items, simulate.Simulees(2000, 0, 1, 6), 6),
		Codes:     [][]int{{0, 1}, {0, 1}, {0, 1}, {1, 2, 3}},
	}
	result, err := calibrate.Run(context.Background(), table.Data(), o)
	require.NoError(t, err)
	return files.NewCalibration(result, table)
}

func TestCalibrationIsReadAsWritten(t *testing.T) {
	t.Parallel()
	for _, o := range []calibrate.Options{
		{Model: irt.TwoPL}, {Model: irt.GRM, SE: calibrate.Oakes}, {Model: irt.GPCM, SE: calibrate.CrossProduct}, {Model: irt.ThreePL, SE: calibrate.Oakes},
	} {
		t.Run(o.Model.String(), func(t *testing.T) {
			t.Parallel()
			want := calibrated(t, o)
			var text bytes.Buffer
			require.NoError(t, want.Write(&text))
			got, err := files.ReadCalibration(&text, "items.json")
			require.NoError(t, err)
			require.Equal(t, want, got)
		})
	}
}

func TestCalibrationHasTheFieldsOfItsSchema(t *testing.T) {
	t.Parallel()
	c := calibrated(t, calibrate.Options{SE: calibrate.Oakes})
	var text bytes.Buffer
	require.NoError(t, c.Write(&text))
	for _, field := range []string{
		"schema_version", "model", "quadrature", "log_likelihood", "n_parameters", "aic", "bic", "iterations",
		"convergence", "converged", "groups", "mean", "sd", "items", "id", "a", "b", "c", "d", "u", "se", "codes",
	} {
		require.Contains(t, text.String(), `"`+field+`":`)
	}
	require.Contains(t, text.String(), `"model": "gpcm"`)
	require.Nil(t, c.Items[0].Codes, "codes that start at 0 go without saying")
	require.Equal(t, []int{1, 2, 3}, c.Items[3].Codes)
}

// items wraps items in the least that an items.json must have.
func items(list string) string { return `{"schema_version": 1, "items": [` + list + `]}` }

func TestReadsCalibrationsWithoutWhatFollows(t *testing.T) {
	t.Parallel()
	c, err := files.ReadCalibration(strings.NewReader(items(
		`{"id": "x", "model": "2pl", "a": [2], "b": [0.5]}, {"id": "y", "model": "gpcm", "a": [2], "d": [1, -1]}`)), "items.json")
	require.NoError(t, err)
	require.Equal(t, files.Quadrature{Points: 61, Range: 6}, c.Quadrature)
	require.Equal(t, []files.Group{{SD: 1}}, c.Groups)
	require.Equal(t, []irt.Item{
		{ID: "x", A: 2, B: []float64{0.5}}, {ID: "y", Model: irt.GPCM, A: 2, B: []float64{-0.5, 1}},
	}, c.ResponseModels())
	require.Equal(t, []float64{-1}, c.Items[0].D)
}

// plane wraps an item of two traits and a group.
func plane(item, group string) string {
	return `{"schema_version": 1, "dimensions": ["f", "g"], "groups": [` + group + `], "items": [` + item + `]}`
}

func TestReadsAllThatItemsHave(t *testing.T) {
	t.Parallel()
	c, err := files.ReadCalibration(strings.NewReader(`{"schema_version": 1, "dimensions": ["f", "g"],
		"groups": [{"name": "k", "means": [1, 0], "covariance": [[4, 1], [1, 1]]}, {"name": "l"}],
		"items": [{"id": "x", "model": "nrm", "a": [1, 0], "d": [1, 0], "scores": [0, 1.5, 2]},
			{"id": "y", "model": "4pl", "a": [0, 2], "d": [1], "c": 0.1, "u": 0.9}]}`), "items.json")
	require.NoError(t, err)
	require.Equal(t, []irt.MultiItem{
		{ID: "x", Model: irt.NRM, A: []float64{1, 0}, D: []float64{1, 0}, Scores: []float64{0, 1.5, 2}},
		{ID: "y", Model: irt.FourPL, A: []float64{0, 2}, D: []float64{1}, C: 0.1, U: 0.9},
	}, c.MultiItems())
	require.Equal(t, files.Quadrature{Points: 31, Range: 6}, c.Quadrature)
	require.Equal(t, irt.Normal{Mean: []float64{1, 0}, Covariance: [][]float64{{4, 1}, {1, 1}}}, c.Distribution(0))
	require.Equal(t, irt.StandardNormal(2), c.Distribution(1))
	require.Equal(t, 2.0, c.Groups[0].SD)
	require.Panics(t, func() { c.ResponseModels() })
}

func TestGroupsMayHaveItemsOfTheirOwn(t *testing.T) {
	t.Parallel()
	c, err := files.ReadCalibration(strings.NewReader(`{"schema_version": 1,
		"groups": [{"name": "k", "sd": 1}, {"name": "l", "sd": 1, "items": [{"id": "y", "model": "2pl", "a": [3], "b": [1]}]}],
		"items": [{"id": "x", "model": "2pl", "a": [1], "b": [0]}, {"id": "y", "model": "2pl", "a": [2], "b": [0]}]}`), "items.json")
	require.NoError(t, err)
	require.Equal(t, c.Items, c.GroupItems(0))
	own := c.GroupItems(1)
	require.Equal(t, c.Items[0], own[0])
	require.Equal(t, []float64{3}, own[1].A)
	require.Equal(t, []float64{2}, c.Items[1].A)
}

func TestSaysWhatIsWrongWithACalibration(t *testing.T) {
	t.Parallel()
	const x = `{"id": "x", "model": "2pl", "a": [1], "b": [0]}`
	for name, c := range map[string]struct{ text, message string }{
		"not JSON":           {"a,b", "items.json: is not an items file: "},
		"other version":      {`{"schema_version": 2, "items": [` + x + `]}`, "items.json: schema_version: 2 is not supported; this program reads version 1"},
		"no items":           {items(""), "items.json: items: there are no items"},
		"quadrature":         {`{"schema_version": 1, "quadrature": {"points": 1, "range": 6}, "items": [` + x + `]}`, "items.json: quadrature: 1 points to 6"},
		"group":              {`{"schema_version": 1, "groups": [{"sd": 0}], "items": [` + x + `]}`, "items.json: groups[0].sd: 0 must be above 0"},
		"more after the end": {items(x) + "}", "items.json: is not an items file: there is more after its end"},
		"no object":          {`[1]`, "is not an items file: the whole: array is not what belongs there"},
		"no model":           {items(`{"id": "x", "a": [1], "b": [0]}`), `item "x": the model is missing`},
		"text for a number":  {items(`{"id": "x", "model": "2pl", "a": ["1"], "b": [0]}`), `item "x": a: string is not what belongs there`},
		"group twice":        {`{"schema_version": 1, "groups": [{"sd": 1}, {"sd": 1}], "items": [` + x + `]}`, `groups[1].name: group "" is there twice`},
		"unknown reference":  {`{"schema_version": 1, "reference_group": "z", "items": [` + x + `]}`, `reference_group: there is no group "z"`},
		"group's new item": {`{"schema_version": 1, "groups": [{"sd": 1, "items": [{"id": "z", "model": "2pl", "a": [1], "b": [0]}]}], "items": [` + x + `]}`,
			`groups[0].items[0].id: item "z" is not among the items of the file`},
		"group's categories": {`{"schema_version": 1, "groups": [{"sd": 1, "items": [{"id": "x", "model": "gpcm", "a": [1], "b": [0, 1]}]}], "items": [` + x + `]}`,
			`groups[0].items[0]: item "x" has 3 categories, in other groups 2`},
		"group's codes": {`{"schema_version": 1, "groups": [{"sd": 1, "items": [{"id": "x", "model": "2pl", "a": [1], "b": [0], "codes": [1, 2]}]}], "items": [` + x + `]}`,
			`groups[0].items[0].codes: the codes of item "x" differ from those in other groups`},
		"group's bad item": {`{"schema_version": 1, "groups": [{"sd": 1, "items": [{"id": "x", "model": "2pl", "a": [0], "b": [0]}]}], "items": [` + x + `]}`,
			`groups[0].items[0]: item "x": discrimination 0`},
		"coefficients": {`{"schema_version": 1, "regression": {"names": ["z"], "coefficients": [], "residual_sd": [1]}, "items": [` + x + `]}`,
			"regression.coefficients: 0 rows for 1 names"},
		"coefficients a trait": {`{"schema_version": 1, "regression": {"names": ["z"], "coefficients": [[1, 2]], "residual_sd": [1]}, "items": [` + x + `]}`,
			"regression.coefficients[0]: 2 numbers, one for each of 1 traits is needed"},
		"covariate twice": {`{"schema_version": 1, "regression": {"names": ["z", "z"], "coefficients": [[1], [2]], "residual_sd": [1]}, "items": [` + x + `]}`,
			`regression.names[1]: "z" is there twice`},
		"dimension twice":   {`{"schema_version": 1, "dimensions": ["f", "f"], "items": [` + x + `]}`, `dimensions[1]: "f" is empty or there twice`},
		"b of several":      {plane(`{"id": "x", "model": "2pl", "a": [1, 1], "b": [0]}`, ""), `item "x" has several slopes and so no b`},
		"no slope at all":   {plane(`{"id": "x", "model": "2pl", "a": [0, 0], "d": [0]}`, ""), `item "x": no slope differs from zero`},
		"means of several":  {plane(`{"id": "x", "model": "2pl", "a": [1, 1], "d": [0]}`, `{"means": [0]}`), "groups[0].means: 1 means for 2 dimensions"},
		"covariance":        {plane(`{"id": "x", "model": "2pl", "a": [1, 1], "d": [0]}`, `{"covariance": [[1, 2], [2, 1]]}`), "groups[0].covariance: the covariance of the traits is not positive definite"},
		"too many nodes":    {`{"schema_version": 1, "dimensions": ["f", "g"], "quadrature": {"points": 1000, "range": 6}, "items": [` + x + `]}`, "quadrature: 1000 points for 2 traits are 1e+06 nodes"},
		"scores of graded":  {items(`{"id": "x", "model": "grm", "a": [1], "b": [0, 1], "scores": [0, 1, 2]}`), `item "x": category scores are for nrm, not for grm`},
		"unknown model":     {items(`{"id": "x", "model": "5pl", "a": [1], "b": [0]}`), `unknown item response model "5pl"`},
		"no id":             {items(`{"model": "2pl", "a": [1], "b": [0]}`), "items.json: items[0]: the id is missing"},
		"twice":             {items(x + "," + x), `items.json: items[1].id: item "x" is there twice`},
		"two slopes":        {items(`{"id": "x", "model": "2pl", "a": [1, 2], "b": [0]}`), `items[0]: item "x" has 2 slopes in a, 1 is needed, one a dimension`},
		"no slope":          {items(`{"id": "x", "model": "2pl", "b": [0]}`), `item "x" has 0 slopes in a`},
		"no thresholds":     {items(`{"id": "x", "model": "2pl", "a": [1]}`), `item "x": no difficulty or threshold given`},
		"invalid":           {items(`{"id": "x", "model": "grm", "a": [1], "b": [1, 0]}`), `item "x": thresholds 1 and 0 are out of order`},
		"contradiction":     {items(`{"id": "x", "model": "2pl", "a": [1], "b": [1], "d": [1]}`), `item "x": a, b and d contradict each other; leave b or d out`},
		"upper asymptote":   {items(`{"id": "x", "model": "2pl", "a": [1], "b": [1], "u": 0.9}`), `item "x": upper asymptote 0.9 must be 1 under 2pl`},
		"number of codes":   {items(`{"id": "x", "model": "2pl", "a": [1], "b": [1], "codes": [1]}`), `item "x" has 1 codes for 2 categories`},
		"repeated code":     {items(`{"id": "x", "model": "2pl", "a": [1], "b": [1], "codes": [1, 1]}`), `item "x": codes [1 1] must differ`},
		"code out of range": {items(`{"id": "x", "model": "2pl", "a": [1], "b": [1], "codes": [0, 300]}`), `item "x": codes [0 300] must differ and be from 0 to 250`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := files.ReadCalibration(strings.NewReader(c.text), "items.json")
			require.ErrorContains(t, err, c.message)
		})
	}
}

func FuzzReadCalibration(f *testing.F) {
	f.Add(items(`{"id": "x", "model": "2pl", "a": [1], "b": [0]}`))
	f.Add(items(`{"id": "y", "model": "grm", "a": [-1], "d": [2, 1], "codes": [3, 2, 1]}`))
	f.Add(`{"schema_version": 1, "groups": [{"name": "g", "mean": 1, "sd": 2}], "items": []}`)
	f.Add(plane(`{"id": "x", "model": "nrm", "a": [1, 0], "d": [1, 0], "scores": [0, 1.5, 2], "se": {"a": [0.1, null]}}`, `{"means": [1, 0], "covariance": [[4, 1], [1, 1]]}`))
	f.Add(items(`{"id": "x", "model": "4pl", "a": [1], "b": [0], "c": 0.1, "u": 0.9}`))
	f.Fuzz(func(t *testing.T, text string) {
		c, err := files.ReadCalibration(strings.NewReader(text), "items.json")
		if err != nil {
			return
		}
		for _, it := range c.MultiItems() {
			require.NoError(t, it.Validate())
		}
		var again bytes.Buffer
		require.NoError(t, c.Write(&again))
		read, err := files.ReadCalibration(&again, "items.json")
		require.NoError(t, err)
		require.Equal(t, c.MultiItems(), read.MultiItems())
	})
}
