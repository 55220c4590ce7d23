package irt_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
)

// momentsOf are the mean, standard deviation and skewness.
func momentsOf(values []float64) (mean, sd, skewness float64) {
	n := float64(len(values))
	for _, v := range values {
		mean += v / n
	}
	cube := 0.0
	for _, v := range values {
		sd += (v - mean) * (v - mean) / n
		cube += (v - mean) * (v - mean) * (v - mean) / n
	}
	sd = math.Sqrt(sd)
	return mean, sd, cube / (sd * sd * sd)
}

// Plausible values have the posterior's moments. The posterior after all wrong
// answers is skewed, which draws from a normal distribution would not be.
func TestPlausibleValuesAreDrawnFromThePosterior(t *testing.T) {
	t.Parallel()
	const draws = 100_000
	for name, responses := range map[string][]int{"all wrong": {0, 0, 0, 0, 0}, "some right": {1, 0, 1, 1, 0}, "nothing known": {-1, -1, -1, -1, -1}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			values := make([]float64, draws)
			irt.NewScorer(lsat7, irt.StandardGrid()).PlausibleValues(values, draws, 5, irt.Persons{Cells: cellsOf([][]int{responses})})
			fine := irt.NewPosterior(irt.NormalGrid(12001, -6, 6, 0, 1))
			for j, it := range lsat7 {
				fine.Update(it, responses[j])
			}
			mean, sd, skewness := momentsOf(values)
			require.InDelta(t, fine.Mean(), mean, 4*fine.SD()/math.Sqrt(draws))
			require.InEpsilon(t, fine.SD(), sd, 4/math.Sqrt(2*draws))
			require.InDelta(t, skewnessOf(lsat7, responses), skewness, 4*math.Sqrt(6.0/draws))
			for _, limits := range [][2]float64{{-9, -1.5}, {-1.5, -0.93}, {-0.93, -0.87}, {-0.87, 0.1}, {0.1, 9}} {
				inside := 0.0
				for _, v := range values {
					if v >= limits[0] && v < limits[1] {
						inside += 1.0 / draws
					}
				}
				p := fine.Probability(limits[0], limits[1])
				require.InDelta(t, p, inside, 4*math.Sqrt(p*(1-p)/draws), "share from %v to %v", limits[0], limits[1])
			}
		})
	}
}

// skewnessOf is that of the posterior under the standard normal prior.
func skewnessOf(items []irt.Item, responses []int) float64 {
	var total, mean, square, cube float64
	for theta := -7.0; theta < 7; theta += 0.001 {
		log := -theta * theta / 2
		for j, it := range items {
			log += it.LogLikelihood(responses[j], theta)
		}
		w := math.Exp(log)
		total, mean, square, cube = total+w, mean+w*theta, square+w*theta*theta, cube+w*theta*theta*theta
	}
	mean, square, cube = mean/total, square/total, cube/total
	variance := square - mean*mean
	return (cube - 3*mean*variance - mean*mean*mean) / math.Pow(variance, 1.5)
}

// The draws depend on seed and person only: not on threads, nor on the persons
// scored along.
func TestPlausibleValuesDependOnSeedAndPerson(t *testing.T) {
	t.Parallel()
	persons := [][]int{{0, 1, 0, 1, 1}, {1, 1, 1, 1, 0}, {0, 1, 0, 1, 1}}
	draw := func(seed uint64, threads int, p irt.Persons) []float64 {
		s := irt.NewScorer(lsat7, irt.StandardGrid())
		s.Threads = threads
		values := make([]float64, 4*len(p.Cells)/len(lsat7))
		s.PlausibleValues(values, 4, seed, p)
		return values
	}
	all := draw(1, 1, irt.Persons{Cells: cellsOf(persons)})
	require.Equal(t, all, draw(1, 3, irt.Persons{Cells: cellsOf(persons)}))
	require.Equal(t, all[8:], draw(1, 2, irt.Persons{Cells: cellsOf(persons[2:]), Numbers: []int{2}}))
	require.NotEqual(t, all[:4], all[8:], "persons of the same answers")
	require.NotEqual(t, all, draw(2, 1, irt.Persons{Cells: cellsOf(persons)}))
}

// One person's posterior has the density and the draws that the Scorer gives.
func TestDrawsAndDensityOfOnePosterior(t *testing.T) {
	t.Parallel()
	const draws = 20_000
	responses := []int{0, 0, 0, 1, 0}
	p := irt.NewPosterior(irt.StandardGrid())
	for j, it := range lsat7 {
		p.Update(it, responses[j])
	}
	want := make([]float64, 61)
	irt.NewScorer(lsat7, irt.StandardGrid()).Densities(want, irt.Persons{Cells: cellsOf([][]int{responses})})
	require.InDeltaSlice(t, want, p.Density(), 1e-12)
	rng := rand.New(rand.NewPCG(8, 9))
	values := make([]float64, draws)
	for i := range values {
		values[i] = p.Draw(rng)
	}
	mean, sd, _ := momentsOf(values)
	require.InDelta(t, p.Mean(), mean, 4*p.SD()/math.Sqrt(draws))
	require.InEpsilon(t, p.SD(), sd, 4/math.Sqrt(2*draws))
}

func TestDensitiesSumToOne(t *testing.T) {
	t.Parallel()
	prior, persons := irt.NormalGrid(61, -6, 6, 0, 1), [][]int{{0, 1, 0, 1, 1}, {1, 1, 1, 1, 1}}
	density := make([]float64, 2*61)
	irt.NewScorer(lsat7, prior).Densities(density, irt.Persons{Cells: cellsOf(persons)})
	for i, responses := range persons {
		sum, mean := 0.0, 0.0
		for q, height := range density[i*61 : (i+1)*61] {
			sum += 0.2 * height
			mean += 0.2 * height * prior.Nodes[q]
		}
		theta, _ := irt.EAP(lsat7, responses, prior)
		require.InDelta(t, 1, sum, 1e-12)
		require.InDelta(t, theta, mean, 1e-12)
	}
}
