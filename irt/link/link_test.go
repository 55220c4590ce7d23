package link_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"suyang/irt"
	"suyang/irt/link"
)

// drawItem draws an item of a model that leaves the slope free.
func drawItem(t *rapid.T, id string) irt.Item {
	it := irt.Item{
		ID:    id,
		Model: rapid.SampledFrom([]irt.Model{irt.TwoPL, irt.ThreePL, irt.FourPL, irt.OnePL, irt.GRM, irt.GPCM, irt.NRM}).Draw(t, "model"),
		A:     rapid.Float64Range(0.5, 2).Draw(t, "a"),
		B:     []float64{rapid.Float64Range(-2, 2).Draw(t, "b")},
	}
	if !it.Model.Dichotomous() {
		for range rapid.IntRange(0, 3).Draw(t, "steps") {
			it.B = append(it.B, it.B[len(it.B)-1]+rapid.Float64Range(0.2, 1).Draw(t, "step"))
		}
	}
	switch it.Model {
	case irt.ThreePL:
		it.C = rapid.Float64Range(0, 0.3).Draw(t, "c")
	case irt.FourPL:
		it.C, it.U = 0.1, rapid.Float64Range(0.8, 1).Draw(t, "u")
	case irt.NRM:
		it.Scores = []float64{0}
		for k := 1; k < len(it.B); k++ {
			it.Scores = append(it.Scores, float64(k)+rapid.Float64Range(-0.3, 0.3).Draw(t, "score"))
		}
		it.Scores = append(it.Scores, float64(len(it.B)))
	}
	return it
}

func drawItems(t *rapid.T) []irt.Item {
	items := make([]irt.Item, rapid.IntRange(5, 12).Draw(t, "items"))
	for i := range items {
		items[i] = drawItem(t, string(rune('a'+i)))
		for k := range items[i].B {
			items[i].B[k] += float64(i) / 20 // never all equal
		}
	}
	return items
}

func drawTransformation(t *rapid.T) link.Transformation {
	return link.Transformation{A: rapid.Float64Range(0.6, 1.7).Draw(t, "A"), B: rapid.Float64Range(-1.5, 1.5).Draw(t, "B")}
}

func TestFindsAKnownTransformation(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		items, want := drawItems(t), drawTransformation(t)
		o := link.Options{
			Method:    rapid.SampledFrom(link.Methods).Draw(t, "method"),
			Symmetric: rapid.Bool().Draw(t, "symmetric"),
		}
		if rapid.Bool().Draw(t, "uniform") {
			o.Weights = link.UniformWeights()
		}
		got, err := link.Run(link.Form{Items: items}, link.Form{Items: want.Items(items)}, o)
		require.NoError(t, err)
		require.InDelta(t, want.A, got.A, 1e-6)
		require.InDelta(t, want.B, got.B, 1e-6)
		require.InDelta(t, 0, got.LinkingError, 1e-6)
		require.InDelta(t, 0, got.Jackknife.At(1), 1e-6)
		back, err := link.Run(link.Form{Items: want.Items(items)}, link.Form{Items: items}, o)
		require.NoError(t, err)
		require.InDelta(t, want.Inverse().A, back.A, 1e-6)
		require.InDelta(t, want.Inverse().B, back.B, 1e-6)
	})
}

func TestTransformedItemsAnswerAlike(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		it, move := drawItem(t, "x"), drawTransformation(t)
		theta := rapid.Float64Range(-3, 3).Draw(t, "theta")
		moved := move.Item(it)
		require.NoError(t, moved.Validate())
		require.InDeltaSlice(t, it.Probabilities(nil, theta), moved.Probabilities(nil, move.Theta(theta)), 1e-12)
		back := move.Inverse().Item(moved)
		require.InDeltaSlice(t, it.B, back.B, 1e-9)
		next := drawTransformation(t)
		require.InDelta(t, next.Theta(move.Theta(theta)), move.Then(next).Theta(theta), 1e-12)
	})
}

