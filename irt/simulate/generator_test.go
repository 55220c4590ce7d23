package simulate_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"suyang/irt"
	"suyang/irt/simulate"
)

var models = []irt.Model{irt.Rasch, irt.OnePL, irt.TwoPL, irt.ThreePL, irt.FourPL, irt.PCM, irt.RSM, irt.GPCM, irt.GRM, irt.NRM}

func generator(model irt.Model, items int) simulate.Generator {
	g := simulate.Generator{Seed: 4}
	for _, it := range simulate.Bank(items, model, 4, 2) {
		g.Items = append(g.Items, it.Multi())
	}
	return g
}

func TestAnyNumberOfThreadsDrawsTheSame(t *testing.T) {
	t.Parallel()
	theta := simulate.Points(simulate.Simulees(20000, 0, 1, 1)) // several blocks, the last not full
	g := generator(irt.GRM, 4)
	g.Booklets, g.Missing, g.Threads = [][]int{{0, 1}, {1, 2, 3}}, 0.1, 1
	want := g.Responses(theta)
	require.Equal(t, 20000, want.Persons())
	for _, threads := range []int{0, 2, 3, 16} {
		g.Threads = threads
		require.Equal(t, want, g.Responses(theta))
	}
	first, persons := 0, 0
	for block := range g.Blocks(theta) {
		require.Equal(t, want.Cells[first:first+len(block.Cells)], block.Cells)
		first += len(block.Cells)
		if persons += block.Persons(); persons > 9000 {
			break // a reader may stop early
		}
	}
}

func TestBlocksDiffer(t *testing.T) {
	t.Parallel()
	g := generator(irt.TwoPL, 10)
	r := g.Responses(simulate.Points(make([]float64, 3*4096)))
	n := len(r.Cells) / 3
	require.NotEqual(t, r.Cells[:n], r.Cells[n:2*n])
	require.NotEqual(t, r.Cells[n:2*n], r.Cells[2*n:])
}

func TestBookletsAndMissingResponses(t *testing.T) {
	t.Parallel()
	g := generator(irt.TwoPL, 5)
	g.Booklets, g.Missing = [][]int{{0, 1, 2}, {2, 3}, {4}}, 0.25
	r := g.Responses(simulate.Points(make([]float64, 30000)))
	answered := make([]float64, 5)
	for i := range r.Persons() {
		for j, cell := range r.Row(i) {
			if cell != irt.MissingCell {
				require.Contains(t, g.Booklets[i%3], j)
				answered[j]++
			}
		}
	}
	require.InDeltaSlice(t, []float64{7500, 7500, 15000, 7500, 7500}, answered, 250) // over four standard deviations
}

// Shares of responses follow the probabilities under all models and for several
// traits.
func TestResponsesOfSeveralTraitsFollowTheModel(t *testing.T) {
	t.Parallel()
	const persons = 20000
	point := []float64{0.5, -1}
	theta := make([][]float64, persons)
	for i := range theta {
		theta[i] = point
	}
	for _, model := range models {
		g := generator(model, 2)
		for j := range g.Items {
			g.Items[j].A = []float64{0.7, float64(j)}
		}
		r := g.Responses(theta)
		for j, it := range g.Items {
			want := it.Composite().Probabilities(nil, it.Along(point))
			shares := make([]float64, len(want))
			for i := range persons {
				shares[r.Row(i)[j]] += 1.0 / persons
			}
			require.InDeltaSlice(t, want, shares, 0.015, model.String()) // four standard errors
		}
	}
}

func TestBanksAreValid(t *testing.T) {
	t.Parallel()
	for _, model := range models {
		items := simulate.Bank(50, model, 5, 3)
		require.Equal(t, items, simulate.Bank(50, model, 5, 3))
		require.NotEqual(t, items, simulate.Bank(50, model, 5, 4))
		for _, it := range items {
			require.NoError(t, it.Validate())
			require.Equal(t, model, it.Model)
			if !model.Dichotomous() {
				require.Equal(t, 5, it.Categories())
			}
		}
		if model == irt.RSM {
			require.InDelta(t, items[0].B[1]-items[0].B[0], items[7].B[1]-items[7].B[0], 1e-12, "steps are common")
		}
	}
}

func TestCorrelatedTraits(t *testing.T) {
	t.Parallel()
	covariance := mat.NewSymDense(3, []float64{1, 0.6, 0.1, 0.6, 2, -0.3, 0.1, -0.3, 0.5})
	theta := simulate.Correlated(40000, []float64{0, 1, -2}, covariance, 6)
	rows := mat.NewDense(len(theta), 3, nil)
	for i, point := range theta {
		rows.SetRow(i, point)
	}
	var got mat.SymDense
	stat.CovarianceMatrix(&got, rows, nil)
	for d := range 3 {
		require.InDelta(t, []float64{0, 1, -2}[d], stat.Mean(mat.Col(nil, d, rows), nil), 0.03)
		for e := range 3 {
			require.InDelta(t, covariance.At(d, e), got.At(d, e), 0.06)
		}
	}
	require.Panics(t, func() { simulate.Correlated(1, []float64{0}, mat.NewSymDense(1, []float64{-1}), 1) })
}

func TestGroupsHaveTheirDistributions(t *testing.T) {
	t.Parallel()
	theta, group := simulate.Groups([]simulate.Group{{Persons: 10000, SD: 1}, {Persons: 5000, Mean: 1, SD: 0.5}}, 3)
	require.Len(t, theta, 15000)
	require.Equal(t, 0, group[9999])
	require.Equal(t, 1, group[10000])
	mean, sd := stat.MeanStdDev(theta[10000:], nil)
	require.InDelta(t, 1, mean, 0.03)
	require.InDelta(t, 0.5, sd, 0.03)
}

func TestSpreadAndUniform(t *testing.T) {
	t.Parallel()
	require.InDeltaSlice(t, []float64{-1, -0.5, 0, 0.5, 1, -1, -0.5}, simulate.Spread(7, -1, 1, 0.5), 1e-12)
	theta := simulate.Uniform(20000, -3, 3, 2)
	mean, sd := stat.MeanStdDev(theta, nil)
	require.InDelta(t, 0, mean, 0.05)
	require.InDelta(t, 1.732, sd, 0.03)
	require.Equal(t, theta[:5], simulate.Uniform(5, -3, 3, 2))
}

func BenchmarkGenerator(b *testing.B) {
	g := generator(irt.TwoPL, 60)
	theta := simulate.Points(simulate.Simulees(50000, 0, 1, 1))
	for b.Loop() {
		g.Responses(theta)
	}
}
