package calibrate

import (
	"math"

	"suyang/irt"
)

// everyGroup is the group of a cell that all groups share.
const everyGroup = -1

// cell is an item in the groups where it has the same parameters. Its local
// parameters are the slopes of the traits it measures, then the curve's shape.
type cell struct {
	curve
	id     string
	item   int   // column of the data
	group  int   // or everyGroup
	loads  []int // traits
	local  []linear
	priors []localPrior
	share  []float64 // of the responses, per category
	// at holds the coordinates of the nodes of each trait measured, loads x nodes.
	at [][]float64

	workspace workspace
}

// workspace holds what evaluating a cell needs over and over.
type workspace struct {
	local, p, dz, s       []float64
	gradient, information []float64
}

func (c *cell) allocate() {
	n, categories := len(c.local), c.steps()+1
	c.workspace = workspace{
		local: make([]float64, n),
		p:     make([]float64, categories), dz: make([]float64, categories), s: make([]float64, categories*c.size()),
		gradient: make([]float64, n), information: make([]float64, n*n),
	}
}

// covers tells whether persons of a group answer the cell.
func (c *cell) covers(group int) bool { return c.group == everyGroup || c.group == group }

// nodes is the number of nodes.
func (c *cell) nodes() int { return len(c.at[0]) }

// slopes and shape split local parameters.
func (c *cell) slopes(local []float64) []float64 { return local[:len(c.loads)] }
func (c *cell) shape(local []float64) []float64  { return local[len(c.loads):] }

// composite is the composite of the traits at a node.
func (c *cell) composite(local []float64, node int) float64 {
	z := 0.0
	for i, theta := range c.at {
		z += local[i] * theta[node]
	}
	return z
}

// slope is the i-th of the cell's slopes.
func (c *cell) slope(i int) scaled {
	if n, ok := c.curve.(nominal); ok && n.slopeless {
		return scaled{len(c.local) - 1, 1 / float64(n.m)}
	}
	return scaled{i, 1}
}

// threshold is the k-th of the difficulties or thresholds of a cell that
// measures one trait, counted from 0.
func (c *cell) threshold(k int) thresholdOf {
	t := thresholdOf{k: len(c.loads) + k, before: -1, slope: c.slope(0)}
	if k > 0 && c.model().PartialCredit() {
		t.before = t.k - 1
	}
	return t
}

// maxSlope bounds slopes: a response function this steep is a step.
const maxSlope = 50

// admissible tells whether xi describes a response function that the priors
// allow.
func (c *cell) admissible(xi []float64) bool {
	local := values(c.workspace.local, c.local, xi)
	for _, a := range c.slopes(local) {
		if !(math.Abs(a) <= maxSlope) {
			return false
		}
	}
	for _, p := range c.priors {
		if !p.holds(local) {
			return false
		}
	}
	return c.curve.admissible(c.shape(local))
}

// tabulate fills probability, categories x nodes.
func (c *cell) tabulate(probability []float64, xi []float64) {
	w, nodes := &c.workspace, c.nodes()
	local := values(w.local, c.local, xi)
	for q := range nodes {
		c.evaluate(c.composite(local, q), c.shape(local), w.p, w.dz, w.s)
		for k, p := range w.p {
			probability[k*nodes+q] = p
		}
	}
}

// expand gives the expected log-likelihood of the cell plus the logarithm of its
// priors, for expected counts, categories x nodes, and local parameters. The
// gradient and the Fisher information by the local parameters are left in the
// workspace.
func (c *cell) expand(local, counts []float64) (value float64) {
	w, nodes := &c.workspace, c.nodes()
	clear(w.gradient)
	clear(w.information)
	for q := range nodes {
		total := 0.0
		for k := range w.p {
			total += counts[k*nodes+q]
		}
		if total == 0 {
			continue
		}
		c.evaluate(c.composite(local, q), c.shape(local), w.p, w.dz, w.s)
		for k, p := range w.p {
			observed := counts[k*nodes+q]
			value += observed * math.Log(max(p, math.SmallestNonzeroFloat64))
			c.accumulate(k, q, observed, total*p)
		}
	}
	for _, p := range c.priors {
		value += p.add(local, w.gradient, w.information)
	}
	return value
}

// accumulate adds the part of category k at node q.
func (c *cell) accumulate(k, q int, observed, expected float64) {
	w, n := &c.workspace, len(c.local)
	var buffer [32]float64
	s := buffer[:0]
	for _, theta := range c.at {
		s = append(s, w.dz[k]*theta[q])
	}
	s = append(s, w.s[k*c.size():(k+1)*c.size()]...)
	for i, si := range s {
		w.gradient[i] += observed * si
		for j := i; j < n; j++ {
			w.information[i*n+j] += expected * si * s[j]
		}
	}
}

// estimate is the item at xi.
func (c *cell) estimate(xi []float64, traits int) Estimate {
	local := values(nil, c.local, xi)
	shape := c.shape(local)
	e := Estimate{MultiItem: irt.MultiItem{ID: c.id, Model: c.model(), A: make([]float64, traits), D: shape[:c.steps():c.steps()]}}
	for i, d := range c.loads {
		e.A[d] = c.slope(i).at(local)
	}
	switch e.Model {
	case irt.FourPL:
		e.U = asymptote(shape[2])
		fallthrough
	case irt.ThreePL:
		e.C = asymptote(shape[1])
	case irt.NRM:
		e.Scores = c.scores(local)
	}
	if traits == 1 {
		e.B = e.Item().B
	}
	return e
}

// scores are those of the categories of a nominal item, the last one m.
func (c *cell) scores(local []float64) (scores []float64) {
	n := c.curve.(nominal)
	for k := range n.m + 1 {
		scores = append(scores, n.score(c.shape(local), k))
	}
	if n.slopeless {
		a := c.slope(0).at(local)
		for k := range scores {
			scores[k] /= a
		}
		scores[n.m] = float64(n.m)
	}
	return scores
}

// asymptote is that of a logit; one held at 0 or 1 has the largest.
func asymptote(logit float64) float64 {
	if math.Abs(logit) == maxLogit {
		return (1 + math.Copysign(1, logit)) / 2
	}
	p, _ := logistic(logit)
	return p
}
