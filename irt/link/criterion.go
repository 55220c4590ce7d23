package link

import (
	"math"

	"suyang/irt"
)

// criterion is the weighted sum of squared differences of curves: of the
// expected score on all anchors (Stocking-Lord), or of the probability of each
// category of each anchor (Haebara).
type criterion struct {
	anchors   []anchor
	together  bool // Stocking-Lord
	weights   irt.Grid
	symmetric bool
	shift     bool
}

// trace is a bundle of differences of curves with their derivatives by A and B,
// each times the root of its weight.
type trace struct{ difference, byA, byB []float64 }

// newTrace has room for n differences.
func newTrace(n int) trace {
	return trace{make([]float64, 0, n), make([]float64, 0, n), make([]float64, 0, n)}
}

func (t *trace) append(difference, byA, byB float64) {
	t.difference = append(t.difference, difference)
	t.byA = append(t.byA, byA)
	t.byB = append(t.byB, byB)
}

// trace compares one anchor on both scales.
func (c criterion) trace(from, to irt.Item, t Transformation) trace {
	n := len(c.weights.Nodes)
	if !c.together {
		n *= to.Categories()
	}
	if c.symmetric {
		n *= 2
	}
	result := newTrace(n)
	c.compare(&result, to, from, func(theta float64) (x, byA, byB float64) {
		x = (theta - t.B) / t.A
		return x, -x / t.A, -1 / t.A
	})
	if c.symmetric {
		c.compare(&result, from, to, func(theta float64) (x, byA, byB float64) {
			return t.Theta(theta), theta, 1
		})
	}
	return result
}

// compare appends the differences between one item at each node and another at
// the point that stands for the node on the other scale.
func (c criterion) compare(dst *trace, fixed, moved irt.Item, point func(theta float64) (x, byA, byB float64)) {
	var here, there, slopes [irt.MaxCategories]float64
	for q, theta := range c.weights.Nodes {
		root := math.Sqrt(c.weights.Weights[q])
		x, byA, byB := point(theta)
		p := fixed.Probabilities(here[:0], theta)
		m := moved.Probabilities(there[:0], x)
		s := slopes[:len(m)]
		derivatives(s, moved, m)
		score, slope := 0.0, 0.0
		for k := range p {
			if !c.together {
				dst.append(root*(p[k]-m[k]), -root*s[k]*byA, -root*s[k]*byB)
			}
			score += float64(k) * (p[k] - m[k])
			slope += float64(k) * s[k]
		}
		if c.together {
			dst.append(root*score, -root*slope*byA, -root*slope*byB)
		}
	}
}

// blocks are the differences that are squared: one trace for all anchors
// together, or one for each.
func (c criterion) blocks(t Transformation) []trace {
	blocks := make([]trace, len(c.anchors))
	for i, a := range c.anchors {
		blocks[i] = c.trace(a.from, a.to, t)
	}
	if !c.together {
		return blocks
	}
	sum := blocks[0]
	for _, b := range blocks[1:] {
		for i := range sum.difference {
			sum.difference[i] += b.difference[i]
			sum.byA[i] += b.byA[i]
			sum.byB[i] += b.byB[i]
		}
	}
	return []trace{sum}
}

// equations are the value of the criterion, half its gradient by A and B, and
// half the Gauss-Newton approximation of its second derivatives.
type equations struct {
	value, a, b, aa, ab, bb float64
}

func (c criterion) equations(t Transformation) equations {
	var e equations
	for _, block := range c.blocks(t) {
		for i, r := range block.difference {
			byA, byB := block.byA[i], block.byB[i]
			e.value += r * r
			e.a += r * byA
			e.b += r * byB
			e.aa += byA * byA
			e.ab += byA * byB
			e.bb += byB * byB
		}
	}
	return e
}
