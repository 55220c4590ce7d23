package irt_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt"
)

// Scores are those of mirt's fscores at the parameters of lsat7.
func TestModesOfMirt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		responses []int
		mapTheta, mapSE, mlTheta, mlSE,
		wleTheta, wleSE float64
	}{
		"all wrong":  {[]int{0, 0, 0, 0, 0}, -1.8163882, 0.6749897, math.Inf(-1), math.NaN(), -4.1370719, 1.8879163},
		"two right":  {[]int{1, 0, 0, 1, 0}, -1.0769623, 0.6367495, -1.8705809, 0.9277857, -1.6874612, 0.8062971},
		"four right": {[]int{0, 1, 1, 1, 1}, 0.0585993, 0.7295845, 0.1270404, 1.0951133, -0.2172804, 0.8770397},
		"all right":  {[]int{1, 1, 1, 1, 1}, 0.6381510, 0.8035329, math.Inf(1), math.NaN(), 1.0881873, 1.6194134},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			theta, se := irt.MAP(lsat7, c.responses, irt.StandardGrid())
			require.InDelta(t, c.mapTheta, theta, 1e-4)
			require.InDelta(t, c.mapSE, se, 1e-4)
			theta, se = irt.WLE(lsat7, c.responses)
			require.InDelta(t, c.wleTheta, theta, 1e-3)
			require.InDelta(t, c.wleSE, se, 1e-3)
			theta, se = irt.ML(lsat7, c.responses)
			if math.IsInf(c.mlTheta, 0) {
				require.Equal(t, c.mlTheta, theta)
				require.True(t, math.IsNaN(se))
				return
			}
			require.InDelta(t, c.mlTheta, theta, 1e-4)
			require.InDelta(t, c.mlSE, se, 1e-4)
		})
	}
}

func TestModesWithoutAnswers(t *testing.T) {
	t.Parallel()
	none := []int{irt.Missing, irt.Missing, irt.Missing, irt.Missing, irt.Missing}
	theta, se := irt.MAP(lsat7, none, irt.NormalGrid(61, -6, 6, 0.3, 0.8))
	require.InDelta(t, 0.3, theta, 1e-9)
	require.InDelta(t, 0.8, se, 1e-9)
	for _, estimate := range []func([]irt.Item, []int) (float64, float64){irt.ML, irt.WLE} {
		theta, se = estimate(lsat7, none)
		require.True(t, math.IsNaN(theta))
		require.True(t, math.IsNaN(se))
	}
	require.Panics(t, func() { irt.MAP(lsat7, none, irt.Grid{Nodes: []float64{0, 1}, Weights: []float64{0.5, 0.5}}) })
}

// No node is higher than the mode, and the curvature is that of the standard error.
// Peaks narrower than the spacing of the nodes, which steep items make, may be
// higher elsewhere.
func TestModesAreTheTop(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		items := make([]irt.Item, rapid.IntRange(1, 12).Draw(t, "items"))
		responses := make([]int, len(items))
		for j := range items {
			items[j] = drawItem(t)
			responses[j] = rapid.IntRange(0, items[j].Categories()-1).Draw(t, "response")
		}
		if irt.TestInformation(items, 0) < 1e-6 {
			t.Skip("the answers tell nothing")
		}
		logLikelihood := func(theta float64) float64 {
			sum := 0.0
			for j, it := range items {
				sum += it.LogLikelihood(responses[j], theta)
			}
			return sum
		}
		prior := irt.NormalGrid(61, -6, 6, 0.2, 1.1)
		theta, se := irt.MAP(items, responses, prior)
		requireTop(t, theta, se, func(x float64) float64 { return logLikelihood(x) - (x-0.2)*(x-0.2)/(2*1.1*1.1) })
		theta, se = irt.WLE(items, responses)
		requireTop(t, theta, se, func(x float64) float64 { return logLikelihood(x) + math.Log(irt.TestInformation(items, x))/2 })
	})
}

func requireTop(t *rapid.T, theta, se float64, objective func(float64) float64) {
	top := objective(theta)
	for _, x := range irt.StandardGrid().Nodes {
		require.GreaterOrEqual(t, top, objective(x)-1e-6, "theta %v is lower than %v", theta, x)
	}
	h := se / 1000
	curvature := -(objective(theta+h) - 2*top + objective(theta-h)) / (h * h)
	require.InEpsilon(t, curvature, 1/(se*se), 0.01)
}

