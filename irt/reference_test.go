package irt_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/internal/reference"
	"suyang/irt"
)

// mirtFit is a fit by mirt 1.45.1 with its scores, information and category
// probabilities, all computed at its own parameters.
type mirtFit struct {
	Mins     map[string]int // the lowest code of each item
	Par      []parameter    `json:"par_table"`
	Software string
	Scores   struct {
		EAP, MAP, ML, WLE scores
		EAPsum            []map[string]float64
	}
	Information struct {
		Theta        []float64
		Test         []float64
		Item         table
		ExpectedTest []float64 `json:"expected_test"`
	}
	Probtrace table
}

type parameter struct {
	Group, Item, Class, Name string
	Value                    float64
}

type scores struct {
	First50, Patterns table
}

// table is a matrix; what is not a finite number is a string.
type table struct{ Values [][]any }

func value(x any) float64 {
	switch x := x.(type) {
	case float64:
		return x
	case string:
		switch x {
		case "Inf":
			return math.Inf(1)
		case "-Inf":
			return math.Inf(-1)
		}
	}
	return math.NaN()
}

// readMirt reads a file of the reference folder.
func readMirt(t *testing.T, name string) (f mirtFit) {
	t.Helper()
	content, err := os.ReadFile(reference.Path(t, "irt/ref/"+name+".json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, &f))
	return f
}

// items gives the items of a group in mirt's parameters, and its distribution.
func (f mirtFit) items(group string) (items []irt.MultiItem, latent map[string]float64) {
	var order []string
	values, class := make(map[string]map[string]float64), make(map[string]string)
	for _, p := range f.Par {
		if p.Group != group {
			continue
		}
		if values[p.Item] == nil {
			values[p.Item], class[p.Item] = make(map[string]float64), p.Class
			order = append(order, p.Item)
		}
		values[p.Item][p.Name] = p.Value
	}
	for _, id := range order {
		if id != "GROUP" && id != "BETA" {
			items = append(items, mirtItem(id, class[id], values[id]))
		}
	}
	return items, values["GROUP"]
}

func mirtItem(id, class string, v map[string]float64) irt.MultiItem {
	m := irt.MultiItem{ID: id, A: numbered(v, "a", 1)}
	switch class {
	case "dich":
		m.D = []float64{v["d"]}
		if v["g"] > 0 || v["u"] < 1 {
			m.Model, m.C, m.U = irt.FourPL, v["g"], v["u"]
		}
	case "graded":
		m.Model, m.D = irt.GRM, numbered(v, "d", 1)
	case "gpcm", "nominal":
		m.Model, m.D, m.Scores = irt.NRM, numbered(v, "d", 1), numbered(v, "ak", 0)
	case "gpcmIRT", "rsm":
		m.Model = irt.GPCM
		sum := 0.0
		for _, b := range numbered(v, "b", 1) {
			sum += v["c"] - v["a1"]*b
			m.D = append(m.D, sum)
		}
	default:
		panic(class)
	}
	return m
}

// numbered lists name1, name2 ...
func numbered(v map[string]float64, name string, first int) (list []float64) {
	for k := first; ; k++ {
		x, ok := v[fmt.Sprintf("%s%d", name, k)]
		if !ok {
			return list
		}
		list = append(list, x)
	}
}

// one turns items of one trait.
func one(multi []irt.MultiItem) []irt.Item {
	items := make([]irt.Item, len(multi))
	for j, m := range multi {
		items[j] = m.Item()
	}
	return items
}

// scoredFits are the names of the fits of one trait with scores.
func scoredFits(t *testing.T) (names []string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(reference.Path(t, "irt/ref"), "*.json"))
	require.NoError(t, err)
	for _, path := range paths {
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		if strings.Contains(string(content), `"probtrace"`) {
			names = append(names, strings.TrimSuffix(filepath.Base(path), ".json"))
		}
	}
	require.NotEmpty(t, names)
	return names
}

// scoringGrid has the 121 nodes that fscores takes by default; fits have 61. It
// makes a difference where the nodes cut the distribution off only.
func scoringGrid(latent map[string]float64) irt.Grid {
	return irt.NormalGrid(121, -6, 6, latent["MEAN_1"], math.Sqrt(latent["COV_11"]))
}

func TestScoresOfMirt(t *testing.T) {
	t.Parallel()
	for _, name := range scoredFits(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := readMirt(t, name)
			multi, latent := f.items("all")
			items := one(multi)
			prior := scoringGrid(latent)
			persons := readPersons(t, strings.SplitN(name, ".", 2)[0], items, f.Mins)
			for _, c := range []struct {
				method    irt.Method
				want      scores
				tolerance float64
			}{
				{irt.ByEAP, f.Scores.EAP, 1e-3}, {irt.ByMAP, f.Scores.MAP, 5e-3},
				{irt.ByML, f.Scores.ML, 5e-3}, {irt.ByWLE, f.Scores.WLE, 5e-3},
			} {
				first := c.want.First50
				requireScoresOfMirt(t, c.method, items, prior, persons[:len(first.Values)], first, c.tolerance)
				requireScoresOfMirt(t, c.method, items, prior, c.want.Patterns.patterns(items, f.Mins), c.want.Patterns, c.tolerance)
			}
		})
	}
}

// patterns gives the responses in the first columns.
func (p table) patterns(items []irt.Item, mins map[string]int) [][]int {
	patterns := make([][]int, len(p.Values))
	for i, row := range p.Values {
		for j, it := range items {
			patterns[i] = append(patterns[i], int(value(row[j]))-mins[it.ID])
		}
	}
	return patterns
}

