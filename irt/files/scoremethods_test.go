package files_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt"
	"suyang/irt/files"
)

// scoreAs scores a text by a method and gives the lines of the result.
func scoreAs(t *testing.T, c *files.Calibration, text string, columns files.Columns, o files.ScoreOptions) ([][]string, error) {
	t.Helper()
	for _, it := range c.Items {
		columns.Items = append(columns.Items, it.ID)
	}
	r, err := files.NewReader(strings.NewReader(text), "r.csv", columns)
	require.NoError(t, err)
	var out bytes.Buffer
	_, err = c.Score(context.Background(), &out, r, o)
	var lines [][]string
	for line := range strings.Lines(out.String()) {
		lines = append(lines, strings.Split(strings.TrimSpace(line), ","))
	}
	return lines, err
}

func parse(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return x
}

func TestScoresByEachMethod(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	models := c.ResponseModels()
	for method, want := range map[irt.Method]func([]int) (float64, float64){
		irt.ByMAP: func(r []int) (float64, float64) { return irt.MAP(models, r, irt.StandardGrid()) },
		irt.ByML:  func(r []int) (float64, float64) { return irt.ML(models, r) },
		irt.ByWLE: func(r []int) (float64, float64) { return irt.WLE(models, r) },
	} {
		lines, err := scoreAs(t, c, "x,y\n1,2\n0,5\n", files.Columns{}, files.ScoreOptions{Method: method})
		require.NoError(t, err)
		for i, responses := range [][]int{{1, 1}, {0, 2}} {
			theta, se := want(responses)
			require.InDelta(t, theta, parse(t, lines[i+1][1]), 1e-6)
			require.InDelta(t, se, parse(t, lines[i+1][2]), 1e-4)
		}
	}
}

func TestWritesWhatDoesNotExist(t *testing.T) {
	t.Parallel()
	lines, err := scoreAs(t, twoItems(t), "x,y\n1,5\n0,1\n,\n", files.Columns{}, files.ScoreOptions{Method: irt.ByML})
	require.NoError(t, err)
	require.Equal(t, [][]string{{"person", "theta", "se"}, {"1", "Inf", "NA"}, {"2", "-Inf", "NA"}, {"3", "NA", "NA"}}, lines)
}

func TestScoresOnAMetric(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	c.Groups = []files.Group{{Name: "a", Mean: 1, SD: 2}, {Name: "b", SD: 0.5}}
	for reference, group := range map[string]files.Group{"": c.Groups[0], "b": c.Groups[1]} {
		c.ReferenceGroup = reference
		columns := files.Columns{Group: "g"}
		plain, err := scoreAs(t, c, "x,y,g\n1,2,a\n", columns, files.ScoreOptions{})
		require.NoError(t, err)
		moved, err := scoreAs(t, c, "x,y,g\n1,2,a\n", columns, files.ScoreOptions{Metric: &files.Metric{Mean: 500, SD: 100}})
		require.NoError(t, err)
		require.InDelta(t, 500+100*(parse(t, plain[1][1])-group.Mean)/group.SD, parse(t, moved[1][1]), 1e-3)
		require.InDelta(t, 100/group.SD*parse(t, plain[1][2]), parse(t, moved[1][2]), 1e-3)
	}
}

// A person's plausible values stay whatever the file's groups and threads.
func TestPlausibleValuesInAFile(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	text := "x,y,g\n1,2,a\n0,5,b\n1,1,a\n"
	o := files.ScoreOptions{PlausibleValues: 3, Seed: 4}
	one, err := scoreAs(t, c, text, files.Columns{}, o)
	require.NoError(t, err)
	require.Equal(t, []string{"person", "pv1", "pv2", "pv3"}, one[0])
	c.Groups = []files.Group{{Name: "a", SD: 1}, {Name: "b", SD: 1}}
	o.Threads = 2
	grouped, err := scoreAs(t, c, text, files.Columns{Group: "g"}, o)
	require.NoError(t, err)
	require.Equal(t, one, grouped)
	o.Seed = 5
	other, err := scoreAs(t, c, text, files.Columns{Group: "g"}, o)
	require.NoError(t, err)
	require.NotEqual(t, one, other)
}

func TestWritesDensities(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	lines, err := scoreAs(t, c, "x,y\n1,2\n", files.Columns{}, files.ScoreOptions{Densities: true, Metric: &files.Metric{Mean: 500, SD: 100}})
	require.NoError(t, err)
	require.Len(t, lines[0], 62)
	require.Equal(t, []string{"-100", "-80"}, lines[0][1:3])
	sum := 0.0
	for _, height := range lines[1][1:] {
		sum += 20 * parse(t, height)
	}
	require.InDelta(t, 1, sum, 1e-3)
}

