package dif_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/dif"
)

// Swapping the groups turns every sign, and the odds ratio upside down.
func TestSwappedGroupsFlipSigns(t *testing.T) {
	t.Parallel()
	opposite := map[dif.Direction]dif.Direction{dif.Harder: dif.Easier, dif.Easier: dif.Harder, dif.Crossing: dif.Crossing}
	rapid.Check(t, func(t *rapid.T) {
		items := rasch(5)
		if rapid.Bool().Draw(t, "polytomous") {
			items = partialCredit(5)
		}
		focal := shifted(items, rapid.IntRange(0, 4).Draw(t, "item"), rapid.Float64Range(-1, 1).Draw(t, "shift"))
		d := draw(rapid.Uint64Range(0, 1000).Draw(t, "seed"), sampled{items, 200, 0, 1}, sampled{focal, 200, rapid.Float64Range(-1, 1).Draw(t, "mean"), 1})
		for _, method := range []dif.Method{dif.MantelHaenszel, dif.Logistic} {
			one, err := dif.Run(context.Background(), d, dif.Options{Method: method, Reference: "g1"})
			require.NoError(t, err)
			other, err := dif.Run(context.Background(), d, dif.Options{Method: method, Reference: "g2"})
			require.NoError(t, err)
			for j, a := range one.Items {
				b := other.Items[j]
				require.InDelta(t, a.Test.Statistic, b.Test.Statistic, 1e-5)
				if hasDirection(a.Comparisons[0]) {
					require.Equal(t, opposite[a.Comparisons[0].Direction], b.Comparisons[0].Direction)
				}
				requireOpposite(t, a.Comparisons[0], b.Comparisons[0])
			}
		}
	})
}

// hasDirection tells whether a difference is beyond the precision of its
// estimation.
func hasDirection(c dif.Comparison) bool {
	if c.Logistic != nil {
		return math.Abs(c.Logistic.Group) > 1e-4
	}
	return c.Test.Statistic > 1e-12
}

func requireOpposite(t *rapid.T, a, b dif.Comparison) {
	if a.Logistic != nil {
		require.InDelta(t, a.Logistic.Group, -b.Logistic.Group, 1e-4)
		require.InDelta(t, a.Logistic.Interaction, -b.Logistic.Interaction, 1e-4)
		return
	}
	if odds := a.MantelHaenszel.Odds; odds != nil {
		require.InDelta(t, odds.Delta, -b.MantelHaenszel.Odds.Delta, 1e-9)
		require.InDelta(t, odds.Ratio, 1/b.MantelHaenszel.Odds.Ratio, 1e-9)
		require.Equal(t, a.Class, b.Class)
		require.InDelta(t, odds.LogSE, b.MantelHaenszel.Odds.LogSE, 1e-9)
	}
}

// An item is harder for the focal group: every measure has its documented sign.
func TestSignsOfAHarderItem(t *testing.T) {
	t.Parallel()
	d := draw(1, sampled{rasch(8), 1000, 0, 1}, sampled{shifted(rasch(8), 4, 0.8), 1000, 0, 1})
	check := map[dif.Method]func(c dif.Comparison) (below, above float64){
		dif.MantelHaenszel: func(c dif.Comparison) (below, above float64) {
			return max(c.MantelHaenszel.SMD, c.MantelHaenszel.Odds.Delta, c.MantelHaenszel.Relative), c.MantelHaenszel.Odds.Ratio - 1
		},
		dif.Logistic: func(c dif.Comparison) (below, above float64) { return c.Logistic.Group, c.Logistic.GroupSE },
		dif.LikelihoodRatio: func(c dif.Comparison) (below, above float64) {
			return max(c.Curves.Signed, c.Curves.SignedArea, c.Curves.Largest, c.Curves.Standardized), min(c.Curves.Unsigned, c.Curves.UnsignedArea)
		},
		dif.RMSD: func(c dif.Comparison) (below, above float64) { return c.RMSD.MD, c.RMSD.RMSD },
	}
	for method, signs := range check {
		t.Run(string(method), func(t *testing.T) {
			t.Parallel()
			it := search(t, d, dif.Options{Method: method, Limit: 0.05}).Items[4]
			c := it.Comparisons[len(it.Comparisons)-1]
			require.True(t, it.Flagged)
			require.Equal(t, "g2", c.Group)
			require.Equal(t, dif.Harder, c.Direction)
			below, above := signs(c)
			require.Negative(t, below)
			require.Positive(t, above)
		})
	}
}

