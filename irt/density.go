package irt

import "math"

// density is a probability density of theta, given at equally spaced nodes. Its
// logarithm is interpolated to nodes refined by a factor, by the cubic through
// the four nodes around, and linearly between those.
type density struct {
	logs      []float64 // at the nodes from the first that counts to the last
	theta     []float64 // refined nodes
	height    []float64 // there
	log       []float64
	cumulated []float64 // mass up to there
}

const (
	refinement = 4
	// unlikely is the height relative to the highest node below which the
	// density is left out.
	unlikely = 1e-14
)

// fill takes weights proportional to the density at the nodes.
func (d *density) fill(nodes, weights []float64) {
	lo, hi, top := likely(weights)
	d.logs = d.logs[:0]
	for _, w := range weights[lo:hi] {
		d.logs = append(d.logs, math.Log(max(w/top, math.SmallestNonzeroFloat64)))
	}
	d.theta, d.log, d.height, d.cumulated = d.theta[:0], d.log[:0], d.height[:0], d.cumulated[:0]
	step := (nodes[1] - nodes[0]) / refinement
	for q := range hi - lo - 1 {
		for part := range refinement {
			d.add(nodes[lo+q]+step*float64(part), d.interpolate(q, float64(part)/refinement))
		}
	}
	d.add(nodes[hi-1], d.logs[hi-1-lo])
}

// likely gives the range of nodes that count, with one more on either side, and
// the largest weight.
func likely(weights []float64) (lo, hi int, top float64) {
	for _, w := range weights {
		top = max(top, w)
	}
	hi = len(weights)
	for lo < hi-2 && weights[lo+1] < top*unlikely {
		lo++
	}
	for hi > lo+2 && weights[hi-2] < top*unlikely {
		hi--
	}
	return lo, hi, top
}

// interpolate gives the logarithm of the density a part of the way from node q
// of logs to the next.
func (d *density) interpolate(q int, t float64) float64 {
	last := len(d.logs) - 1
	a, b := d.logs[q], d.logs[q+1]
	if t == 0 {
		return a
	}
	before, after := 2*a-b, 2*b-a
	if q > 0 {
		before = d.logs[q-1]
	}
	if q+1 < last {
		after = d.logs[q+2]
	}
	return -t*(t-1)*(t-2)/6*before + (t+1)*(t-1)*(t-2)/2*a - (t+1)*t*(t-2)/2*b + (t+1)*t*(t-1)/6*after
}

// add appends a refined node and the mass of the cell before it, in which the
// logarithm is linear.
func (d *density) add(theta, log float64) {
	n, height, mass := len(d.theta), math.Exp(log), 0.0
	if n > 0 {
		rise := log - d.log[n-1]
		if math.Abs(rise) > 1e-6 {
			mass = (height - d.height[n-1]) / rise
		} else {
			mass = height
		}
		mass = d.cumulated[n-1] + mass*(theta-d.theta[n-1])
	}
	d.theta, d.log = append(d.theta, theta), append(d.log, log)
	d.height, d.cumulated = append(d.height, height), append(d.cumulated, mass)
}

// quantile is the theta below which the share u of the mass lies.
func (d *density) quantile(u float64) float64 {
	n := len(d.theta)
	mass := u * d.cumulated[n-1]
	lo, hi := 0, n-1
	for hi-lo > 1 {
		if middle := int(uint(lo+hi) / 2); d.cumulated[middle] <= mass {
			lo = middle
		} else {
			hi = middle
		}
	}
	share := (mass - d.cumulated[lo]) / (d.cumulated[hi] - d.cumulated[lo])
	if rise := d.log[hi] - d.log[lo]; math.Abs(rise) > 1e-6 {
		share = math.Log1p(share*(d.height[hi]/d.height[lo]-1)) / rise
	}
	return d.theta[lo] + share*(d.theta[hi]-d.theta[lo])
}
