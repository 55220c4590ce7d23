package calibrate_test

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
)

// fit is a calibration by mirt 1.45.1 in R 4.2.2: 61 nodes on [-6, 6], EM to a
// tolerance of 1e-8 (multiple groups 1e-7), standard errors after Oakes.
type fit struct {
	LogLik     float64 `json:"logLik"`
	AIC, BIC   float64
	Parameters struct {
		// SlopeIntercept has a matrix per item; with several groups, per
		// group and item.
		SlopeIntercept json.RawMessage `json:"slope_intercept"`
	}
	Scores struct {
		EAP struct {
			First50 matrix `json:"first50"`
		}
	}
}

// matrix has a row per person, or the rows estimate and standard error.
type matrix struct {
	Cols   []string
	Values [][]any
}

// column gives the numbers of a named column; what R has no number for is NaN.
func (m matrix) column(name string) []float64 {
	var numbers []float64
	for k, col := range m.Cols {
		if col != name {
			continue
		}
		for _, row := range m.Values {
			v, ok := row[k].(float64)
			if !ok {
				v = math.NaN()
			}
			numbers = append(numbers, v)
		}
	}
	return numbers
}

// named gives estimate and standard error of a parameter, NaN where there is
// none.
func (m matrix) named(name string) (value, se float64) {
	column := m.column(name)
	switch len(column) {
	case 0:
		return math.NaN(), math.NaN()
	case 1:
		return column[0], math.NaN()
	}
	return column[0], column[1]
}

// item turns the parameters of one item to slope-intercept form. NaN stands for
// standard errors that mirt does not give in this form.
func (m matrix) item() (e calibrate.Estimate) {
	e.SE = &calibrate.Errors{}
	for _, name := range m.Cols {
		value, se := m.named(name)
		switch {
		case strings.HasPrefix(name, "ak"):
			e.Scores, e.SE.Scores = append(e.Scores, value), append(e.SE.Scores, se)
		case strings.HasPrefix(name, "a"):
			e.A, e.SE.A = append(e.A, value), append(e.SE.A, se)
		case strings.HasPrefix(name, "d") && name != "d0":
			e.D, e.SE.D = append(e.D, value), append(e.SE.D, se)
		case strings.HasPrefix(name, "b"): // rating scale: d_k = k c - (b_1 + .. + b_k)
			before := 0.0
			if n := len(e.D); n > 0 {
				before = e.D[n-1]
			}
			location, _ := m.named("c")
			e.D, e.SE.D = append(e.D, before-value+location), append(e.SE.D, math.NaN())
		case name == "logit(g)":
			e.C, e.SE.C = 1/(1+math.Exp(-value)), se
		}
	}
	return e
}

func readFit(t *testing.T, name string) (f fit) {
	t.Helper()
	readReference(t, name, &f)
	return f
}

