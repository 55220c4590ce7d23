package zeroone_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"suyang/irt/cat/internal/zeroone"
)

// bruteForce tries all solutions.
func bruteForce(values []float64, rows [][]float64, lower, upper []float64, fixed []zeroone.Fixing) float64 {
	best := math.Inf(-1)
	for mask := range 1 << len(values) {
		x := make([]float64, len(values))
		value, ok := 0.0, true
		for j := range x {
			x[j] = float64(mask >> j & 1)
			value += values[j] * x[j]
			ok = ok && (fixed[j] == zeroone.Free || (fixed[j] == zeroone.AtOne) == (x[j] == 1))
		}
		for i, row := range rows {
			sum := 0.0
			for j, a := range row {
				sum += a * x[j]
			}
			ok = ok && sum >= lower[i]-1e-9 && sum <= upper[i]+1e-9
		}
		if ok {
			best = max(best, value)
		}
	}
	return best
}

func TestSolveFindsTheOptimum(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "variables")
		values := rapid.SliceOfN(rapid.Float64Range(-5, 5), n, n).Draw(t, "values")
		fixed := make([]zeroone.Fixing, n)
		for j := range fixed {
			fixed[j] = rapid.SampledFrom([]zeroone.Fixing{zeroone.Free, zeroone.Free, zeroone.Free, zeroone.AtZero, zeroone.AtOne}).Draw(t, "fixed")
		}
		var rows [][]float64
		var lower, upper []float64
		for range rapid.IntRange(0, 5).Draw(t, "rows") {
			amount := rapid.Map(rapid.IntRange(-300, 900), func(tenths int) float64 { return float64(tenths) / 10 })
			coefficient := rapid.OneOf(rapid.SampledFrom([]float64{0, 1}), amount)
			rows = append(rows, rapid.SliceOfN(coefficient, n, n).Draw(t, "row"))
			low := rapid.SampledFrom([]float64{math.Inf(-1), 0, 1, 2, 10, 50.5}).Draw(t, "lower")
			lower = append(lower, low)
			upper = append(upper, low+rapid.SampledFrom([]float64{0, 1, 3, 60, math.Inf(1)}).Draw(t, "width"))
			if math.IsInf(low, -1) {
				upper[len(upper)-1] = rapid.SampledFrom([]float64{0, 1, 2, 100, math.Inf(1)}).Draw(t, "upper")
			}
		}
		solution, ok := zeroone.NewProgram(n, rows, lower, upper).Solve(values, fixed, 0)
		want := bruteForce(values, rows, lower, upper, fixed)
		require.Equal(t, !math.IsInf(want, -1), ok)
		if ok {
			require.InDelta(t, want, solution.Value, 1e-5*max(5, math.Abs(want)))
			require.GreaterOrEqual(t, solution.Bound, want-1e-9)
		}
	})
}

// A knapsack of k of 60 items, against dynamic programming over number and
// weight.
func TestSolveAgreesWithDynamicProgramming(t *testing.T) {
	t.Parallel()
	const n, k, most = 60, 10, 300
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 3))
		values, weights, ones := make([]float64, n), make([]float64, n), make([]float64, n)
		table := make([][most + 1]float64, k+1) // best value by number and weight
		for i := range table {
			for w := range table[i] {
				table[i][w] = math.Inf(-1)
			}
		}
		table[0][0] = 0
		for j := range n {
			weights[j], ones[j] = float64(10+rng.IntN(50)), 1
			values[j] = weights[j]/20 + rng.Float64()
			for i := k; i > 0; i-- {
				for w := most; w >= int(weights[j]); w-- {
					table[i][w] = max(table[i][w], table[i-1][w-int(weights[j])]+values[j])
				}
			}
		}
		best := math.Inf(-1)
		for _, value := range table[k] {
			best = max(best, value)
		}
		p := zeroone.NewProgram(n, [][]float64{ones, weights}, []float64{k, 0}, []float64{k, most})
		solution, ok := p.Solve(values, make([]zeroone.Fixing, n), 0)
		require.True(t, ok)
		require.InEpsilon(t, best, solution.Value, 2e-6)
	}
}

func TestSolveKeepsToTheLimit(t *testing.T) {
	t.Parallel()
	p, values := assembly(200, 20)
	whole, ok := p.Solve(values, make([]zeroone.Fixing, 200), 0)
	require.True(t, ok)
	short, ok := p.Solve(values, make([]zeroone.Fixing, 200), 1)
	require.True(t, ok)
	require.Less(t, short.Nodes, whole.Nodes)
	require.GreaterOrEqual(t, short.Bound, whole.Value)
	require.LessOrEqual(t, short.Value, whole.Value)
}

// assembly is a test of some items from a pool with five areas, four keys,
// pairs of enemies and a time limit.
func assembly(n, length int) (*zeroone.Program, []float64) {
	rng := rand.New(rand.NewPCG(1, 2))
	var rows [][]float64
	var lower, upper []float64
	add := func(low, high float64, amount func(j int) float64) {
		row := make([]float64, n)
		for j := range row {
			row[j] = amount(j)
		}
		rows, lower, upper = append(rows, row), append(lower, low), append(upper, high)
	}
	is := func(yes bool) float64 {
		if yes {
			return 1
		}
		return 0
	}
	size := float64(length)
	area, key, time, values := make([]int, n), make([]int, n), make([]float64, n), make([]float64, n)
	for j := range n {
		area[j], key[j], time[j], values[j] = rng.IntN(5), rng.IntN(4), 30+90*rng.Float64(), rng.ExpFloat64()
	}
	add(size, size, func(int) float64 { return 1 })
	for g := range 5 {
		add(math.Floor(size/7), math.Ceil(size/4), func(j int) float64 { return is(area[j] == g) })
	}
	for g := range 4 {
		add(math.Floor(size/5), math.Ceil(size/3), func(j int) float64 { return is(key[j] == g) })
	}
	add(math.Inf(-1), 60*size, func(j int) float64 { return time[j] })
	for e := range 20 {
		add(math.Inf(-1), 1, func(j int) float64 { return is(j%(n/5) == e) })
	}
	return zeroone.NewProgram(n, rows, lower, upper), values
}

func BenchmarkSolve(b *testing.B) {
	p, values := assembly(500, 30)
	nodes := 0
	for b.Loop() {
		s, _ := p.Solve(values, make([]zeroone.Fixing, 500), 0)
		nodes = s.Nodes
	}
	b.ReportMetric(float64(nodes), "nodes")
}
