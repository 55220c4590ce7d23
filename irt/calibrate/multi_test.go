package calibrate_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// blocks makes two-category items of which each measures one trait, so many a
// trait in turn.
func blocks(traits, perTrait int) []irt.MultiItem {
	items := make([]irt.MultiItem, traits*perTrait)
	for i := range items {
		items[i] = irt.MultiItem{ID: fmt.Sprintf("i%d", i+1), Model: irt.TwoPL, A: make([]float64, traits), D: []float64{-1.5 + 3*float64(i%perTrait)/float64(perTrait-1)}}
		items[i].A[i/perTrait] = 0.8 + 0.2*float64(i%5)
	}
	return items
}

// equicorrelated traits are standard normal.
func equicorrelated(traits int, correlation float64) irt.Normal {
	n := irt.StandardNormal(traits)
	for d := range traits {
		for e := range d {
			n.Covariance[d][e], n.Covariance[e][d] = correlation, correlation
		}
	}
	return n
}

// simulatedMulti draws responses of persons to items of several traits.
func simulatedMulti(items []irt.MultiItem, n irt.Normal, persons int, seed uint64) calibrate.Data {
	rng := rand.New(rand.NewPCG(seed, 1))
	covariance := mat.NewSymDense(n.Traits(), slices.Concat(n.Covariance...))
	var cholesky mat.Cholesky
	cholesky.Factorize(covariance)
	var root mat.TriDense
	cholesky.LTo(&root)
	var d calibrate.Data
	for _, it := range items {
		d.Items = append(d.Items, it.ID)
		d.Categories = append(d.Categories, len(it.D)+1)
	}
	z, theta := make([]float64, n.Traits()), make([]float64, n.Traits())
	var p []float64
	for range persons {
		for k := range z {
			z[k], theta[k] = rng.NormFloat64(), n.Mean[k]
			for e := range k + 1 {
				theta[k] += root.At(k, e) * z[e]
			}
		}
		for _, it := range items {
			p = it.Composite().Probabilities(p, it.Along(theta))
			u, category := rng.Float64(), 0
			for ; category < len(p)-1 && u > p[category]; category++ {
				u -= p[category]
			}
			d.Cells = append(d.Cells, uint8(category))
		}
	}
	return d
}

// confirmatory are options under which items measure what they do in truth.
func confirmatory(items []irt.MultiItem, covariances bool) calibrate.Options {
	o := calibrate.Options{Items: make(map[string]calibrate.ItemOptions)}
	for d := range items[0].A {
		o.Dimensions = append(o.Dimensions, fmt.Sprintf("trait %d", d+1))
		for e := range d {
			if covariances {
				o.Covariances = append(o.Covariances, [2]int{e, d})
			}
		}
	}
	for _, it := range items {
		var loads []int
		for d, a := range it.A {
			if a != 0 {
				loads = append(loads, d)
			}
		}
		o.Items[it.ID] = calibrate.ItemOptions{Loads: loads}
	}
	return o
}

func run(t *testing.T, d calibrate.Data, o calibrate.Options) *calibrate.Result {
	t.Helper()
	r, err := calibrate.Run(context.Background(), d, o)
	require.NoError(t, err)
	require.True(t, r.Converged, r.Verdict())
	return r
}

// Uncorrelated traits without a common item are as many tests.
func TestSeparateBlocksEqualSeparateFits(t *testing.T) {
	t.Parallel()
	items := blocks(2, 6)
	d := simulatedMulti(items, irt.StandardNormal(2), 600, 1)
	o := confirmatory(items, false)
	o.Tol, o.Quadrature = 1e-7, 21
	joint := run(t, d, o)
	logLikelihood := 0.0
	for block := range 2 {
		own := calibrate.Data{Categories: d.Categories[:6]}
		own.Items = d.Items[block*6 : block*6+6]
		for i := range d.Persons() {
			own.Cells = append(own.Cells, d.Row(i)[block*6:block*6+6]...)
		}
		alone := run(t, own, calibrate.Options{Tol: 1e-7, Quadrature: 21})
		logLikelihood += alone.LogLikelihood
		for i, e := range alone.Items {
			got := joint.Items[block*6+i]
			require.InDelta(t, e.A[0], got.A[block], 1e-5)
			require.Zero(t, got.A[1-block])
			require.InDelta(t, e.D[0], got.D[0], 1e-5)
		}
	}
	require.InDelta(t, logLikelihood, joint.LogLikelihood, 1e-6)
}

// withinItems are blocks whose last items also measure the next trait.
func withinItems(traits, perTrait int) []irt.MultiItem {
	items := blocks(traits, perTrait)
	for i := perTrait - 1; i < len(items); i += perTrait {
		items[i].A[(i/perTrait+1)%traits] = 0.7
	}
	return items
}

// multiLogLikelihood sums over a product of traits person by person.
func multiLogLikelihood(r *calibrate.Result, d calibrate.Data, nodes int) float64 {
	space := irt.ProductSpace(len(r.Groups[0].Means), nodes, -6, 6)
	weights, _ := space.Weights(nil, irt.Normal{Mean: r.Groups[0].Means, Covariance: r.Groups[0].Covariance})
	logs, point := make([][][]float64, len(r.Items)), make([]float64, space.Traits())
	for j, e := range r.Items {
		logs[j] = make([][]float64, len(e.D)+1)
		for q := range space.Nodes() {
			for k, p := range e.Composite().Probabilities(nil, e.Along(space.Point(point, q))) {
				logs[j][k] = append(logs[j][k], math.Log(p))
			}
		}
	}
	total := 0.0
	for i := range d.Persons() {
		marginal := 0.0
		for q, w := range weights {
			l := 0.0
			for j, cell := range d.Row(i) {
				l += logs[j][cell][q]
			}
			marginal += w * math.Exp(l)
		}
		total += math.Log(marginal)
	}
	return total
}

func TestSeveralTraitsAreAtTheirHighestLikelihood(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		items []irt.MultiItem
		nodes int
	}{
		"two traits, between items":  {blocks(2, 6), 31},
		"two traits, within items":   {withinItems(2, 6), 31},
		"three traits, within items": {withinItems(3, 5), 15},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			traits := len(c.items[0].A)
			d := simulatedMulti(c.items, equicorrelated(traits, 0.5), 500, 3)
			o := confirmatory(c.items, true)
			o.Tol = 1e-6
			r := run(t, d, o)
			best := multiLogLikelihood(r, d, c.nodes)
			require.InDelta(t, best, r.LogLikelihood, 1e-6)
			moves := map[string]func(step float64){
				"slope":      func(step float64) { r.Items[5].A[1] += step },
				"intercept":  func(step float64) { r.Items[2].D[0] += step },
				"covariance": func(step float64) { r.Groups[0].Covariance[0][1] += step; r.Groups[0].Covariance[1][0] += step },
			}
			for parameter, move := range moves {
				for _, step := range []float64{-0.01, 0.01} {
					move(step)
					if r.Items[5].A[1] != step { // measures the trait
						require.Less(t, multiLogLikelihood(r, d, c.nodes), best, parameter)
					}
					move(-step)
				}
			}
		})
	}
}
