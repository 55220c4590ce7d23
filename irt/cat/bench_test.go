package cat_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"suyang/irt"
	"suyang/irt/cat"
)

// BenchmarkNext chooses from 1,000 items.
func BenchmarkNext(b *testing.B) {
	pool, _ := library(1000, 30)
	state := cat.State{Theta: 0.3, Posterior: posteriorOf(pool, []int{1, 2}, []int{1, 0}), Given: []int{1, 2}}
	rng := rand.New(rand.NewPCG(1, 1))
	for c := cat.MFI; c <= cat.Random; c++ {
		b.Run(c.String(), func(b *testing.B) {
			for b.Loop() {
				_, err := cat.Selector{Criterion: c}.Next(pool, state, rng)
				require.NoError(b, err)
			}
		})
	}
}

// BenchmarkShadow runs sessions of 30 steps on 500 items by shadow tests under
// 30 constraints.
func BenchmarkShadow(b *testing.B) {
	pool, blueprint := library(500, 30)
	shadow, err := cat.NewShadow(500, blueprint)
	require.NoError(b, err)
	selector := cat.Selector{Shadow: shadow}
	for b.Loop() {
		state := cat.State{Theta: -2}
		for range blueprint.Length {
			j, err := selector.Next(pool, state, nil)
			require.NoError(b, err)
			state.Given, state.Theta = append(state.Given, j), state.Theta+0.13
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(blueprint.Length*b.N), "ms/step")
}

func BenchmarkDRule(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	items := make([]irt.MultiItem, 1000)
	for j := range items {
		items[j] = irt.MultiItem{A: []float64{rng.Float64(), rng.Float64(), rng.Float64()}, D: []float64{rng.NormFloat64()}}
	}
	theta := []float64{0, 0.5, -0.5}
	precision := cat.Precision(mat.NewSymDense(3, []float64{1, 0, 0, 0, 1, 0, 0, 0, 1}), items[:5], theta)
	for b.Loop() {
		cat.DRule.Values(nil, items, theta, precision)
	}
}