// noisy are items under models of free slope and what a second calibration could
// give of them.
func noisy(seed uint64) (from, to []irt.Item) {
	random := rand.New(rand.NewPCG(seed, 7))
	for i := range 12 {
		it := irt.Item{ID: string(rune('a' + i)), A: 0.8 + random.Float64(), B: []float64{random.NormFloat64()}}
		if i%3 == 1 {
			it.Model, it.B = irt.GRM, []float64{it.B[0], it.B[0] + 1}
		}
		if i%3 == 2 {
			it.Model, it.C = irt.ThreePL, 0.2
		}
		moved := link.Transformation{A: 1.2, B: 0.4}.Item(it)
		moved.A *= math.Exp(0.1 * random.NormFloat64())
		shift := 0.1 * random.NormFloat64()
		for k := range moved.B {
			moved.B[k] += shift
		}
		from, to = append(from, it), append(to, moved)
	}
	return from, to
}

// The moment methods and the symmetric criterion do not prefer a direction.
func TestSymmetricMethodsAreInverted(t *testing.T) {
	t.Parallel()
	from, to := noisy(1)
	for _, m := range link.Methods {
		o := link.Options{Method: m, Symmetric: true}
		there, err := link.Run(link.Form{Items: from}, link.Form{Items: to}, o)
		require.NoError(t, err)
		back, err := link.Run(link.Form{Items: to}, link.Form{Items: from}, o)
		require.NoError(t, err)
		require.InDelta(t, there.Inverse().A, back.A, 1e-7, m)
		require.InDelta(t, there.Inverse().B, back.B, 1e-7, m)
		o.Symmetric = false
		oneWay, err := link.Run(link.Form{Items: from}, link.Form{Items: to}, o)
		require.NoError(t, err)
		if m == link.StockingLord || m == link.Haebara {
			require.Greater(t, math.Abs(oneWay.B-there.B), 1e-5, m)
		}
	}
}

// The delta method must predict what a small change of any parameter does.
func TestSamplingErrorFollowsFromEachParameter(t *testing.T) {
	t.Parallel()
	from, to := noisy(2)
	const unit, h = 0.5, 1e-4
	for _, m := range link.Methods {
		for _, symmetric := range []bool{false, true} {
			o := link.Options{Method: m, Symmetric: symmetric}
			for p, move := range map[int]func(*irt.MultiItem, float64){ // parameters of items a (2PL), b (GRM) and c (3PL)
				0: func(m *irt.MultiItem, h float64) { m.A[0] += h }, 1: func(m *irt.MultiItem, h float64) { m.D[0] += h },
				4: func(m *irt.MultiItem, h float64) { m.D[1] += h }, 7: func(m *irt.MultiItem, h float64) { m.C += h },
			} {
				item := map[int]int{0: 0, 1: 0, 4: 1, 7: 2}[p]
				at := func(h float64) link.Transformation {
					changed := slices.Clone(from)
					multi := changed[item].Multi()
					move(&multi, h)
					changed[item] = multi.Item()
					l, err := link.Run(link.Form{Items: changed}, link.Form{Items: to}, o)
					require.NoError(t, err)
					return l.Transformation
				}
				up, down := at(h), at(-h)
				v := mat.NewSymDense(4*2+4*3+4*3, nil)
				v.SetSym(p, p, unit*unit)
				l, err := link.Run(link.Form{Items: from, Covariance: v}, link.Form{Items: to, Covariance: mat.NewSymDense(4*2+4*3+4*3, nil)}, o)
				require.NoError(t, err)
				require.InDelta(t, unit*math.Abs(up.A-down.A)/(2*h), l.Sampling.A, 1e-5, "%s, parameter %d", m, p)
				require.InDelta(t, unit*math.Abs(up.B-down.B)/(2*h), l.Sampling.B, 1e-5, "%s, parameter %d", m, p)
			}
		}
	}
}

