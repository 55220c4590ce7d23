package lookup_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt/internal/lookup"
)

// nodes are more than the information lost looks at together.
const nodes = 131

type problem struct {
	categories  []int
	missing     []bool
	probability [][]float64
	persons     [][]uint8
	prior       []float64
}

// newProblem draws category probabilities and responses that need not follow
// any model. lowest bounds the probabilities from below.
func newProblem(categories []int, missing []bool, persons int, lowest float64) problem {
	rng := rand.New(rand.NewPCG(1, 2))
	p := problem{categories: categories, missing: missing, prior: make([]float64, nodes)}
	for q := range p.prior {
		p.prior[q] = 1.0 / nodes
	}
	for _, k := range categories {
		row := make([]float64, k*nodes)
		for i := range row {
			row[i] = lowest + (1-lowest)*rng.Float64()
		}
		p.probability = append(p.probability, row)
	}
	for range persons {
		cells := make([]uint8, len(categories))
		for j, k := range categories {
			cells[j] = uint8(rng.IntN(k))
			if (missing == nil || missing[j]) && rng.IntN(3) == 0 {
				cells[j] = lookup.Missing
			}
		}
		p.persons = append(p.persons, cells)
	}
	return p
}

// direct computes the posterior of one person in logarithms, without tables.
func (p problem) direct(cells []uint8) (posterior []float64, logLikelihood float64) {
	posterior = make([]float64, nodes)
	top := math.Inf(-1)
	for q := range posterior {
		posterior[q] = math.Log(p.prior[q])
		for j, cell := range cells {
			if cell != lookup.Missing {
				posterior[q] += math.Log(p.probability[j][int(cell)*nodes+q])
			}
		}
		top = max(top, posterior[q])
	}
	sum := 0.0
	for q := range posterior {
		posterior[q] = math.Exp(posterior[q] - top)
		sum += posterior[q]
	}
	for q := range posterior {
		posterior[q] /= sum
	}
	return posterior, math.Log(sum) + top
}

func repeat(k, n int) []int {
	all := make([]int, n)
	for j := range all {
		all[j] = k
	}
	return all
}

func TestPosteriorsAndCountsEqualDirectComputation(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]problem{
		"one item":                newProblem([]int{2}, nil, 20, 0.1),
		"complete binary":         newProblem(repeat(2, 23), make([]bool, 23), 40, 0.1),
		"binary with missing":     newProblem(repeat(2, 60), nil, 40, 0.1),
		"mixed categories":        newProblem([]int{2, 5, 3, 2, 7, 4, 2, 2, 64, 2}, []bool{true, false, true, false, true, true, false, false, true, true}, 60, 0.1),
		"1500 items underflow":    newProblem(repeat(4, 1500), nil, 10, 0),
		"probabilities near zero": newProblem(repeat(3, 40), nil, 10, 1e-25),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkAgainstDirect(t, p)
		})
	}
}

func checkAgainstDirect(t *testing.T, p problem) {
	t.Helper()
	layout := lookup.NewLayout(p.categories, p.missing)
	tables, counts := layout.NewTables(nodes), layout.NewCounts(nodes)
	tables.Build(p.probability)
	person, codes := tables.NewPerson(), make([]uint8, layout.Width())
	want, got := make([][]float64, len(p.categories)), make([][]float64, len(p.categories))
	for j, k := range p.categories {
		want[j], got[j] = make([]float64, k*nodes), make([]float64, k*nodes)
	}
	for i, cells := range p.persons {
		layout.Pack(codes, cells)
		tables.Posterior(person, codes, p.prior)
		unpacked := make([]uint8, len(cells))
		layout.Unpack(unpacked, codes)
		require.Equal(t, cells, unpacked)
		posterior, logLikelihood := p.direct(cells)
		require.InDelta(t, logLikelihood, person.LogLikelihood, 1e-9)
		weight := float64(1 + i%3)
		counts.Add(person, weight)
		for q := person.Lo; q < person.Hi; q++ {
			require.InDelta(t, weight*posterior[q], person.Weight[q], 1e-12)
		}
		for j, cell := range cells {
			if cell == lookup.Missing {
				continue
			}
			for q := range nodes {
				want[j][int(cell)*nodes+q] += weight * posterior[q]
			}
		}
	}
	counts.Fold(got)
	for j := range want {
		require.InDeltaSlice(t, want[j], got[j], 1e-10, "item %d", j)
	}
}

func TestMergeAddsCounts(t *testing.T) {
	t.Parallel()
	p := newProblem(repeat(2, 10), nil, 30, 0.1)
	layout := lookup.NewLayout(p.categories, p.missing)
	tables := layout.NewTables(nodes)
	tables.Build(p.probability)
	whole, half, rest := layout.NewCounts(nodes), layout.NewCounts(nodes), layout.NewCounts(nodes)
	person, codes := tables.NewPerson(), make([]uint8, layout.Width())
	for i, cells := range p.persons {
		layout.Pack(codes, cells)
		part := half
		if i%2 == 1 {
			part = rest
		}
		for _, c := range []*lookup.Counts{whole, part} {
			tables.Posterior(person, codes, p.prior)
			c.Add(person, 1)
		}
	}
	half.Merge(rest)
	require.Equal(t, fold(p, whole), fold(p, half))
}

func fold(p problem, c *lookup.Counts) [][]float64 {
	dst := make([][]float64, len(p.categories))
	for j, k := range p.categories {
		dst[j] = make([]float64, k*nodes)
	}
	c.Fold(dst)
	for j := range dst {
		for i := range dst[j] {
			dst[j][i] = math.Round(dst[j][i] * 1e10)
		}
	}
	return dst
}