func TestScorerAgreesWithSinglePersons(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 4))
	items := append([]irt.Item{
		{Model: irt.ThreePL, A: 1.4, B: []float64{0.2}, C: 0.2},
		{Model: irt.GRM, A: 0.9, B: []float64{-1, 0, 1}},
		{Model: irt.GPCM, A: 1.1, B: []float64{0.3, -0.3}},
	}, lsat7...)
	var persons [][]int
	for range 60 {
		row := make([]int, len(items))
		for j, it := range items {
			row[j] = rng.IntN(it.Categories()+1) - 1 // -1 is missing
		}
		persons = append(persons, row)
	}
	prior := irt.NormalGrid(61, -6, 6, -0.2, 1.2)
	s := irt.NewScorer(items, prior)
	s.Threads = 3
	for method, one := range map[irt.Method]func([]int) (float64, float64){
		irt.ByEAP: func(r []int) (float64, float64) { return irt.EAP(items, r, prior) },
		irt.ByMAP: func(r []int) (float64, float64) { return irt.MAP(items, r, prior) },
		irt.ByML:  func(r []int) (float64, float64) { return irt.ML(items, r) },
		irt.ByWLE: func(r []int) (float64, float64) { return irt.WLE(items, r) },
	} {
		theta, se := make([]float64, len(persons)), make([]float64, len(persons))
		s.Score(method, theta, se, irt.Persons{Cells: cellsOf(persons)})
		for i, r := range persons {
			wantTheta, wantSE := one(r)
			if math.IsInf(wantTheta, 0) || math.IsNaN(wantTheta) {
				require.Equal(t, math.Float64bits(wantTheta), math.Float64bits(theta[i]), "%v %v", method, r)
				continue
			}
			require.InDelta(t, wantTheta, theta[i], 1e-6, "%v %v", method, r)
			require.InDelta(t, wantSE, se[i], 1e-4, "%v %v", method, r)
		}
	}
}

func TestScorerTakesMeansOfPersons(t *testing.T) {
	t.Parallel()
	persons, means := [][]int{{1, 0, 1, 1, 0}, {1, 1, 1, 1, 1}}, []float64{0.7, -1.1}
	s := irt.NewScorer(lsat7, irt.NormalGrid(61, -6, 6, 0, 0.9))
	theta, se := make([]float64, 2), make([]float64, 2)
	for method, one := range map[irt.Method]func([]irt.Item, []int, irt.Grid) (float64, float64){irt.ByEAP: irt.EAP, irt.ByMAP: irt.MAP} {
		s.Score(method, theta, se, irt.Persons{Cells: cellsOf(persons), Means: means})
		for i, r := range persons {
			wantTheta, wantSE := one(lsat7, r, irt.NormalGrid(61, -6, 6, means[i], 0.9))
			require.InDelta(t, wantTheta, theta[i], 1e-6)
			require.InDelta(t, wantSE, se[i], 1e-5)
		}
	}
}

func TestMethodNames(t *testing.T) {
	t.Parallel()
	for _, m := range []irt.Method{irt.ByEAP, irt.ByMAP, irt.ByML, irt.ByWLE} {
		parsed, err := irt.ParseMethod(m.String())
		require.NoError(t, err)
		require.Equal(t, m, parsed)
	}
	_, err := irt.ParseMethod("jml")
	require.ErrorContains(t, err, `"jml": use one of eap, map, ml, wle`)
}

func BenchmarkScorerModes(b *testing.B) {
	items := make([]irt.Item, 60)
	for j := range items {
		items[j] = irt.Item{A: 1, B: []float64{float64(j)/20 - 1.5}}
	}
	const persons = 1000
	rng := rand.New(rand.NewPCG(1, 2))
	cells := make([]uint8, persons*len(items))
	for i := range cells {
		cells[i] = uint8(rng.IntN(2))
	}
	s := irt.NewScorer(items, irt.StandardGrid())
	theta, se := make([]float64, persons), make([]float64, persons)
	for _, method := range []irt.Method{irt.ByMAP, irt.ByWLE} {
		b.Run(method.String(), func(b *testing.B) {
			for b.Loop() {
				s.Score(method, theta, se, irt.Persons{Cells: cells})
			}
		})
	}
}