func TestModelsOfFixedSlopeAreShifted(t *testing.T) {
	t.Parallel()
	from := []irt.Item{
		{ID: "a", Model: irt.Rasch, A: 1, B: []float64{-1}}, {ID: "b", Model: irt.Rasch, A: 1, B: []float64{0.5}},
		{ID: "c", Model: irt.PCM, A: 1, B: []float64{0, 1}}, {ID: "d", Model: irt.RSM, A: 1, B: []float64{-0.2, 0.6}},
	}
	to := link.Transformation{A: 1, B: 0.7}.Items(from)
	to[0].B[0] += 0.3
	require.Equal(t, irt.Rasch, to[0].Model)
	for _, m := range link.Methods {
		got, err := link.Run(link.Form{Items: from}, link.Form{Items: to}, link.Options{Method: m})
		require.NoError(t, err)
		require.True(t, got.Shift)
		require.Equal(t, 1.0, got.A)
		require.InDelta(t, 0.75, got.B, 0.05, m)
		require.Zero(t, got.Jackknife.A)
	}
	stretched := link.Transformation{A: 2}.Items(from)
	require.Equal(t, irt.TwoPL, stretched[0].Model)
	require.Equal(t, irt.GPCM, stretched[2].Model)
}

func TestAModelOfFreeSlopeIsShiftedOnRequest(t *testing.T) {
	t.Parallel()
	from, to := noisy(3)
	got, err := link.Run(link.Form{Items: from}, link.Form{Items: to}, link.Options{Shift: true})
	require.NoError(t, err)
	require.Equal(t, 1.0, got.A)
	require.Zero(t, got.Jackknife.A)
	require.Positive(t, got.Jackknife.B)
}

// With one threshold an anchor the linking error is the standard deviation of
// the differences over the root of their number; by units, the formula of PISA
// 2012 computed by hand.
func TestLinkingErrors(t *testing.T) {
	t.Parallel()
	var from, to []irt.Item
	for i, difference := range []float64{0.1, -0.2, 0.3, 0, 0.05, -0.25} {
		it := irt.Item{ID: string(rune('a' + i)), Model: irt.Rasch, A: 1, B: []float64{float64(i)}}
		moved := link.Transformation{A: 1, B: difference}.Item(it)
		from, to = append(from, it), append(to, moved)
	}
	o := link.Options{Method: link.MeanMean}
	l, err := link.Run(link.Form{Items: from}, link.Form{Items: to}, o)
	require.NoError(t, err)
	require.InDelta(t, 0, l.B, 1e-12)
	require.InDelta(t, math.Sqrt((0.01+0.04+0.09+0.0025+0.0625)/5/6), l.LinkingError, 1e-12)
	require.InDelta(t, l.LinkingError, l.Jackknife.B, 1e-12, "the jackknife of a mean")

	o.Units = map[string]string{"a": "U", "c": "U", "d": "V", "e": "V"} // b and f alone: sums 0.4, 0.05, -0.2, -0.25
	l, err = link.Run(link.Form{Items: from}, link.Form{Items: to}, o)
	require.NoError(t, err)
	require.InDelta(t, math.Sqrt((0.16+0.0025+0.04+0.0625)/(4*3))/1.5, l.LinkingError, 1e-12)
}

// A method that does not make the mean difference zero has the error of the
// differences about their mean.
func TestLinkingErrorIsAboutTheMean(t *testing.T) {
	t.Parallel()
	from, to := shifted(0.1, -0.2, 0.3, 0, 0.05, 0.9)
	l, err := link.Run(from, to, link.Options{})
	require.NoError(t, err)
	list, err := link.Check(from, to, link.Options{}, l.Transformation, nil)
	require.NoError(t, err)
	var displacements []float64
	for _, d := range list {
		displacements = append(displacements, d.Displacement)
	}
	require.Greater(t, math.Abs(stat.Mean(displacements, nil)), 0.01)
	require.InDelta(t, stat.StdDev(displacements, nil)/math.Sqrt(6), l.LinkingError, 1e-12)

	l, err = link.Run(from, to, link.Options{Units: map[string]string{"a": "U", "b": "U"}})
	require.NoError(t, err)
	d, mean := displacements, stat.Mean(displacements, nil)
	squares := (d[0] + d[1] - 2*mean) * (d[0] + d[1] - 2*mean)
	for _, x := range d[2:] {
		squares += (x - mean) * (x - mean)
	}
	require.InDelta(t, math.Sqrt(squares/(5*4))/(6.0/5), l.LinkingError, 1e-12)
}

