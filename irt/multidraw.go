package irt

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const (
	// apart is the number of proposals between draws. About four of five are
	// accepted.
	apart = 20
	// proposalDegrees are the degrees of freedom of the proposals: heavier tails
	// than a posterior has under a normal prior.
	proposalDegrees = 5
)

// draw fills values, draws x traits, from the posterior that centre and spread
// summarize.
func (w *multiWorker) draw(values []float64) {
	traits := len(w.centre)
	root := w.root()
	at, proposed, z := make([]float64, traits), make([]float64, traits), make([]float64, traits)
	copy(at, w.centre)
	density := w.logPosterior(at) // over that of the proposal, which is 0 at the centre
	for ; len(values) > 0; values = values[traits:] {
		for range apart {
			proposal := w.propose(proposed, z, root)
			ratio := w.logPosterior(proposed) - proposal
			if math.Log(w.random.Float64()) < ratio-density {
				copy(at, proposed)
				density = ratio
			}
		}
		copy(values, at)
	}
}

// root is the triangular root of spread; where the whole posterior is on one
// node, that of the prior: proposals from it are rarely accepted, but right.
func (w *multiWorker) root() *mat.TriDense {
	summary := Normal{Mean: w.centre}
	for d := range w.centre {
		summary.Covariance = append(summary.Covariance, mat.Row(nil, d, w.spread))
	}
	root, ok := summary.root()
	if !ok {
		root, _ = w.prior.root()
	}
	return root
}

// propose fills theta from the proposal's distribution and gives the logarithm
// of its density, up to a constant.
func (w *multiWorker) propose(theta, z []float64, root *mat.TriDense) float64 {
	chi := 0.0
	for range proposalDegrees {
		x := w.random.rng.NormFloat64()
		chi += x * x
	}
	stretch, square := math.Sqrt(proposalDegrees/chi), 0.0
	for d := range z {
		z[d] = w.random.rng.NormFloat64() * stretch
		square += z[d] * z[d]
		theta[d] = w.centre[d]
		for e := range d + 1 {
			theta[d] += root.At(d, e) * z[e]
		}
	}
	return -float64(proposalDegrees+len(z)) / 2 * math.Log1p(square/proposalDegrees)
}

// logPosterior is the logarithm of the density of the posterior, up to a
// constant.
func (w *multiWorker) logPosterior(theta []float64) float64 {
	sum := 0.0
	for d := range theta {
		for e := range theta {
			sum -= w.precision.At(d, e) * (theta[d] - w.mean[d]) * (theta[e] - w.mean[e]) / 2
		}
	}
	for j, cell := range w.cells {
		if cell != MissingCell {
			sum += w.composite[j].LogLikelihood(int(cell), w.items[j].Along(theta))
		}
	}
	return sum
}