func TestScoresEachGroupOnItsItems(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	own := c.Items[0]
	own.A, own.B = []float64{0.6}, []float64{-1}
	c.Groups = []files.Group{{Name: "a", SD: 1}, {Name: "b", SD: 1, Items: []files.Item{own}}}
	lines, err := scoreAs(t, c, "y,x,g\n2,1,a\n2,1,b\n", files.Columns{Group: "g"}, files.ScoreOptions{})
	require.NoError(t, err)
	models := c.ResponseModels()
	theta, se := irt.EAP(models, []int{1, 1}, irt.StandardGrid())
	requireScore(t, lines[1], theta, se)
	models[0].A, models[0].B = 0.6, []float64{-1}
	theta, se = irt.EAP(models, []int{1, 1}, irt.StandardGrid())
	requireScore(t, lines[2], theta, se)
}

// planeItems is a calibration of two traits.
func planeItems(t *testing.T) *files.Calibration {
	t.Helper()
	c, err := files.ReadCalibration(strings.NewReader(`{"schema_version": 1, "dimensions": ["f", "g"],
		"groups": [{"means": [0, 1], "covariance": [[1, 0.5], [0.5, 2]]}],
		"items": [{"id": "x", "model": "2pl", "a": [1, 0], "d": [0]}, {"id": "y", "model": "2pl", "a": [0.5, 1], "d": [1]}]}`), "items.json")
	require.NoError(t, err)
	return c
}

func TestScoresSeveralTraits(t *testing.T) {
	t.Parallel()
	c := planeItems(t)
	for _, method := range []irt.Method{irt.ByEAP, irt.ByMAP} {
		lines, err := scoreAs(t, c, "x,y\n1,0\n", files.Columns{}, files.ScoreOptions{Method: method})
		require.NoError(t, err)
		require.Equal(t, []string{"person", "theta_f", "se_f", "theta_g", "se_g"}, lines[0])
		theta, se := make([]float64, 2), make([]float64, 2)
		irt.NewMultiScorer(c.MultiItems(), c.Space(0), c.Distribution(0)).Score(method, theta, se, irt.Persons{Cells: []uint8{1, 0}})
		for k, want := range []float64{theta[0], se[0], theta[1], se[1]} {
			require.InDelta(t, want, parse(t, lines[1][k+1]), 1e-6)
		}
	}
	lines, err := scoreAs(t, c, "x,y\n1,0\n", files.Columns{}, files.ScoreOptions{PlausibleValues: 2})
	require.NoError(t, err)
	require.Equal(t, []string{"person", "pv1_f", "pv1_g", "pv2_f", "pv2_g"}, lines[0])
}

// regressed is twoItems with a regression on two covariates.
func regressed(t *testing.T) *files.Calibration {
	t.Helper()
	c := twoItems(t)
	c.Groups = []files.Group{{Mean: 0.1, SD: 0.8}}
	c.Regression = &files.Regression{Names: []string{"age", "sex"}, Coefficients: [][]float64{{0.5}, {-1}}, ResidualSD: []float64{0.8}}
	return c
}

func TestScoresUnderARegression(t *testing.T) {
	t.Parallel()
	c := regressed(t)
	columns := files.Columns{Covariates: []string{"age", "sex"}}
	lines, err := scoreAs(t, c, "sex,x,y,age\n1,1,2,3\n0,,,-2\n", columns, files.ScoreOptions{})
	require.NoError(t, err)
	theta, se := irt.EAP(c.ResponseModels(), []int{1, 1}, irt.NormalGrid(61, -6, 6, 0.6, 0.8)) // 0.1 + 3 x 0.5 - 1
	requireScore(t, lines[1], theta, se)
	requireScore(t, lines[2], -0.9, 0.8)
	_, err = scoreAs(t, c, "sex,x,y,age\n1,1,2,3\n", files.Columns{}, files.ScoreOptions{Method: irt.ByWLE})
	require.NoError(t, err, "a weighted likelihood has no prior")
}

