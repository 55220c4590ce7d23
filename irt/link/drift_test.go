package link_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/link"
)

// shifted are Rasch items and the same with differences of difficulty.
func shifted(differences ...float64) (from, to link.Form) {
	for i, d := range differences {
		it := irt.Item{ID: string(rune('a' + i)), Model: irt.Rasch, A: 1, B: []float64{float64(i)/2 - 1}}
		from.Items = append(from.Items, it)
		to.Items = append(to.Items, link.Transformation{A: 1, B: d}.Item(it))
	}
	return from, to
}

// By hand: median 0.3, quartiles 0.2 and 0.4 (type 7 of R), 0.74 x 0.2 = 0.148.
func TestRobustZ(t *testing.T) {
	t.Parallel()
	from, to := shifted(0.1, 0.2, 0.3, 0.4, 1.3)
	list, err := link.Check(from, to, link.Options{}, link.Transformation{A: 1}, nil)
	require.NoError(t, err)
	require.InDelta(t, (0.1-0.3)/0.148, list[0].ZB, 1e-9)
	require.InDelta(t, 1/0.148, list[4].ZB, 1e-9)
	require.InDelta(t, 1.3, list[4].Displacement, 1e-12)
	require.Zero(t, list[4].ZA, "the slope is fixed")

	list, err = link.Check(from, to, link.Options{}, link.Transformation{A: 1, B: 5}, []string{"a", "b", "c", "d"})
	require.NoError(t, err)
	require.InDelta(t, (1.3-0.25)/(0.74*0.15), list[4].ZB, 1e-9, "over those in use, whatever the origin")
}

func TestRobustZOfSlopes(t *testing.T) {
	t.Parallel()
	var from, to link.Form
	for i, ratio := range []float64{0.8, 0.9, 1, 1.1, 3} {
		it := irt.Item{ID: string(rune('a' + i)), A: 1.2, B: []float64{float64(i)}}
		from.Items = append(from.Items, it)
		it.A *= ratio / 2
		to.Items = append(to.Items, it)
	}
	list, err := link.Check(from, to, link.Options{}, link.Transformation{A: 2}, nil)
	require.NoError(t, err)
	require.InDelta(t, 3, list[4].SlopeRatio, 1e-12)
	require.InDelta(t, math.Log(3)/(0.74*math.Log(1.1/0.9)), list[4].ZA, 1e-9)
	to.Items[0].A = -1
	list, err = link.Check(from, to, link.Options{}, link.Transformation{A: 2}, nil)
	require.NoError(t, err)
	require.True(t, math.IsNaN(list[0].ZA))
	require.NotEmpty(t, link.Limits{Z: 100}.Exceeded(list[0]), "a slope that turns drifts")
}

// The area between two curves of equal slope is (1 - c) |b1 - b2| (Raju, 1988,
// equation 15); tails beyond -4 and 4 are small here.
func TestAreaBetweenCurves(t *testing.T) {
	t.Parallel()
	form := func(b float64) link.Form {
		return link.Form{Items: []irt.Item{
			{ID: "a", Model: irt.ThreePL, A: 3, B: []float64{b}, C: 0.2}, {ID: "b", Model: irt.GRM, A: 3, B: []float64{b - 0.5, b + 0.7}},
		}}
	}
	list, err := link.Check(form(0), form(0.4), link.Options{}, link.Transformation{A: 1}, nil)
	require.NoError(t, err)
	require.InDelta(t, 0.8*0.4, list[0].Area, 1e-4)
	require.InDelta(t, 0.4, list[1].Area, 1e-3)
}

func TestPurifyRemovesWhatDrifts(t *testing.T) {
	t.Parallel()
	from, to := shifted(0.52, 0.49, 0.5, 0.51, 1.6, 0.48, 0.5, -0.4, 0.51, 0.5, 0.49, 0.5)
	o := link.Options{Method: link.MeanMean}
	p, err := link.Purify(from, to, o, link.Limits{Z: 3})
	require.NoError(t, err)
	require.Len(t, p.Removed, 2)
	require.Equal(t, "e", p.Removed[0].Item)
	require.Equal(t, "h", p.Removed[1].Item)
	require.InDelta(t, 6.2/12, p.Removed[0].Before.B, 1e-9)
	require.InDelta(t, 4.6/11, p.Removed[1].Before.B, 1e-9)
	require.Equal(t, "z_b", p.Removed[0].Reasons[0].Statistic)
	require.Greater(t, p.Removed[0].Reasons[0].Value, 3.0)
	require.InDelta(t, 0.5, p.B, 1e-9)
	require.Len(t, p.Anchors, 10)
	require.Empty(t, p.Remaining)
	require.Len(t, p.Candidates, 12)
	require.InDelta(t, 1.1, p.Candidates[4].Displacement, 1e-9, "against the final link")
}

func TestPurifyKeepsEnoughAnchors(t *testing.T) {
	t.Parallel()
	from, to := shifted(0, 0, 0, 2, 3)
	p, err := link.Purify(from, to, link.Options{}, link.Limits{})
	require.NoError(t, err)
	require.Len(t, p.Anchors, 4, "four fifths")
	require.Equal(t, "e", p.Removed[0].Item)
	require.Contains(t, p.Remaining, "d")
	p, err = link.Purify(from, to, link.Options{}, link.Limits{Keep: 2})
	require.NoError(t, err)
	require.Len(t, p.Anchors, 3)
	require.Empty(t, p.Remaining)
}

func TestPurifyByDisplacementAndArea(t *testing.T) {
	t.Parallel()
	from, to := shifted(0, 0.02, -0.02, 0.6, 0.01, -0.01)
	p, err := link.Purify(from, to, link.Options{}, link.Limits{Z: 1e9, Displacement: 0.3})
	require.NoError(t, err)
	require.Equal(t, "displacement", p.Removed[0].Reasons[0].Statistic)
	p, err = link.Purify(from, to, link.Options{}, link.Limits{Z: 1e9, Area: 0.3})
	require.NoError(t, err)
	require.Equal(t, "d", p.Removed[0].Item)
	require.Equal(t, "area", p.Removed[0].Reasons[0].Statistic)
}

func TestPurifyLeavesExactAnchorsAlone(t *testing.T) {
	t.Parallel()
	from, _ := noisy(5)
	to := link.Transformation{A: 1.3, B: -0.2}.Items(from)
	p, err := link.Purify(link.Form{Items: from}, link.Form{Items: to}, link.Options{}, link.Limits{})
	require.NoError(t, err)
	require.Empty(t, p.Removed)
}

func TestLimitsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	from, to := shifted(0, 0, 0)
	for name, l := range map[string]link.Limits{
		"negative z": {Z: -1}, "not a number": {Area: math.NaN()}, "one to keep": {Keep: 1}, "more than there are": {Keep: 4},
	} {
		_, err := link.Purify(from, to, link.Options{}, l)
		require.Error(t, err, name)
	}
}
