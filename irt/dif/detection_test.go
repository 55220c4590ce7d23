package dif_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/dif"
	"suyang/irt/simulate"
)

// rasch spreads n items of slope 1 over difficulties from -1.5 to 1.5.
func rasch(n int) []irt.Item {
	items := make([]irt.Item, n)
	for j := range items {
		items[j] = irt.Item{ID: fmt.Sprint("item", j+1), A: 1, B: []float64{-1.5 + 3*float64(j)/float64(n-1)}}
	}
	return items
}

// partialCredit spreads n items of three categories likewise.
func partialCredit(n int) []irt.Item {
	items := rasch(n)
	for j := range items {
		items[j].Model, items[j].B = irt.GPCM, []float64{items[j].B[0] - 0.5, items[j].B[0] + 0.5}
	}
	return items
}

// shifted makes an item harder.
func shifted(items []irt.Item, item int, shift float64) []irt.Item {
	items = slices.Clone(items)
	items[item].B = slices.Clone(items[item].B)
	for k := range items[item].B {
		items[item].B[k] += shift
	}
	return items
}

// sampled is a group to simulate.
type sampled struct {
	items    []irt.Item
	persons  int
	mean, sd float64
}

// draw simulates groups named g1, g2 ...
func draw(seed uint64, groups ...sampled) calibrate.Data {
	var d calibrate.Data
	for g, s := range groups {
		d.GroupNames = append(d.GroupNames, fmt.Sprint("g", g+1))
		stream := 100*seed + uint64(g)
		r := simulate.Responses(s.items, simulate.Simulees(s.persons, s.mean, s.sd, stream), stream)
		d.Items, d.Cells = r.Items, append(d.Cells, r.Cells...)
		d.Groups = append(d.Groups, slices.Repeat([]int{g}, s.persons)...)
	}
	for _, it := range groups[0].items {
		d.Categories = append(d.Categories, it.Categories())
	}
	return d
}

// Under no DIF the share of flagged items is near the level, though the groups
// differ in ability; an item harder by 0.6 is found, and called harder.
func TestDetectionRates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		options dif.Options
		items   []irt.Item
		focal   int // number of focal groups
		repeat  int
		mean    float64 // of the focal groups
	}{
		{"Mantel-Haenszel", dif.Options{}, rasch(20), 1, 20, -0.5},
		{"Mantel", dif.Options{}, partialCredit(20), 1, 20, -0.5},
		{"three groups", dif.Options{}, rasch(20), 2, 20, -0.5},
		{"abilities matched", dif.Options{Matching: dif.EAP, Calibration: calibrate.Options{Model: irt.Rasch, Tol: 1e-4}}, rasch(20), 1, 20, -0.5},
		{"logistic", dif.Options{Method: dif.Logistic}, rasch(20), 1, 20, -0.5},
		// Odds of partial credit items are not quite proportional, which shows where
		// abilities differ.
		{"proportional odds", dif.Options{Method: dif.Logistic}, partialCredit(20), 1, 20, 0},
		{"likelihood ratio", dif.Options{Method: dif.LikelihoodRatio}, rasch(10), 1, 10, -0.5},
		{"likelihood ratio, partial credit", dif.Options{Method: dif.LikelihoodRatio}, partialCredit(8), 1, 6, -0.5},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.options.Adjust = dif.None
			alarms, tests := 0, 0
			for seed := range uint64(c.repeat) {
				r := search(t, draw(seed, groups(c.items, c.items, c.focal, c.mean)...), c.options)
				for _, it := range r.Items {
					tests++
					if it.Flagged {
						alarms++
					}
				}
			}
			rate, spread := float64(alarms)/float64(tests), math.Sqrt(0.05*0.95/float64(tests))
			t.Logf("%d of %d fair items flagged: %.3f", alarms, tests, rate)
			require.InDelta(t, 0.05, rate, 3*spread)

			found := 0
			studied := len(c.items) / 2
			for seed := range uint64(c.repeat) {
				r := search(t, draw(seed, groups(c.items, shifted(c.items, studied, 0.6), c.focal, c.mean)...), c.options)
				if it := r.Items[studied]; it.Flagged {
					found++
					require.Equal(t, dif.Harder, it.Comparisons[c.focal-1].Direction)
				}
			}
			t.Logf("%d of %d found", found, c.repeat)
			require.GreaterOrEqual(t, found, c.repeat*9/10)
		})
	}
}

// groups are a reference group and focal groups, of which the last answers
// changed items.
func groups(items, changed []irt.Item, focal int, mean float64) []sampled {
	all := []sampled{{items, 1000, 0, 1}}
	for g := range focal {
		s := sampled{items, 1000, mean, 1}
		if g == focal-1 {
			s.items = changed
		}
		all = append(all, s)
	}
	return all
}
