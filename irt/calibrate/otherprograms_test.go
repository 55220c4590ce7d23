package calibrate_test

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/files"
)

// mirt(..., "Rasch", covdata, formula = ~ female + hisei + migra). Its standard
// errors are those of given covariances of the traits and differ from ours by up
// to 60 %, TAM's, which take the items as known, by up to 30 %:
// TestStandardErrorsAgreeWithEachOther checks ours.
func TestRegressionAgreesWithMirt(t *testing.T) {
	t.Parallel()
	want := readFit(t, "pisa_math.mirt_latreg")
	table := readData(t, reference.Path(t, "irt/data/pisa_math.csv"), files.Columns{Covariates: pisaCovariates})
	got, err := calibrate.Run(context.Background(), table.Data(), calibrate.Options{Model: irt.Rasch, Regression: true, Tol: 1e-7})
	require.NoError(t, err)
	requireFit(t, want, got)
	var parameters map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(want.Parameters.SlopeIntercept, &parameters))
	for _, e := range got.Items {
		var item matrix
		require.NoError(t, json.Unmarshal(parameters[e.ID], &item))
		requireClose(t, item.item().D, e.D, e.ID)
	}
	var group matrix
	require.NoError(t, json.Unmarshal(parameters["GroupPars"], &group))
	variance, _ := group.named("COV_11")
	require.InDelta(t, variance, got.Groups[0].SD*got.Groups[0].SD, 0.005)
	var coefficients struct {
		Betas struct {
			Rows   []string
			Values [][]any
		}
	}
	require.NoError(t, json.Unmarshal(parameters["lr.betas"], &coefficients))
	require.Equal(t, coefficients.Betas.Rows[1:], got.Regression.Names)
	for n := range got.Regression.Names {
		require.InDelta(t, coefficients.Betas.Values[n+1][0], got.Regression.Coefficients[n][0], 0.005)
	}
}

var pisaCovariates = []string{"GROUP_female", "COV_hisei", "COV_migra"}

// tam is a calibration by TAM 4.3.25 in R 4.2.2.
type tam struct {
	LogLik   float64
	Beta     struct{ Values [][]float64 }
	Variance json.RawMessage // one, or that of each person's group
	Item     []map[string]any
}

func readTAM(t *testing.T, name string) (f tam) {
	t.Helper()
	readReference(t, name, &f)
	return f
}

func TestAgreesWithTAM(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		data, fit string
		columns   files.Columns
		options   calibrate.Options
	}{
		{data: "pisa_math", fit: "TAM_Rasch", options: calibrate.Options{Model: irt.Rasch}},
		{data: "sat12", fit: "TAM_2PL"},
		{data: "timss11_g4_aut", fit: "TAM_Rasch_houwgt", columns: files.Columns{Weight: "WEIGHT_house"}, options: calibrate.Options{Model: irt.Rasch}},
		{data: "pisa_math", fit: "TAM_Rasch_latreg", columns: files.Columns{Covariates: pisaCovariates}, options: calibrate.Options{Model: irt.Rasch, Regression: true}},
		// TAM's first group is that of code 36.
		{data: "timss_austwn", fit: "TAM_PCM_groups", columns: files.Columns{Group: "GROUP_country"}, options: calibrate.Options{Model: irt.PCM, ReferenceGroup: "36"}},
	} {
		t.Run(c.data+" "+c.fit, func(t *testing.T) {
			t.Parallel()
			want := readTAM(t, c.data+"."+c.fit)
			table := readData(t, reference.Path(t, "irt/data/"+c.data+".csv"), c.columns)
			c.options.Tol = 1e-7
			got, err := calibrate.Run(context.Background(), table.Data(), c.options)
			require.NoError(t, err)
			focal := got.Groups[0]
			require.InDelta(t, want.LogLik, got.LogLikelihood+uncovered(table, got), 0.01)
			require.InDelta(t, want.variance(t), focal.SD*focal.SD, 0.005)
			if len(got.Groups) > 1 {
				require.InDelta(t, want.Beta.Values[1][0], focal.Mean, 0.005)
			}
			if got.Regression != nil {
				for n, b := range got.Regression.Coefficients {
					require.InDelta(t, want.Beta.Values[n+1][0], b[0], 0.005)
				}
			}
			for i, e := range got.Items {
				require.Equal(t, e.ID, want.Item[i]["item"])
				require.InDelta(t, want.Item[i]["B.Cat1.Dim1"], e.A[0], 0.005, e.ID)
				for k, name := range []string{"AXsi_.Cat1", "AXsi_.Cat2"}[:len(e.D)] {
					require.InDelta(t, want.Item[i][name], -e.D[k], 0.005, e.ID)
				}
			}
		})
	}
}

// variance is that of the last person's group.
func (f tam) variance(t *testing.T) float64 {
	t.Helper()
	var one float64
	if json.Unmarshal(f.Variance, &one) == nil {
		return one
	}
	var persons []float64
	require.NoError(t, json.Unmarshal(f.Variance, &persons))
	return persons[len(persons)-1]
}

// uncovered is what TAM's log-likelihood is lower because it does not scale the
// weights of the nodes to sum to 1.
func uncovered(table *files.Table, r *calibrate.Result) float64 {
	sum, step := 0.0, 2*r.Options.Range/float64(r.Options.Quadrature-1)
	if r.Regression != nil {
		return 0
	}
	for i := range table.Persons() {
		g := r.Groups[0]
		if table.Groups != nil {
			g = r.Groups[table.Groups[i]]
		}
		mass := 0.0
		for q := range r.Options.Quadrature {
			z := (float64(q)*step - r.Options.Range - g.Mean) / g.SD
			mass += math.Exp(-z*z/2) * step / (g.SD * math.Sqrt(2*math.Pi))
		}
		sum += math.Log(mass)
	}
	return sum
}

// ltm 1.2.0 integrates over 21 Gauss-Hermite nodes.
func TestAgreesWithLTM(t *testing.T) {
	t.Parallel()
	type fit struct {
		LogLik float64 `json:"logLik"`
		Coef   matrix
	}
	var want struct {
		TwoPL   fit `json:"m2PL"`
		OnePL   fit `json:"m1PL"`
		ThreePL fit `json:"m3PL"`
	}
	readReference(t, "lsat6.ltm", &want)
	table := readData(t, reference.Path(t, "irt/data/lsat6.csv"), files.Columns{})
	for model, of := range map[irt.Model]fit{irt.TwoPL: want.TwoPL, irt.OnePL: want.OnePL} {
		got := run(t, table.Data(), calibrate.Options{Model: model, Tol: 1e-7})
		require.InDelta(t, of.LogLik, got.LogLikelihood, 0.01)
		slopes, difficulties := of.Coef.column("Dscrmn"), of.Coef.column("Dffclt")
		for i, e := range got.Items {
			require.InDelta(t, slopes[i], e.A[0], 0.005)
			require.InDelta(t, -slopes[i]*difficulties[i], e.D[0], 0.005)
		}
	}
	// Without a prior the 3PL of five items has many optima: ltm's, with a slope
	// of 23, is not the highest.
	got := run(t, table.Data(), calibrate.Options{Model: irt.ThreePL, Priors: calibrate.Priors{C: calibrate.Flat{}}})
	require.Greater(t, got.LogLikelihood, want.ThreePL.LogLik-0.01)
}
