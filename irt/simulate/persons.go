package simulate

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// source gives every use of a seed a stream of its own.
func source(seed, stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }

const (
	simuleeStream = iota + 1
	responseStream
	bankStream
	streams = 1 << 8 // stream + streams*b is that of block b
)

// Simulees draws n values of theta from a normal distribution.
func Simulees(n int, mean, sd float64, seed uint64) []float64 {
	rng := source(seed, simuleeStream)
	theta := make([]float64, n)
	for i := range theta {
		theta[i] = mean + sd*rng.NormFloat64()
	}
	return theta
}

// Uniform draws n values of theta evenly from lo to hi.
func Uniform(n int, lo, hi float64, seed uint64) []float64 {
	rng := source(seed, simuleeStream)
	theta := make([]float64, n)
	for i := range theta {
		theta[i] = lo + (hi-lo)*rng.Float64()
	}
	return theta
}

// Spread gives n values of theta at the points lo, lo + step, ... hi in turn.
func Spread(n int, lo, hi, step float64) []float64 {
	points := int((hi-lo)/step+0.5) + 1
	theta := make([]float64, n)
	for i := range theta {
		theta[i] = lo + step*float64(i%points)
	}
	return theta
}

// Group is a normal distribution and the number of persons from it.
type Group struct {
	Persons  int
	Mean, SD float64
}

// Groups draws the persons of several groups: their theta and the index of their
// group, the groups one after the other.
func Groups(groups []Group, seed uint64) (theta []float64, group []int) {
	rng := source(seed, simuleeStream)
	for g, of := range groups {
		for range of.Persons {
			theta, group = append(theta, of.Mean+of.SD*rng.NormFloat64()), append(group, g)
		}
	}
	return theta, group
}

// Correlated draws n persons of several traits from a normal distribution:
// persons x traits. It panics where the covariance is not positive definite.
func Correlated(n int, mean []float64, covariance *mat.SymDense, seed uint64) [][]float64 {
	var factor mat.Cholesky
	if !factor.Factorize(covariance) {
		panic("simulate: the covariance of the traits is not positive definite")
	}
	var lower mat.TriDense
	factor.LTo(&lower)
	rng := source(seed, simuleeStream)
	theta, z := make([][]float64, n), mat.NewVecDense(len(mean), nil)
	for i := range theta {
		for d := range mean {
			z.SetVec(d, rng.NormFloat64())
		}
		x := mat.NewVecDense(len(mean), nil)
		x.MulVec(&lower, z)
		x.AddVec(x, mat.NewVecDense(len(mean), mean))
		theta[i] = x.RawVector().Data
	}
	return theta
}