func readReference(t *testing.T, name string, into any) {
	t.Helper()
	content, err := os.ReadFile(reference.Path(t, "irt/ref/"+name+".json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, into))
}

func readData(t *testing.T, path string, c files.Columns) *files.Table {
	t.Helper()
	r, closer, err := files.Open(path, c)
	require.NoError(t, err)
	defer closer.Close()
	table, err := files.ReadTable(r)
	require.NoError(t, err)
	return table
}

func TestAgreesWithMirt(t *testing.T) {
	t.Parallel()
	houseWeights := files.Columns{Weight: "WEIGHT_house"}
	for _, c := range []struct {
		data, fit string
		model     irt.Model
		columns   files.Columns
	}{
		{data: "lsat6", fit: "2PL"},
		{data: "lsat7", fit: "2PL"},
		{data: "fims_ausjpn", fit: "2PL"},
		{data: "science", fit: "graded", model: irt.GRM},
		{data: "science", fit: "gpcm"},
		{data: "science7", fit: "graded", model: irt.GRM},
		{data: "science7", fit: "gpcm"},
		{data: "environment", fit: "graded", model: irt.GRM},
		{data: "timss_austwn", fit: "2PL_gpcm"},
		{data: "timss_austwn", fit: "graded", model: irt.GRM},
		{data: "sat12", fit: "2PL"},
		{data: "sat12_na", fit: "2PL"},
		{data: "pisa_math", fit: "2PL"},
		{data: "pisa_read", fit: "2PL"},
		{data: "pirls_na", fit: "2PL"},
		{data: "timss11_g4_aut", fit: "2PL"},
		{data: "lsat6", fit: "3PL", model: irt.ThreePL},
		{data: "lsat7", fit: "3PL", model: irt.ThreePL},
		{data: "sat12", fit: "3PL", model: irt.ThreePL},
		{data: "fims_ausjpn", fit: "3PL", model: irt.ThreePL},
		{data: "lsat6", fit: "1PL_equal_slope", model: irt.OnePL},
		{data: "lsat7", fit: "1PL_equal_slope", model: irt.OnePL},
		{data: "lsat6", fit: "Rasch", model: irt.Rasch},
		{data: "lsat7", fit: "Rasch", model: irt.Rasch},
		{data: "sat12", fit: "Rasch", model: irt.Rasch},
		{data: "science", fit: "Rasch", model: irt.Rasch},
		{data: "science7", fit: "Rasch", model: irt.PCM},
		{data: "pisa_math", fit: "Rasch", model: irt.Rasch},
		{data: "cqc05", fit: "Rasch_PCM", model: irt.Rasch},
		{data: "timss_austwn", fit: "Rasch_PCM", model: irt.Rasch},
		{data: "timss11_g4_aut", fit: "Rasch", model: irt.Rasch},
		{data: "timss11_g4_aut", fit: "Rasch_houwgt", model: irt.Rasch, columns: houseWeights},
		{data: "science", fit: "rsm", model: irt.RSM},
		{data: "science", fit: "nominal", model: irt.NRM},
		{data: "bock1997", fit: "nominal", model: irt.NRM},
	} {
		t.Run(c.data+" "+c.fit, func(t *testing.T) {
			t.Parallel()
			want := readFit(t, c.data+"."+c.fit)
			table := readData(t, reference.Path(t, "irt/data/"+c.data+".csv"), c.columns)
			got, err := calibrate.Run(context.Background(), table.Data(), calibrate.Options{Model: c.model, SE: calibrate.Oakes, Tol: 1e-5})
			require.NoError(t, err)
			var items map[string]matrix
			require.NoError(t, json.Unmarshal(want.Parameters.SlopeIntercept, &items))
			requireFit(t, want, got)
			requireItems(t, items, got.Items)
			requireGroup(t, items["GroupPars"], got.Groups[0])
			requireScores(t, want, got, table)
		})
	}
}

func requireFit(t *testing.T, want fit, got *calibrate.Result) {
	t.Helper()
	require.True(t, got.Converged)
	require.Less(t, got.Cycles, 60, "plain EM took mirt up to 10,000 cycles")
	require.InDelta(t, want.LogLik, got.LogLikelihood, 0.01)
	require.InDelta(t, want.AIC, got.AIC, 0.02)
	require.InDelta(t, want.BIC, got.BIC, 0.02)
}

func requireItems(t *testing.T, items map[string]matrix, got []calibrate.Estimate) {
	t.Helper()
	for _, e := range got {
		want := items[e.ID].item()
		requireClose(t, want.A, e.A, e.ID)
		requireClose(t, want.D, e.D, e.ID)
		require.InDelta(t, want.C, e.C, 0.005, e.ID)
		if e.Scores != nil {
			requireClose(t, want.Scores, e.Scores, e.ID)
			requireErrors(t, want.SE.Scores, e.SE.Scores, e.ID)
		}
		requireErrors(t, want.SE.A, e.SE.A, e.ID)
		requireErrors(t, want.SE.D, e.SE.D, e.ID)
		if e.Model == irt.ThreePL {
			requireErrors(t, []float64{want.SE.C * e.C * (1 - e.C)}, []float64{e.SE.C}, e.ID)
		}
	}
}

func requireClose(t *testing.T, want, got []float64, item string) {
	t.Helper()
	require.InDeltaSlice(t, want, got, 0.005, item)
}

func requireErrors(t *testing.T, want, got []float64, item string) {
	t.Helper()
	require.Len(t, got, len(want), item)
	for i, se := range want {
		if !math.IsNaN(se) {
			require.InEpsilon(t, se, got[i], 0.02, item)
		}
	}
}

func requireGroup(t *testing.T, want matrix, got calibrate.Group) {
	t.Helper()
	mean, meanSE := want.named("MEAN_1")
	variance, varianceSE := want.named("COV_11")
	require.InDelta(t, mean, got.Mean, 0.005, got.Name)
	require.InDelta(t, variance, got.SD*got.SD, 0.005, got.Name)
	requireErrors(t, []float64{meanSE, varianceSE}, []float64{got.MeanSE, 2 * got.SD * got.SDSE}, got.Name)
}

func requireScores(t *testing.T, want fit, got *calibrate.Result, table *files.Table) {
	t.Helper()
	first := want.Scores.EAP.First50
	theta, se := first.column("F1"), first.column("SE_F1")
	items := make([]irt.Item, len(got.Items))
	for i, e := range got.Items {
		items[i] = e.Item()
	}
	// mirt scores on nodes half as far apart. That is seen where the
	// distribution reaches beyond them, as in timss_austwn.Rasch_PCM.
	prior := irt.NormalGrid(121, -6, 6, 0, got.Groups[0].SD)
	for i := range theta {
		responses := make([]int, len(items))
		for j, cell := range table.Row(i) {
			responses[j] = int(cell)
			if cell == irt.MissingCell {
				responses[j] = irt.Missing
			}
		}
		gotTheta, gotSE := irt.EAP(items, responses, prior)
		require.InDelta(t, theta[i], gotTheta, 1e-3, "person %d", i+1)
		require.InDelta(t, se[i], gotSE, 1e-3, "person %d", i+1)
	}
}

// The thresholds of the generalized partial credit model and their standard
// errors are those of mirt's gpcmIRT, which estimates them directly.
func TestThresholdsAgreeWithMirt(t *testing.T) {
	t.Parallel()
	var items map[string]matrix
	require.NoError(t, json.Unmarshal(readFit(t, "science.gpcmIRT").Parameters.SlopeIntercept, &items))
	table := readData(t, reference.Path(t, "irt/data/science.csv"), files.Columns{})
	got, err := calibrate.Run(context.Background(), table.Data(), calibrate.Options{Model: irt.GPCM, SE: calibrate.Oakes})
	require.NoError(t, err)
	for _, e := range got.Items {
		for k, name := range []string{"b1", "b2", "b3"} {
			want := items[e.ID].column(name)
			require.InDelta(t, want[0], e.B[k], 0.005, "%s %s", e.ID, name)
			require.InEpsilon(t, want[1], e.SE.B[k], 0.02, "%s %s", e.ID, name)
		}
	}
}

func TestGroupsAgreeWithMirt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		data, group string
		invariance  calibrate.Invariance
	}{
		{"fims_ausjpn", "GROUP_country", calibrate.Scalar},
		{"timss_austwn", "GROUP_country", calibrate.Scalar},
		{"pirls_na", "GROUP_country", calibrate.Scalar},
		{"pisa_read", "GROUP_female", calibrate.Scalar},
		{"asvab", "GROUP_sexrace", calibrate.Scalar},
		{"fims_ausjpn", "GROUP_country", calibrate.Metric},
		{"timss_austwn", "GROUP_country", calibrate.Metric},
		{"fims_ausjpn", "GROUP_country", calibrate.Configural},
		{"timss_austwn", "GROUP_country", calibrate.Configural},
	} {
		t.Run(c.data+" "+c.invariance.String(), func(t *testing.T) {
			t.Parallel()
			want := readFit(t, c.data+".mg_"+c.invariance.String())
			table := readData(t, reference.Path(t, "irt/data/"+c.data+".csv"), files.Columns{Group: c.group})
			got, err := calibrate.Run(context.Background(), table.Data(), calibrate.Options{Invariance: c.invariance, Tol: 1e-6, SE: calibrate.Oakes})
			require.NoError(t, err)
			requireFit(t, want, got)
			var groups map[string]map[string]matrix
			require.NoError(t, json.Unmarshal(want.Parameters.SlopeIntercept, &groups))
			for i, g := range got.Groups {
				items := g.Items
				if items == nil {
					items = got.Items
				}
				requireItems(t, groups[g.Name], items)
				if i > 0 {
					requireGroup(t, groups[g.Name]["GroupPars"], g)
				}
			}
		})
	}
}
