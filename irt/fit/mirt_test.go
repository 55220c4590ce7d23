package fit_test

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt"
	"suyang/irt/files"
	"suyang/irt/fit"
)

// mirtFit is a fit by mirt 1.45.1 in R 4.2.2 with its statistics: itemfit with
// fit_stats S_X2 (mincell = 1), X2, G2 (group.bins = 10) and infit, M2 with
// type M2* and C2, residuals of type LD, LDG2 and Q3, personfit, marginal_rxx
// and empirical_rxx. Statistics that mirt could not compute are left empty.
type mirtFit struct {
	ItemType            string
	Model               string
	LogLik              float64 `json:"logLik"`
	Parameters          json.RawMessage
	ParTable            []mirtParameter  `json:"par_table"`
	SX2                 []map[string]any `json:"itemfit_SX2"`
	X2                  []map[string]any `json:"itemfit_X2"`
	G2                  []map[string]any `json:"itemfit_G2"`
	Infit               []map[string]any `json:"itemfit_infit"`
	M2, C2              json.RawMessage
	LD                  matrix           `json:"residuals_LD"`
	LDG2                matrix           `json:"residuals_LDG2"`
	Q3                  matrix           `json:"residuals_Q3"`
	PersonFit           []map[string]any `json:"personfit_first50"`
	MarginalReliability *float64         `json:"marginal_reliability"`
	Scores              struct {
		EmpiricalReliability map[string]float64 `json:"empirical_reliability"`
	}
}

type mirtParameter struct {
	Group, Item, Class, Name string
	Value                    float64
}

type matrix struct {
	Rows   any
	Cols   any
	Values [][]any
}

func (m matrix) at(i, j int) float64 { return number(m.Values[i][j]) }

// number is NaN where R has none.
func number(v any) float64 {
	if x, ok := v.(float64); ok {
		return x
	}
	return math.NaN()
}

func readMirt(t *testing.T, name string) (f mirtFit) {
	t.Helper()
	readJSON(t, "irt/ref/"+name+".json", &f)
	return f
}

func readJSON(t *testing.T, name string, to any) {
	t.Helper()
	content, err := os.ReadFile(reference.Path(t, name))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, to))
}

// model turns the table of parameters to a model.
func (f mirtFit) model(t *testing.T, name string, items []string) fit.Model {
	t.Helper()
	groups := []string{}
	values := map[string]map[string]map[string]float64{}
	classes := map[string]string{}
	for _, p := range f.ParTable {
		if values[p.Group] == nil {
			values[p.Group] = map[string]map[string]float64{}
			groups = append(groups, p.Group)
		}
		if values[p.Group][p.Item] == nil {
			values[p.Group][p.Item] = map[string]float64{}
		}
		values[p.Group][p.Item][p.Name] = p.Value
		classes[p.Item] = p.Class
	}
	slices.Sort(groups)
	var m fit.Model
	for _, g := range groups {
		group := fit.Group{Name: g, Latent: latent(values[g]["GROUP"])}
		for _, id := range items {
			group.Items = append(group.Items, item(t, name, id, classes[id], f.ItemType, values[g][id]))
		}
		m.Groups = append(m.Groups, group)
	}
	return m
}

func latent(values map[string]float64) irt.Normal {
	traits := 1
	if _, several := values["MEAN_2"]; several {
		traits = 2
	}
	n := irt.StandardNormal(traits)
	for d := range traits {
		n.Mean[d] = values["MEAN_"+strconv.Itoa(d+1)]
		for e := range d + 1 {
			n.Covariance[d][e] = values["COV_"+strconv.Itoa(d+1)+strconv.Itoa(e+1)]
			n.Covariance[e][d] = n.Covariance[d][e]
		}
	}
	return n
}

func item(t *testing.T, fitName, id, class, itemType string, v map[string]float64) irt.MultiItem {
	t.Helper()
	it := irt.MultiItem{ID: id, A: []float64{v["a1"]}}
	if a2, several := v["a2"]; several {
		it.A = append(it.A, a2)
	}
	steps := func(prefix string) (list []float64) {
		for k := 1; ; k++ {
			x, there := v[prefix+strconv.Itoa(k)]
			if !there {
				return list
			}
			list = append(list, x)
		}
	}
	switch class {
	case "dich":
		it.D = []float64{v["d"]}
		switch {
		case itemType == "Rasch":
			it.Model = irt.Rasch
		case itemType == "3PL":
			it.Model, it.C = irt.ThreePL, v["g"]
		case strings.Contains(fitName, "1PL"):
			it.Model = irt.OnePL
		}
	case "graded":
		it.Model, it.D = irt.GRM, steps("d")
	case "gpcm":
		it.Model, it.D = irt.GPCM, steps("d")
		if itemType == "Rasch" {
			it.Model = irt.PCM
		}
	case "nominal":
		it.Model, it.D, it.Scores = irt.NRM, steps("d"), append([]float64{0}, steps("ak")...)
	case "gpcmIRT":
		it.Model = irt.GPCM
		if itemType == "rsm" {
			it.Model = irt.RSM
		}
		sum := 0.0
		for _, b := range steps("b") {
			sum += v["a1"]*-b + v["c"]
			it.D = append(it.D, sum)
		}
	default:
		t.Fatalf("class %q", class)
	}
	return it
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
