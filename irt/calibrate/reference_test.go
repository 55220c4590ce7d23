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

// estimates gives slope and intercepts, and their standard errors.
func (m matrix) estimates() (values, errors []float64) {
	for _, name := range m.Cols {
		if name == "a1" || strings.HasPrefix(name, "d") && name != "d0" {
			column := m.column(name)
			values, errors = append(values, column[0]), append(errors, column[1])
		}
	}
	return values, errors
}

func readFit(t *testing.T, name string) (f fit) {
	t.Helper()
	content, err := os.ReadFile(reference.Path(t, "irt/ref/"+name+".json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, &f))
	return f
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
	for _, c := range []struct {
		data, fit string
		model     irt.Model
	}{
		{"lsat6", "2PL", irt.TwoPL},
		{"lsat7", "2PL", irt.TwoPL},
		{"fims_ausjpn", "2PL", irt.TwoPL},
		{"science", "graded", irt.GRM},
		{"science", "gpcm", irt.GPCM},
		{"science7", "graded", irt.GRM},
		{"science7", "gpcm", irt.GPCM},
		{"environment", "graded", irt.GRM},
		{"timss_austwn", "2PL_gpcm", irt.TwoPL},
		{"timss_austwn", "graded", irt.GRM},
		{"sat12", "2PL", irt.TwoPL},
		{"sat12_na", "2PL", irt.TwoPL},
		{"pisa_math", "2PL", irt.TwoPL},
		{"pisa_read", "2PL", irt.TwoPL},
		{"pirls_na", "2PL", irt.TwoPL},
		{"timss11_g4_aut", "2PL", irt.TwoPL},
		{"lsat6", "3PL", irt.ThreePL},
		{"lsat7", "3PL", irt.ThreePL},
		{"sat12", "3PL", irt.ThreePL},
		{"fims_ausjpn", "3PL", irt.ThreePL},
	} {
		t.Run(c.data+" "+c.fit, func(t *testing.T) {
			t.Parallel()
			want := readFit(t, c.data+"."+c.fit)
			table := readData(t, reference.Path(t, "irt/data/"+c.data+".csv"), files.Columns{})
			got, err := calibrate.Run(context.Background(), table.Data(), calibrate.Options{Model: c.model, SE: calibrate.Oakes})
			require.NoError(t, err)
			var items map[string]matrix
			require.NoError(t, json.Unmarshal(want.Parameters.SlopeIntercept, &items))
			requireFit(t, want, items, got)
			requireScores(t, want, got, table)
		})
	}
}

func requireFit(t *testing.T, want fit, items map[string]matrix, got *calibrate.Result) {
	t.Helper()
	require.True(t, got.Converged)
	require.Less(t, got.Cycles, 60, "plain EM took mirt up to 10,000 cycles")
	require.InDelta(t, want.LogLik, got.LogLikelihood, 0.01)
	require.InDelta(t, want.AIC, got.AIC, 0.02)
	require.InDelta(t, want.BIC, got.BIC, 0.02)
	for _, e := range got.Items {
		values, errors := items[e.ID].estimates()
		require.InDeltaSlice(t, values, append(e.A, e.D...), 0.005, e.ID)
		require.InEpsilonSlice(t, errors, append(e.SE.A, e.SE.D...), 0.02, e.ID)
	}
}

func requireScores(t *testing.T, want fit, got *calibrate.Result, table *files.Table) {
	t.Helper()
	first := want.Scores.EAP.First50
	theta, se := first.column("F1"), first.column("SE_F1")
	items := make([]irt.Item, len(got.Items))
	for i, e := range got.Items {
		items[i] = e.Item()
	}
	for i := range theta {
		responses := make([]int, len(items))
		for j, cell := range table.Row(i) {
			responses[j] = int(cell)
			if cell == irt.MissingCell {
				responses[j] = irt.Missing
			}
		}
		gotTheta, gotSE := irt.EAP(items, responses, irt.StandardGrid())
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
	for data, group := range map[string]string{
		"fims_ausjpn":  "GROUP_country",
		"timss_austwn": "GROUP_country",
		"pirls_na":     "GROUP_country",
		"pisa_read":    "GROUP_female",
		"asvab":        "GROUP_sexrace",
	} {
		t.Run(data, func(t *testing.T) {
			t.Parallel()
			want := readFit(t, data+".mg_scalar")
			table := readData(t, reference.Path(t, "irt/data/"+data+".csv"), files.Columns{Group: group})
			got, err := calibrate.Run(context.Background(), table.Data(), calibrate.Options{Tol: 1e-6})
			require.NoError(t, err)
			require.Less(t, got.Cycles, 60)
			require.InDelta(t, want.LogLik, got.LogLikelihood, 0.01)
			var groups map[string]map[string]matrix
			require.NoError(t, json.Unmarshal(want.Parameters.SlopeIntercept, &groups))
			for _, e := range got.Items {
				values, _ := groups[got.Groups[0].Name][e.ID].estimates()
				require.InDeltaSlice(t, values, append(e.A, e.D...), 0.005, e.ID)
			}
			for _, g := range got.Groups {
				latent := groups[g.Name]["GroupPars"]
				require.InDelta(t, latent.column("MEAN_1")[0], g.Mean, 0.005, g.Name)
				require.InDelta(t, latent.column("COV_11")[0], g.SD*g.SD, 0.005, g.Name)
			}
		})
	}
}