func TestSaysWhatCannotBeEstimated(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		calibration *files.Calibration
		columns     files.Columns
		options     files.ScoreOptions
		message     string
	}{
		"WLE of several traits":       {planeItems(t), files.Columns{}, files.ScoreOptions{Method: irt.ByWLE}, "r.csv: wle is for one trait, and the items measure 2"},
		"densities of several traits": {planeItems(t), files.Columns{}, files.ScoreOptions{Densities: true}, "r.csv: densities are for one trait"},
		"covariates not named":        {regressed(t), files.Columns{}, files.ScoreOptions{}, "r.csv: the items were calibrated with a regression on age, sex"},
		"one covariate":               {regressed(t), files.Columns{Covariates: []string{"age"}}, files.ScoreOptions{}, "r.csv: the items were calibrated with a regression on age, sex"},
		"other covariate":             {regressed(t), files.Columns{Covariates: []string{"z"}}, files.ScoreOptions{}, "r.csv: z: is not in the regression, which is on age, sex"},
		"no regression":               {twoItems(t), files.Columns{Covariates: []string{"z"}}, files.ScoreOptions{}, "r.csv: the items were calibrated without a regression"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := scoreAs(t, c.calibration, "x,y,age,sex,z\n1,0,1,1,1\n", c.columns, c.options)
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestSumScoresOfABooklet(t *testing.T) {
	t.Parallel()
	c := twoItems(t)
	c.Groups = []files.Group{{Name: "a", SD: 1}, {Name: "b", Mean: 1, SD: 1}}
	table, err := c.SumScores([]string{"y"}, &files.Metric{Mean: 500, SD: 100})
	require.NoError(t, err)
	require.Len(t, table, 6)
	for k, sum := range []int{1, 2, 5} {
		theta, se := irt.EAP(c.ResponseModels()[1:], []int{k}, irt.NormalGrid(61, -6, 6, 1, 1))
		require.Equal(t, "b", table[3+k].Group)
		require.Equal(t, sum, table[3+k].Sum)
		require.InDelta(t, 500+100*theta, table[3+k].Theta, 1e-9)
		require.InDelta(t, 100*se, table[3+k].SE, 1e-6)
	}
	var text bytes.Buffer
	require.NoError(t, files.WriteSumScores(&text, table[:1]))
	require.Equal(t, fmt.Sprintf("group,sum,theta,se,probability\na,1,%.6f,%.6f,%.6f\n", table[0].Theta, table[0].SE, table[0].Probability), text.String())
	_, err = c.SumScores([]string{"z"}, nil)
	require.EqualError(t, err, `item "z" is not among the calibrated items`)
	_, err = planeItems(t).SumScores(nil, nil)
	require.ErrorContains(t, err, "sum scores are for one trait")
}

// The latent regression of mirt 1.45.1 and of TAM 4.3.25 on the same data, each
// scored at its own parameters.
func TestRegressionScoresAgree(t *testing.T) {
	t.Parallel()
	path := reference.Path(t, "irt/data/pisa_math.csv")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, name := range []string{"mirt_latreg", "TAM_Rasch_latreg"} {
		content, err := os.ReadFile(reference.Path(t, "irt/ref/pisa_math."+name+".json"))
		require.NoError(t, err)
		var f struct {
			Par []struct {
				Item, Name string
				Value      float64
			} `json:"par_table"`
			EAP struct{ Values [][2]float64 } `json:"EAP_first50"`
			// TAM's
			Xsi      []struct{ Xsi float64 }
			Variance float64
			Beta     struct{ Values [][]float64 }
			Item     []struct{ Item string }
			Persons  []map[string]float64 `json:"person_first50"`
		}
		require.NoError(t, json.Unmarshal(content, &f))
		c := &files.Calibration{SchemaVersion: 1, Regression: &files.Regression{
			Names: []string{"GROUP_female", "COV_hisei", "COV_migra"}, Coefficients: make([][]float64, 3), ResidualSD: []float64{1},
		}}
		variance := f.Variance
		for k, it := range f.Item {
			c.Items = append(c.Items, files.Item{ID: it.Item, Model: irt.Rasch, A: []float64{1}, D: []float64{-f.Xsi[k].Xsi}})
		}
		if f.Beta.Values != nil {
			copy(c.Regression.Coefficients, f.Beta.Values[1:])
		}
		for _, p := range f.Par {
			switch {
			case p.Name == "d":
				c.Items = append(c.Items, files.Item{ID: p.Item, Model: irt.Rasch, A: []float64{1}, D: []float64{p.Value}})
			case p.Name == "COV_11":
				variance = p.Value
			case p.Item == "BETA":
				for k, covariate := range []string{"female", "hisei", "migra"} {
					if strings.Contains(p.Name, covariate) {
						c.Regression.Coefficients[k] = []float64{p.Value}
					}
				}
			}
		}
		c.Groups = []files.Group{{SD: math.Sqrt(variance)}}
		var text bytes.Buffer
		require.NoError(t, c.Write(&text))
		c, err = files.ReadCalibration(&text, "items.json")
		require.NoError(t, err)
		lines, err := scoreAs(t, c, string(data), files.Columns{Covariates: c.Regression.Names}, files.ScoreOptions{})
		require.NoError(t, err)
		for i, want := range f.EAP.Values {
			require.InDelta(t, want[0], parse(t, lines[i+1][1]), 1e-3, "%s person %d", name, i+1)
			require.InDelta(t, want[1], parse(t, lines[i+1][2]), 1e-3, "%s person %d", name, i+1)
		}
		for i, want := range f.Persons {
			require.InDelta(t, want["EAP"], parse(t, lines[i+1][1]), 1e-3, "%s person %d", name, i+1)
			require.InDelta(t, want["SD.EAP"], parse(t, lines[i+1][2]), 1e-3, "%s person %d", name, i+1)
		}
		require.Equal(t, 50, len(f.EAP.Values)+len(f.Persons))
	}
}
