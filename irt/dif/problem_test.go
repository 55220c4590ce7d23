package dif_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/dif"
)

func TestRefusesWhatMakesNoSense(t *testing.T) {
	t.Parallel()
	two := draw(1, sampled{rasch(4), 50, 0, 1}, sampled{rasch(4), 50, 0, 1})
	for name, c := range map[string]struct {
		change  func(d *calibrate.Data)
		options dif.Options
		message string
	}{
		"no responses":          {func(d *calibrate.Data) { d.Cells = nil }, dif.Options{}, "data: no responses"},
		"one group":             {func(d *calibrate.Data) { d.Groups, d.GroupNames = nil, nil }, dif.Options{}, "there are 0 groups, at least 2 are needed"},
		"empty group":           {func(d *calibrate.Data) { d.GroupNames = []string{"g1", "g2", "g3"} }, dif.Options{}, `nobody in group "g3" has a positive weight and a response`},
		"silent group":          {func(d *calibrate.Data) { silence(d, 1) }, dif.Options{Method: dif.RMSD}, `nobody in group "g2" has a positive weight and a response`},
		"negative weight":       {func(d *calibrate.Data) { d.Weights = slices.Repeat([]float64{-1}, d.Persons()) }, dif.Options{}, "weight -1 of person 1"},
		"unknown reference":     {nil, dif.Options{Reference: "x"}, `there is no reference group "x"; the groups are g1, g2`},
		"unknown method":        {nil, dif.Options{Method: "x"}, `options: unknown method "x": use mh, logistic, lr or rmsd`},
		"unknown matching":      {nil, dif.Options{Matching: "x"}, `unknown matching "x"`},
		"unknown adjustment":    {nil, dif.Options{Adjust: "x"}, `unknown adjustment "x"`},
		"level of 1":            {nil, dif.Options{Alpha: 1}, "level of significance 1 must be between 0 and 1"},
		"negative limit":        {nil, dif.Options{Limit: -1}, "limit -1 of the RMSD must be positive"},
		"negative threads":      {nil, dif.Options{Threads: -1}, "-1 threads"},
		"two traits":            {nil, dif.Options{Calibration: calibrate.Options{Dimensions: []string{"a", "b"}}}, "2 traits: persons are matched on one"},
		"unknown anchor":        {nil, dif.Options{Anchors: []string{"x"}}, `there is no anchor item "x"`},
		"only anchors":          {nil, dif.Options{Anchors: two.Items}, "all items are anchors"},
		"anchors purified":      {nil, dif.Options{Anchors: two.Items[:1], Purify: true}, "anchors that are given are not purified"},
		"purified RMSD":         {nil, dif.Options{Method: dif.RMSD, Purify: true}, "takes no anchors and no purification"},
		"matched RMSD":          {nil, dif.Options{Method: dif.RMSD, Matching: dif.Rest}, `method "rmsd" does not match persons`},
		"items for sums":        {nil, dif.Options{Matching: dif.Total, Items: []irt.MultiItem{{}}}, `matching "total" does not use item parameters`},
		"items for the ratio":   {nil, dif.Options{Method: dif.LikelihoodRatio, Items: []irt.MultiItem{{}}}, "it takes no item parameters"},
		"items of two traits":   {nil, dif.Options{Items: []irt.MultiItem{{ID: "item1", A: []float64{1, 1}, D: []float64{0}}}}, `item "item1" measures 2 traits`},
		"items not in the data": {nil, dif.Options{Items: []irt.MultiItem{{ID: "x", A: []float64{1}, D: []float64{0}}}}, "no item is left to match on"},
		"rest of nothing":       {func(d *calibrate.Data) { onlyItem(d) }, dif.Options{Matching: dif.Rest}, "no item is left to match on"},
		"scattered omissions":   {scatter, dif.Options{Matching: dif.Total}, `use matching "eap"`},
		"sums to regress on":    {scatter, dif.Options{Method: dif.Logistic, Matching: dif.Total}, `logistic regression needs matching "eap"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := two
			if c.change != nil {
				d = draw(1, sampled{rasch(12), 500, 0, 1}, sampled{rasch(12), 500, 0, 1})
				c.change(&d)
			}
			_, err := dif.Run(t.Context(), d, c.options)
			require.ErrorContains(t, err, c.message)
		})
	}
}

// onlyItem leaves the first item.
func onlyItem(d *calibrate.Data) {
	var cells []uint8
	for i := range d.Persons() {
		cells = append(cells, d.Row(i)[0])
	}
	d.Items, d.Cells, d.Categories = d.Items[:1], cells, d.Categories[:1]
}

// silence takes all responses of a group out.
func silence(d *calibrate.Data, group int) {
	for i, g := range d.Groups {
		for j := range d.Items {
			if g == group {
				d.Cells[i*len(d.Items)+j] = irt.MissingCell
			}
		}
	}
}

// scatter takes responses out without a design.
func scatter(d *calibrate.Data) {
	for k := range d.Cells {
		if k*k%1009 < 200 {
			d.Cells[k] = irt.MissingCell
		}
	}
}

func TestEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	d := draw(1, sampled{rasch(4), 300, 0, 1}, sampled{rasch(4), 300, 0, 1})
	for _, method := range []dif.Method{dif.MantelHaenszel, dif.Logistic, dif.LikelihoodRatio, dif.RMSD} {
		_, err := dif.Run(ctx, d, dif.Options{Method: method})
		require.ErrorIs(t, err, context.Canceled, method)
	}
}

// What cannot be compared is named, and the rest is tested.
func TestNamesWhatCannotBeCompared(t *testing.T) {
	t.Parallel()
	const studied = 2
	set := func(d *calibrate.Data, group int, category uint8) {
		for i, g := range d.Groups {
			if g == group {
				d.Cells[i*len(d.Items)+studied] = category
			}
		}
	}
	for name, c := range map[string]struct {
		change func(d *calibrate.Data)
		kind   calibrate.Kind // mh and logistic
		ratio  calibrate.Kind // lr
	}{
		"all right in the focal group":     {func(d *calibrate.Data) { set(d, 1, 1) }, dif.ConstantInGroup, dif.ConstantInGroup},
		"all wrong in the reference group": {func(d *calibrate.Data) { set(d, 0, 0) }, dif.ConstantInGroup, dif.ConstantInGroup},
		"constant in both groups":          {func(d *calibrate.Data) { set(d, 0, 0); set(d, 1, 0) }, dif.ConstantInGroup, dif.ConstantInGroup},
		"nobody asked in the focal group":  {func(d *calibrate.Data) { set(d, 1, irt.MissingCell) }, dif.ConstantInGroup, dif.ConstantInGroup},
		"nobody asked at all":              {func(d *calibrate.Data) { set(d, 0, irt.MissingCell); set(d, 1, irt.MissingCell) }, dif.ConstantInGroup, dif.ConstantInGroup},
		"answers that are the total score": {separate, dif.NotTested, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, method := range []dif.Method{dif.MantelHaenszel, dif.Logistic, dif.LikelihoodRatio} {
				d := draw(2, sampled{rasch(8), 250, 0, 1}, sampled{rasch(8), 150, 0, 1})
				c.change(&d)
				r := search(t, d, dif.Options{Method: method})
				require.True(t, has(r, dif.SmallGroup, ""))
				kind := c.kind
				if method == dif.LikelihoodRatio {
					kind = c.ratio
				}
				if kind != "" {
					require.True(t, has(r, kind, "item3"), "%s: %v", method, r.Problems)
					require.Nil(t, r.Items[studied].Test)
					require.InDelta(t, 1, r.Items[studied].Adjusted, 0)
				}
				require.NotNil(t, r.Items[5].Test)
				for _, it := range r.Items {
					if it.Test != nil {
						require.False(t, math.IsNaN(it.Test.P) || math.IsInf(it.Test.Statistic, 0))
					}
				}
			}
		})
	}
}

// separate makes the third item say whether all others sum to 4 or more.
func separate(d *calibrate.Data) {
	n := len(d.Items)
	for i := range d.Persons() {
		sum := 0
		for j, cell := range d.Row(i) {
			if j != 2 {
				sum += int(cell)
			}
		}
		d.Cells[i*n+2] = 0
		if sum >= 4 {
			d.Cells[i*n+2] = 1
		}
	}
}

func TestEmptyCategoryInAGroup(t *testing.T) {
	t.Parallel()
	d := draw(4, sampled{partialCredit(5), 300, 0, 1}, sampled{partialCredit(5), 300, 0, 1})
	for i, g := range d.Groups {
		if cell := &d.Row(i)[1]; g == 1 && *cell == 2 {
			*cell = 1
		}
	}
	r := search(t, d, dif.Options{Method: dif.LikelihoodRatio, Purify: true})
	require.True(t, has(r, dif.EmptyInGroup, "item2"))
	require.Nil(t, r.Items[1].Test)
	require.NotNil(t, r.Items[2].Test)
	anchored := search(t, d, dif.Options{Method: dif.LikelihoodRatio, Anchors: []string{"item1", "item4"}})
	require.Nil(t, anchored.Items[1].Test)
	require.Equal(t, []string{"item1", "item2", "item4"}, anchored.Anchors, "it has to have common parameters")
	// Tests that do not calibrate the item can still compare the groups.
	require.NotNil(t, search(t, d, dif.Options{}).Items[1].Test)
	require.NotNil(t, search(t, d, dif.Options{Method: dif.Logistic}).Items[1].Test)
}

// Groups so far apart that few have a counterpart are said not to count.
func TestUnmatchedPersons(t *testing.T) {
	t.Parallel()
	r := search(t, draw(6, sampled{rasch(12), 300, -1.5, 0.6}, sampled{rasch(12), 300, 2, 0.8}), dif.Options{})
	require.True(t, has(r, dif.Unmatched, "item6"))
}

// A large group may have few persons on an item of one booklet.
func TestFewPersonsOnAnItem(t *testing.T) {
	t.Parallel()
	r := search(t, byBooklets(draw(6, sampled{rasch(12), 1000, 0, 1}, sampled{rasch(12), 300, 0, 1})), dif.Options{})
	require.False(t, has(r, dif.SmallGroup, ""))
	require.True(t, has(r, dif.SmallGroup, "item1"))
	require.False(t, has(r, dif.SmallGroup, "item6"))
}

func TestProgressHearsEachItem(t *testing.T) {
	t.Parallel()
	var heard []int
	o := dif.Options{Method: dif.LikelihoodRatio, Progress: func(done, total int) {
		require.Equal(t, 4, total)
		heard = append(heard, done)
	}}
	search(t, draw(8, sampled{rasch(4), 300, 0, 1}, sampled{rasch(4), 300, 0, 1}), o)
	require.Equal(t, []int{1, 2, 3, 4}, heard)
}