// A steeper item in one group is easier there for the able and harder for the
// others.
func TestCrossingItem(t *testing.T) {
	t.Parallel()
	flat, steep := rasch(9), rasch(9)
	flat[4].A, steep[4].A = 0.4, 2
	d := draw(3, sampled{flat, 1500, 0, 1}, sampled{steep, 1500, 0, 1})
	for _, method := range []dif.Method{dif.Logistic, dif.LikelihoodRatio} {
		it := search(t, d, dif.Options{Method: method}).Items[4]
		require.True(t, it.Flagged, method)
		require.Equal(t, dif.Crossing, it.Comparisons[0].Direction, method)
	}
	odds := search(t, d, dif.Options{}).Items[4].Comparisons[0].MantelHaenszel.Odds
	require.Less(t, odds.BreslowDay.P, 1e-6)
}

// For equal slopes the area between two curves is the difference of their
// difficulties (Raju, 1988).
func TestAreaBetweenCurves(t *testing.T) {
	t.Parallel()
	d := draw(5, sampled{rasch(10), 20000, 0, 1}, sampled{shifted(rasch(10), 5, 0.7), 20000, 0, 1})
	it := search(t, d, dif.Options{Method: dif.LikelihoodRatio, Anchors: []string{"item1", "item2", "item9", "item10"}}).Items[5]
	c := it.Comparisons[0].Curves
	difference := -c.FocalIntercepts[0]/c.FocalSlope + c.ReferenceIntercepts[0]/c.ReferenceSlope
	require.InDelta(t, 0.7, difference, 0.08)
	require.InDelta(t, -difference, c.SignedArea, 0.01)
	require.InDelta(t, difference, c.UnsignedArea, 0.01)
	// Near the items' difficulty of 0.5 the slope of the curve is 1/4 at most.
	require.InDelta(t, -0.7/4, c.Largest, 0.02)
	require.Less(t, math.Abs(c.Signed), math.Abs(c.Largest))
}

// Persons counted by weight are persons repeated.
func TestWeightsCountAsPersons(t *testing.T) {
	t.Parallel()
	once := draw(7, sampled{rasch(6), 400, 0, 1}, sampled{shifted(rasch(6), 2, 0.5), 400, 0, 1})
	twice := once
	twice.Cells = slices.Repeat(once.Cells, 2)
	twice.Groups = slices.Repeat(once.Groups, 2)
	once.Weights = slices.Repeat([]float64{2}, once.Persons())
	for _, method := range []dif.Method{dif.MantelHaenszel, dif.Logistic, dif.LikelihoodRatio} {
		a, b := search(t, once, dif.Options{Method: method}), search(t, twice, dif.Options{Method: method})
		for j := range a.Items {
			require.InDelta(t, a.Items[j].Test.Statistic, b.Items[j].Test.Statistic, 1e-3, method)
		}
	}
}

// Purification takes an item that all others are measured against out of the
// matching score, so that fair items are no longer accused.
func TestPurification(t *testing.T) {
	t.Parallel()
	focal := rasch(10)
	for _, j := range []int{1, 4, 7} {
		focal = shifted(focal, j, 1.2)
	}
	d := draw(11, sampled{rasch(10), 2000, 0, 1}, sampled{focal, 2000, 0, 1})
	for _, method := range []dif.Method{dif.MantelHaenszel, dif.Logistic, dif.LikelihoodRatio} {
		raw := search(t, d, dif.Options{Method: method, Adjust: dif.Holm})
		pure := search(t, d, dif.Options{Method: method, Adjust: dif.Holm, Purify: true})
		require.Subset(t, flagged(pure), []string{"item2", "item5", "item8"}, method)
		require.LessOrEqual(t, len(flagged(pure)), 4, method)
		require.Greater(t, len(flagged(raw)), len(flagged(pure))+2, method)
		require.Len(t, pure.Anchors, 10-len(flagged(pure)))
		require.Greater(t, pure.Rounds, 1)
	}
}

