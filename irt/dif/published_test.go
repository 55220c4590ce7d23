package dif_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/dif"
)

// tally is a row of a published table: so many persons of a group, at a level
// of the matching variable, gave a response.
type tally struct {
	group, level, response int
	persons                float64
}

// matchedData has an item "level", on which persons are matched, and an item
// "response", with a row per tally.
func matchedData(groups []string, levels, categories int, tallies []tally) calibrate.Data {
	d := calibrate.Data{
		Responses: irt.Responses{Items: []string{"level", "response"}}, Categories: []int{levels, categories}, GroupNames: groups,
	}
	for _, t := range tallies {
		if t.persons > 0 {
			d.Cells = append(d.Cells, uint8(t.level), uint8(t.response))
			d.Groups, d.Weights = append(d.Groups, t.group), append(d.Weights, t.persons)
		}
	}
	return d
}

// byTables turns groups x categories of each level to tallies.
func byTables(tables [][][]float64) (tallies []tally) {
	for level, table := range tables {
		for group, row := range table {
			for response, persons := range row {
				tallies = append(tallies, tally{group, level, response, persons})
			}
		}
	}
	return tallies
}

// published searches tallies for DIF of the item "response".
func published(t *testing.T, d calibrate.Data, m dif.Method) dif.Item {
	t.Helper()
	r := search(t, d, dif.Options{Method: m, Matching: dif.Rest, Anchors: []string{"level"}})
	require.Len(t, r.Items, 2)
	return r.Items[1]
}

func TestPublishedTwoByTwoTables(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                    string
		tables                  [][][]float64
		statistic, ratio, logSE float64
	}{
		// Admissions at Berkeley in 1973 by department (Bickel, Hammel and O'Connell,
		// 1975), men and women, rejected and admitted. Expected values: the example
		// of mantelhaen.test in the documentation of R, where the interval of the odds
		// ratio is 0.7719074 to 1.0603298.
		{"Berkeley admissions", [][][]float64{
			{{313, 512}, {19, 89}},
			{{207, 353}, {8, 17}},
			{{205, 120}, {391, 202}},
			{{279, 138}, {244, 131}},
			{{138, 53}, {299, 94}},
			{{351, 22}, {317, 24}},
		}, 1.4269, 0.9046968, math.Log(1.0603298/0.7719074) / 2 / 1.959964},
		// Penicillin in rabbits (Mantel, 1963, cited after Agresti, 1990), injected at once and
		// after 1.5 hours, died and cured. Expected values: the same example,
		// interval 1.026713 to 47.725133.
		{"penicillin in rabbits", [][][]float64{
			{{6, 0}, {5, 0}},
			{{3, 3}, {6, 0}},
			{{0, 6}, {4, 2}},
			{{1, 5}, {0, 6}},
			{{0, 2}, {0, 5}},
		}, 3.9286, 7, math.Log(47.725133/1.026713) / 2 / 1.959964},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := published(t, matchedData([]string{"first", "second"}, len(c.tables), 2, byTables(c.tables)), dif.MantelHaenszel)
			require.InDelta(t, c.statistic, got.Test.Statistic, 5e-5)
			odds := got.Comparisons[0].MantelHaenszel.Odds
			require.InDelta(t, c.ratio, odds.Ratio, 5e-8)
			require.InDelta(t, c.logSE, odds.LogSE, 1e-6)
			require.InDelta(t, -2.35*math.Log(c.ratio), odds.Delta, 1e-6)
		})
	}
}

// Job satisfaction by income, women and men (Agresti, 2002, table 7.8), with
// the scores 1, 3, 4, 5 of satisfaction. Expected value: the row mean scores
// statistic printed there from SAS, 9.0342 with 3 degrees of freedom, p 0.0288.
func TestPublishedMeanScores(t *testing.T) {
	t.Parallel()
	tables := [][][]float64{
		{{1, 0, 3, 11, 2}, {2, 0, 3, 17, 3}, {0, 0, 1, 8, 5}, {0, 0, 2, 4, 2}},
		{{1, 0, 1, 2, 1}, {0, 0, 3, 5, 1}, {0, 0, 0, 7, 3}, {0, 0, 1, 9, 6}},
	}
	got := published(t, matchedData([]string{"3", "10", "20", "35"}, 2, 5, byTables(tables)), dif.MantelHaenszel)
	require.InDelta(t, 9.0342, got.Test.Statistic, 5e-5)
	require.Equal(t, 3, got.Test.DF)
	require.InDelta(t, 0.0288, got.Test.P, 5e-5)
}

// Mental impairment by life events and socioeconomic status (Agresti, 2002,
// table 7.5): for each status the life events of the persons in each category.
// Expected values: the coefficients of the proportional odds models reported
// there, of high status in the first one and of the product in the second one,
// with the signs of being more impaired.
func TestPublishedProportionalOdds(t *testing.T) {
	t.Parallel()
	var tallies []tally
	for status, categories := range [][][]int{
		{{2, 1, 1, 2}, {6, 1, 5, 3}, {0, 3, 9, 4, 3}, {5, 4, 4, 8, 9}},
		{{1, 9, 4, 3, 0, 3, 3, 7}, {5, 3, 8, 2, 5, 9, 3, 1}, {4, 6}, {8, 2, 7, 8}},
	} {
		for category, events := range categories {
			for _, n := range events {
				tallies = append(tallies, tally{status, n, category, 1})
			}
		}
	}
	got := published(t, matchedData([]string{"low", "high"}, 10, 4, tallies), dif.Logistic)
	effect := got.Comparisons[0].Logistic
	require.InDelta(t, -1.111, effect.Group, 5e-4)
	require.InDelta(t, -0.181, effect.Interaction, 5e-4)
}
