package lookup_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/internal/lookup"
)

// sample is a test of items with equal steps, taken by persons whose trait is
// normal, at 61 nodes.
type sample struct {
	engine      *lookup.Engine
	probability [][]float64
	gradients   lookup.Gradients
	prior       lookup.Prior
}

const sampleNodes = 61

// newSample simulates partial credit items; seen is the share of items that a
// person gets.
func newSample(persons, items, categories int, seen float64) sample {
	rng := rand.New(rand.NewPCG(7, 8))
	s := sample{}
	for j := range items {
		p, g := partialCredit(categories, float64(j%9-4)/3)
		s.probability, s.gradients.Items = append(s.probability, p), append(s.gradients.Items, g)
	}
	layout := lookup.NewLayout(repeat(categories, items), slices.Repeat([]bool{seen < 1}, items))
	codes, cells := make([]uint8, persons*layout.Width()), make([]uint8, items)
	weights := make([]float64, persons)
	for i := range persons {
		weights[i] = 1
		node := min(max(int(math.Round(30+5*rng.NormFloat64())), 0), sampleNodes-1)
		booklet := rng.IntN(items)
		for j := range cells {
			cells[j] = lookup.Missing
			if float64((j+booklet)%items) < seen*float64(items) {
				cells[j] = draw(rng, s.probability[j][node:])
			}
		}
		layout.Pack(codes[i*layout.Width():], cells)
	}
	weight := make([]float64, sampleNodes)
	for q := range weight {
		weight[q] = math.Exp(-theta(q)*theta(q)/2) / 12.533
	}
	s.prior = func(int, []float64) []float64 { return weight }
	s.engine = lookup.NewEngine(layout, sampleNodes, lookup.Persons{Codes: codes, Weights: weights, Class: make([]int32, persons)}, 1)
	s.engine.Ordered = true
	return s
}

func theta(q int) float64 { return float64(q-sampleNodes/2) / 5 }

// partialCredit gives probabilities, and gradients by slope and intercepts.
func partialCredit(categories int, b float64) (p []float64, g [][][]float64) {
	p, g = make([]float64, categories*sampleNodes), make([][][]float64, categories)
	for k := range g {
		g[k] = make([][]float64, categories)
		for r := range g[k] {
			g[k][r] = make([]float64, sampleNodes)
		}
	}
	for q := range sampleNodes {
		sum, mean := 0.0, 0.0
		for k := range categories {
			p[k*sampleNodes+q] = math.Exp(1.2 * float64(k) * (theta(q) - b))
			sum += p[k*sampleNodes+q]
		}
		for k := range categories {
			p[k*sampleNodes+q] /= sum
			mean += float64(k) * p[k*sampleNodes+q]
		}
		for k := range categories {
			g[k][0][q] = (float64(k) - mean) * theta(q)
			for r := 1; r < categories; r++ {
				g[k][r][q] = -p[r*sampleNodes+q]
			}
			if k > 0 {
				g[k][k][q]++
			}
		}
	}
	return p, g
}

// draw draws a category with probabilities that are sampleNodes apart.
func draw(rng *rand.Rand, p []float64) uint8 {
	u, k := rng.Float64(), 0
	for u -= p[0]; u > 0 && (k+1)*sampleNodes < len(p); u -= p[k*sampleNodes] {
		k++
	}
	return uint8(k)
}

// eachSample runs a benchmark on tests of several kinds and reports the time a
// person takes.
func eachSample(b *testing.B, run func(s sample)) {
	b.Helper()
	const persons = 20000
	for _, c := range []struct {
		items, categories int
		seen              float64
	}{{60, 2, 1}, {120, 2, 1.0 / 3}, {40, 5, 1}} {
		b.Run(fmt.Sprintf("%d items of %d, %.2f seen", c.items, c.categories, c.seen), func(b *testing.B) {
			s := newSample(persons, c.items, c.categories, c.seen)
			s.engine.Expect(s.probability, s.prior, nil)
			for b.Loop() {
				run(s)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/persons, "ns/person")
		})
	}
}

func BenchmarkExpect(b *testing.B) {
	eachSample(b, func(s sample) { s.engine.Expect(s.probability, s.prior, nil) })
}

func BenchmarkMissing(b *testing.B) {
	eachSample(b, func(s sample) {
		_, err := s.engine.Missing(context.Background(), s.gradients)
		require.NoError(b, err)
	})
}

func BenchmarkOuter(b *testing.B) {
	eachSample(b, func(s sample) {
		_, err := s.engine.Outer(context.Background(), s.gradients, nil)
		require.NoError(b, err)
	})
}