func flagged(r *dif.Result) (names []string) {
	for _, it := range r.Items {
		if it.Flagged {
			names = append(names, it.ID)
		}
	}
	return names
}

// When everything is flagged some anchors have to stay, and that is said.
func TestPurificationKeepsAnchors(t *testing.T) {
	t.Parallel()
	d := australiaJapan(t)
	for _, method := range []dif.Method{dif.MantelHaenszel, dif.Logistic} {
		r := search(t, d, dif.Options{Method: method, Purify: true})
		require.GreaterOrEqual(t, len(r.Anchors), 4)
		for _, it := range r.Items {
			require.NotNil(t, it.Test)
			require.False(t, math.IsNaN(it.Test.Statistic))
		}
	}
	r := search(t, d, dif.Options{Method: dif.Logistic, Purify: true})
	require.True(t, has(r, dif.FewAnchors, ""))
}

func has(r *dif.Result, kind calibrate.Kind, item string) bool {
	return slices.ContainsFunc(r.Problems, func(p calibrate.Problem) bool { return p.Kind == kind && p.Item == item })
}

// byBooklets hides one half of the items from every other person.
func byBooklets(d calibrate.Data) calibrate.Data {
	d.Cells = slices.Clone(d.Cells)
	n := len(d.Items)
	for i := range d.Persons() {
		for j := range n {
			if (i%2 == 0 && j < n/4) || (i%2 == 1 && j >= n-n/4) {
				d.Cells[i*n+j] = irt.MissingCell
			}
		}
	}
	return d
}

func TestMissingByDesign(t *testing.T) {
	t.Parallel()
	d := byBooklets(draw(13, sampled{rasch(16), 2000, 0, 1}, sampled{shifted(rasch(16), 8, 0.8), 2000, -0.5, 1}))
	for name, o := range map[string]dif.Options{
		"by booklet":           {Matching: dif.Total},
		"rest by booklet":      {Matching: dif.Rest},
		"abilities":            {},
		"regress on abilities": {Method: dif.Logistic},
		"likelihood ratio":     {Method: dif.LikelihoodRatio},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o.Adjust = dif.Holm
			r := search(t, d, o)
			require.Contains(t, flagged(r), "item9")
			require.Equal(t, dif.Harder, r.Items[8].Comparisons[0].Direction)
			if o.Matching != dif.Rest { // which is biased where groups differ in ability
				require.LessOrEqual(t, len(flagged(r)), 2)
			}
			require.Equal(t, 2000, r.Items[8].Comparisons[0].Persons)
			require.Equal(t, 1000, r.Items[0].Comparisons[0].Persons)
		})
	}
}

// Items held fixed by their parameters give nearly the same common curves as
// items estimated.
func TestGivenItems(t *testing.T) {
	t.Parallel()
	d := draw(17, sampled{rasch(8), 3000, 0, 1}, sampled{shifted(rasch(8), 3, 1), 3000, 0.3, 1})
	var items []irt.MultiItem
	for _, it := range rasch(8) {
		items = append(items, it.Multi())
	}
	r := search(t, d, dif.Options{Method: dif.RMSD, Items: items, Limit: 0.08})
	require.Equal(t, []string{"item4"}, flagged(r))
	reference, focal := r.Items[3].Comparisons[0], r.Items[3].Comparisons[1]
	require.Less(t, reference.RMSD.RMSD, 0.03)
	require.Greater(t, focal.RMSD.RMSD, 0.12)
	matched := search(t, d, dif.Options{Items: items, Adjust: dif.Holm})
	require.Equal(t, dif.EAP, matched.Matching)
	require.Equal(t, "item4", matched.Items[3].ID)
	require.True(t, matched.Items[3].Flagged)
}