func TestComparesAllMethods(t *testing.T) {
	t.Parallel()
	from, to := noisy(4)
	list, err := link.Compare(link.Form{Items: from}, link.Form{Items: to}, link.Options{})
	require.NoError(t, err)
	require.Len(t, list, 4)
	for i, c := range list {
		require.Equal(t, link.Methods[i], c.Method)
		require.NoError(t, c.Err)
		alone, err := link.Run(link.Form{Items: from}, link.Form{Items: to}, link.Options{Method: c.Method})
		require.NoError(t, err)
		require.Equal(t, alone.Transformation, c.Transformation)
	}
	equal := []irt.Item{{ID: "a", A: 1, B: []float64{0.5}}, {ID: "b", A: 1.5, B: []float64{0.5}}}
	list, err = link.Compare(link.Form{Items: equal}, link.Form{Items: equal}, link.Options{})
	require.NoError(t, err)
	require.ErrorContains(t, list[3].Err, "the difficulties of the anchors do not vary")
}

func TestSaysWhyItCannotLink(t *testing.T) {
	t.Parallel()
	item := func(id string) irt.Item { return irt.Item{ID: id, A: 1, B: []float64{0.3}} }
	form := func(items ...irt.Item) link.Form { return link.Form{Items: items} }
	graded := irt.Item{ID: "a", Model: irt.GRM, A: 1, B: []float64{0, 1}}
	longer := irt.Item{ID: "a", Model: irt.GRM, A: 1, B: []float64{0, 1, 2}}
	turned := irt.Item{ID: "a", A: -3, B: []float64{0}}
	for name, c := range map[string]struct {
		from, to link.Form
		options  link.Options
		message  string
	}{
		"no common item":       {form(item("a"), item("b")), form(item("c")), link.Options{}, "have no common item to link by"},
		"one anchor":           {form(item("a"), item("b")), form(item("a"), item("c")), link.Options{}, `"a" is the only anchor; at least 2 are needed`},
		"one anchor chosen":    {form(item("a"), item("b")), form(item("a"), item("b")), link.Options{Anchors: []string{"b"}}, `"b" is the only anchor`},
		"anchor not in from":   {form(item("a"), item("b")), form(item("a"), item("b"), item("c")), link.Options{Anchors: []string{"a", "c"}}, `anchor "c" is not among the items of "from"`},
		"anchor not in to":     {form(item("a"), item("b")), form(item("a")), link.Options{Anchors: []string{"a", "b"}}, `anchor "b" is not among the items of "to"`},
		"anchor named twice":   {form(item("a"), item("b")), form(item("a"), item("b")), link.Options{Anchors: []string{"a", "a"}}, `anchor "a" is named twice`},
		"other model":          {form(item("a"), item("b")), form(graded, item("b")), link.Options{}, `anchor "a" is 2pl in "from" and grm in "to"`},
		"other categories":     {form(graded, item("b")), form(longer, item("b")), link.Options{}, `anchor "a" has 3 categories in "from" and 4 in "to"`},
		"item twice":           {form(item("a"), item("a")), form(item("a")), link.Options{}, `"from": item "a" is there twice`},
		"invalid item":         {form(item("a")), form(irt.Item{ID: "a"}), link.Options{}, `"to": item "a": discrimination 0`},
		"unknown method":       {form(item("a")), form(item("a")), link.Options{Method: "mean"}, `unknown linking method "mean": use one of stocking-lord`},
		"negative weight":      {form(item("a")), form(item("a")), link.Options{Weights: irt.Grid{Nodes: []float64{0}, Weights: []float64{-1}}}, "weights not negative"},
		"weights are missing":  {form(item("a")), form(item("a")), link.Options{Weights: irt.Grid{Nodes: []float64{0, 1}}}, "2 nodes with 0 weights"},
		"covariance too small": {link.Form{Items: []irt.Item{item("a")}, Covariance: mat.NewSymDense(3, nil)}, form(item("a")), link.Options{}, "is of 3 parameters, the items have 2"},
		"slopes cancel":        {form(turned, item("b")), form(item("a"), item("b")), link.Options{Method: link.MeanMean}, "opposite signs"},
		"difficulties equal":   {form(item("a"), item("b")), form(item("a"), item("b")), link.Options{Method: link.MeanSigma}, "do not vary"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := link.Run(c.from, c.to, c.options)
			require.ErrorContains(t, err, c.message)
		})
	}
}