// readPersons reads the responses of a data set to items.
func readPersons(t *testing.T, data string, items []irt.Item, mins map[string]int) [][]int {
	t.Helper()
	content, err := os.ReadFile(reference.Path(t, "irt/data/"+data+".csv"))
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	at := make(map[string]int)
	for i, name := range strings.Split(lines[0], ",") {
		at[strings.Trim(name, `"`)] = i
	}
	var persons [][]int
	for _, line := range lines[1:] {
		fields := strings.Split(line, ",")
		var row []int
		for _, it := range items {
			code := irt.Missing
			if field := fields[at[it.ID]]; field != "" && field != "NA" {
				_, err := fmt.Sscan(field, &code)
				require.NoError(t, err)
				code -= mins[it.ID]
			}
			row = append(row, code)
		}
		persons = append(persons, row)
	}
	return persons
}

func requireScoresOfMirt(t *testing.T, m irt.Method, items []irt.Item, prior irt.Grid, persons [][]int, want table, tolerance float64) {
	t.Helper()
	theta, se := make([]float64, len(persons)), make([]float64, len(persons))
	irt.NewScorer(items, prior).Score(m, theta, se, irt.Persons{Cells: cellsOf(persons)})
	for i, row := range want.Values {
		n := len(row)
		wantTheta, wantSE := value(row[n-2]), value(row[n-1])
		if math.IsInf(wantTheta, 0) {
			if highest(items, persons[i]) && decreasing(items) {
				// mirt takes the highest category of all items for +Inf, whatever
				// the slopes; with some negative the likelihood has a maximum.
				require.Greater(t, theta[i], 6.0)
				continue
			}
			require.Equal(t, wantTheta, theta[i], "%v person %d", m, i+1)
			require.True(t, math.IsNaN(se[i]))
			continue
		}
		if m == irt.ByML && wantTheta > 19.9 {
			require.Equal(t, math.Inf(1), theta[i], "mirt's search ends at 20")
			continue
		}
		require.InDelta(t, wantTheta, theta[i], tolerance, "%v person %d %v", m, i+1, persons[i])
		if m == irt.ByWLE && lowest(persons[i]) && items[0].Model == irt.GPCM {
			// Where mirt fits science.gpcm in thresholds (science.gpcmIRT), it gives
			// another standard error, 1.80, than for the same model in intercepts, 1.73.
			continue
		}
		require.InDelta(t, wantSE, se[i], tolerance, "%v standard error of person %d %v", m, i+1, persons[i])
	}
}

func highest(items []irt.Item, responses []int) bool {
	for j, it := range items {
		if responses[j] != it.Categories()-1 {
			return false
		}
	}
	return true
}

func lowest(responses []int) bool {
	return !slices.ContainsFunc(responses, func(r int) bool { return r != 0 })
}

func decreasing(items []irt.Item) bool {
	return slices.ContainsFunc(items, func(it irt.Item) bool { return it.A < 0 })
}

func TestInformationAndProbabilitiesOfMirt(t *testing.T) {
	t.Parallel()
	for _, name := range scoredFits(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := readMirt(t, name)
			multi, _ := f.items("all")
			items := one(multi)
			for q, theta := range f.Information.Theta {
				require.InDelta(t, f.Information.Test[q], irt.TestInformation(items, theta), 1e-6)
				sum, column := 0.0, 0
				for j, it := range items {
					require.InDelta(t, value(f.Information.Item.Values[j][q]), it.Information(theta), 1e-6)
					sum += it.ExpectedScore(theta) + float64(f.Mins[it.ID])
					for _, p := range it.Probabilities(nil, theta) {
						require.InDelta(t, value(f.Probtrace.Values[q][column]), p, 1e-9)
						column++
					}
				}
				require.InDelta(t, f.Information.ExpectedTest[q], sum, 1e-6)
			}
		})
	}
}

func TestSumScoresOfMirt(t *testing.T) {
	t.Parallel()
	for _, name := range scoredFits(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := readMirt(t, name)
			if f.Scores.EAPsum == nil {
				t.Skip("mirt makes no such table of data with missing responses")
			}
			multi, latent := f.items("all")
			items := one(multi)
			points, lowest := make([][]int, len(items)), 0
			for j, it := range items {
				for k := range it.Categories() {
					points[j] = append(points[j], k+f.Mins[it.ID])
				}
				lowest += f.Mins[it.ID]
			}
			prior := scoringGrid(latent)
			got := irt.SumScores(items, points, prior)
			require.Len(t, got, len(f.Scores.EAPsum))
			sum, persons := 0.0, 0.0
			for _, want := range f.Scores.EAPsum {
				persons += want["observed"]
			}
			for i, want := range f.Scores.EAPsum {
				require.Equal(t, lowest+i, got[i].Sum)
				require.InDelta(t, want["Sum.Scores"], got[i].Sum, 0)
				factor := "F1"
				if _, ok := want[factor]; !ok {
					factor = "F"
				}
				require.InDelta(t, want[factor], got[i].Theta, 1e-3)
				require.InDelta(t, want["SE_"+factor], got[i].SE, 1e-3)
				require.InDelta(t, want["expected"], persons*got[i].Probability, 0.01)
				sum += got[i].Probability
			}
			require.InDelta(t, 1, sum, 1e-12)
		})
	}
}
