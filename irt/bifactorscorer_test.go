package irt_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
)

func bifactorItems() []irt.MultiItem {
	return []irt.MultiItem{
		{ID: "a", Model: irt.TwoPL, A: []float64{1.2, 0.8, 0}, D: []float64{0.3}},
		{ID: "b", Model: irt.GRM, A: []float64{0.9, 1.1, 0}, D: []float64{1, -0.5}},
		{ID: "c", Model: irt.GPCM, A: []float64{1.5, 0, 0}, D: []float64{0.4, -0.6}},
		{ID: "d", Model: irt.ThreePL, A: []float64{1, 0, 0.7}, D: []float64{-0.3}, C: 0.2},
		{ID: "e", Model: irt.TwoPL, A: []float64{0.8, 0, 1.3}, D: []float64{0}},
	}
}

func TestBifactorScorerEqualsTheFullProduct(t *testing.T) {
	t.Parallel()
	items, prior := bifactorItems(), irt.Normal{Mean: []float64{0.3, 0, 0}, Covariance: [][]float64{{1.4, 0, 0}, {0, 1, 0}, {0, 0, 1}}}
	rng := rand.New(rand.NewPCG(1, 2))
	const persons = 50
	var p irt.Persons
	for range persons {
		for _, it := range items {
			cell := uint8(rng.IntN(len(it.D) + 1))
			if rng.IntN(4) == 0 {
				cell = irt.MissingCell
			}
			p.Cells = append(p.Cells, cell)
		}
		p.Means = append(p.Means, rng.NormFloat64(), 0.5*rng.NormFloat64(), 0)
	}
	full := irt.NewMultiScorer(items, irt.ProductSpace(3, 25, -6, 6), prior)
	reduced := irt.NewBifactorScorer(items, 25, 6, prior)
	for name, own := range map[string]bool{"one prior": false, "priors of their own": true} {
		for _, m := range []irt.Method{irt.ByEAP, irt.ByMAP} {
			q := p
			if !own {
				q.Means = nil
			}
			want, got := make([]float64, 2*3*persons), make([]float64, 2*3*persons)
			full.Score(m, want[:3*persons], want[3*persons:], q)
			reduced.Score(m, got[:3*persons], got[3*persons:], q)
			require.InDeltaSlice(t, want, got, 1e-6, name)
		}
	}
}

// The variance of a specific trait is far below the square of the distance of the
// nodes on the general one, and a trait without items keeps its prior.
func TestBifactorScorerOfSmallVariances(t *testing.T) {
	t.Parallel()
	items := bifactorItems()
	for i := range items {
		items[i].A = append(items[i].A, 0)
	}
	prior := irt.StandardNormal(4)
	prior.Covariance[1][1], prior.Covariance[3][3] = 0.01, 0.25
	theta, se := make([]float64, 4), make([]float64, 4)
	cells := []uint8{1, 2, 1, 0, 1}
	irt.NewBifactorScorer(items, 31, 6, prior).Score(irt.ByEAP, theta, se, irt.Persons{Cells: cells})
	require.InDelta(t, 0, theta[3], 1e-12)
	require.InDelta(t, 0.5, se[3], 1e-6)
	// The same trait in units of its standard deviation.
	items[0].A[1], items[1].A[1], prior.Covariance[1][1] = 0.08, 0.11, 1
	want, wantSE := make([]float64, 4), make([]float64, 4)
	irt.NewBifactorScorer(items, 31, 6, prior).Score(irt.ByEAP, want, wantSE, irt.Persons{Cells: cells})
	require.InDelta(t, want[0], theta[0], 1e-9)
	require.InDelta(t, want[1]/10, theta[1], 1e-9)
	require.InDelta(t, wantSE[1]/10, se[1], 1e-9)
}

// Plausible values of eight traits have the mean and standard deviation of the
// posterior.
func TestPlausibleValuesOfBifactorModels(t *testing.T) {
	t.Parallel()
	var items []irt.MultiItem
	var cells []uint8
	for i := range 28 {
		it := irt.MultiItem{Model: irt.TwoPL, A: make([]float64, 8), D: []float64{0.1 * float64(i%5)}}
		it.A[0], it.A[1+i/4] = 1, 0.8
		items, cells = append(items, it), append(cells, uint8(i%3%2))
	}
	s := irt.NewBifactorScorer(items, 31, 6, irt.StandardNormal(8))
	theta, se := make([]float64, 8), make([]float64, 8)
	s.Score(irt.ByEAP, theta, se, irt.Persons{Cells: cells})
	const draws = 4000
	values := make([]float64, draws*8)
	s.PlausibleValues(values, draws, 1, irt.Persons{Cells: cells})
	for d := range 8 {
		mean, square := 0.0, 0.0
		for i := range draws {
			mean += values[i*8+d] / draws
			square += values[i*8+d] * values[i*8+d] / draws
		}
		require.InDelta(t, theta[d], mean, 0.06)
		require.InDelta(t, se[d]*se[d], square-mean*mean, 0.06)
	}
}

func TestBifactorKnowsItsModel(t *testing.T) {
	t.Parallel()
	items, correlated := bifactorItems(), irt.StandardNormal(3)
	require.True(t, irt.Bifactor(items, irt.StandardNormal(3)))
	correlated.Covariance[2][1], correlated.Covariance[1][2] = 0.1, 0.1
	require.False(t, irt.Bifactor(items, correlated))
	items[0].A[2] = 0.5
	require.False(t, irt.Bifactor(items, irt.StandardNormal(3)))
	require.Panics(t, func() { irt.NewBifactorScorer(items, 31, 6, irt.StandardNormal(3)) })
	require.False(t, irt.Bifactor([]irt.MultiItem{{A: []float64{1}}}, irt.StandardNormal(1)))
}
