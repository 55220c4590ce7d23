package report

import (
	"math"

	"suyang/assessment/item"
	"suyang/assessment/scale"
	"suyang/models"
)

// Reports compute on grids of one step: theta from -6 to 6, deviations from
// -2.4 to 2.4, and their sums.
const (
	step       = 0.1
	thetaLow   = -6.0
	deviateLow = -2.4
	thetas     = 121
	deviations = 49
	sums       = thetas + deviations - 1
)

func thetaAt(i int) float64   { return thetaLow + step*float64(i) }
func deviateAt(j int) float64 { return deviateLow + step*float64(j) }
func sumAt(k int) float64     { return thetaLow + deviateLow + step*float64(k) }

// Standard deviations of what is particular to a part of the framework, around
// the pupil's theta.
//
// A dimension's is the residual of its regression on the other three under the
// correlations of the population model (A-B .80, A-C .86, A-D .80, B-C .84,
// B-D .72, C-D .80): 1/sqrt of the diagonal of their inverse. An indicator's is
// a design value, somewhat larger.
var dimensionSD = map[string]float64{"A": 0.460, "B": 0.520, "C": 0.422, "D": 0.558}

const indicatorSD = 0.6

// observation is one scored response with its log-likelihood at the sums.
type observation struct {
	item   models.Item
	resp   models.Response
	logLik [sums]float64
}

func observe(it models.Item, resp models.Response) observation {
	o := observation{item: it, resp: resp}
	scaled := item.IRT(it)
	for k := range o.logLik {
		o.logLik[k] = scaled.LogLikelihood(resp.Score.Points, sumAt(k))
	}
	return o
}

// evidence is one pupil's answers parted in two: those on one part of the
// framework, and the rest.
type evidence struct {
	rest [thetas]float64 // posterior of theta from the rest, summing to 1
	own  [sums]float64   // likelihood of the others, at most 1
}

func newEvidence(stage models.Stage, seen []observation, in func(observation) bool) evidence {
	var e evidence
	for i := range e.rest {
		z := thetaAt(i) - scale.StageMean(stage)
		e.rest[i] = -z * z / 2
	}
	const offset = (deviations - 1) / 2 // sumAt(i+offset) == thetaAt(i)
	for _, o := range seen {
		if in(o) {
			for k := range e.own {
				e.own[k] += o.logLik[k]
			}
			continue
		}
		for i := range e.rest {
			e.rest[i] += o.logLik[i+offset]
		}
	}
	exponentiate(e.own[:])
	exponentiate(e.rest[:])
	normalize(e.rest[:])
	return e
}

// deviation is how far a pupil, or a class, is from what her theta lets expect
// on one part of the framework, and where that leaves her; in theta units.
type deviation struct {
	mean, sd       float64
	above          float64 // probability that it is positive
	value, valueSD float64 // of theta + deviation, averaged over the pupils
}

// deviate gives the posterior of the deviation that the pupils share, theta
// integrated out; sd is that of the deviation before any answer. One pupil is a
// class of one. A pupil without own answers counts in the value alone.
func deviate(pupils []evidence, sd float64) deviation {
	var mass, mean, variance [deviations]float64
	n := float64(len(pupils))
	for j := range mass {
		z := deviateAt(j) / sd
		mass[j] = -z * z / 2
		for _, e := range pupils {
			likelihood, theta, spread := e.given(j)
			mass[j] += math.Log(max(likelihood, math.SmallestNonzeroFloat64))
			mean[j] += theta / n
			variance[j] += spread / (n * n)
		}
	}
	exponentiate(mass[:])
	normalize(mass[:])
	var d deviation
	d.mean, d.sd = moments(mass[:], deviateAt)
	d.above = 1 - below(mass[:], deviateAt, 0)
	value := func(j int) float64 { return deviateAt(j) + mean[j] }
	within := 0.0
	for j, p := range mass {
		within += p * variance[j]
	}
	d.value, d.valueSD = moments(mass[:], value)
	d.valueSD = math.Sqrt(d.valueSD*d.valueSD + within)
	return d
}

// given is the likelihood of the j-th deviation, and mean and variance of theta
// if it is true.
func (e evidence) given(j int) (likelihood, mean, variance float64) {
	square := 0.0
	for i, w := range e.rest {
		w *= e.own[i+j]
		likelihood += w
		mean += w * thetaAt(i)
		square += w * thetaAt(i) * thetaAt(i)
	}
	if likelihood == 0 {
		return 0, 0, 0
	}
	mean /= likelihood
	return likelihood, mean, max(0, square/likelihood-mean*mean)
}

// exponentiate turns logarithms into weights relative to the largest.
func exponentiate(logs []float64) {
	top := math.Inf(-1)
	for _, l := range logs {
		top = max(top, l)
	}
	for i, l := range logs {
		logs[i] = math.Exp(l - top)
	}
}

func normalize(w []float64) {
	sum := 0.0
	for _, x := range w {
		sum += x
	}
	for i := range w {
		w[i] /= sum
	}
}

func moments(w []float64, at func(int) float64) (mean, sd float64) {
	square := 0.0
	for i, x := range w {
		mean += x * at(i)
		square += x * at(i) * at(i)
	}
	return mean, math.Sqrt(max(0, square-mean*mean))
}

// below is the probability of being below x, each node's weight spread evenly
// over the step around it.
func below(w []float64, at func(int) float64, x float64) float64 {
	sum := 0.0
	for i, weight := range w {
		sum += weight * min(max((x-at(i))/step+0.5, 0), 1)
	}
	return sum
}
