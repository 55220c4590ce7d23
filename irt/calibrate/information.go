package calibrate

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"
)

// covariance is the covariance matrix of the estimates by the method of the
// options; nil where the information is singular. Asymptotes of 0 or 1 and items
// whose slopes are at their bound, or run there and make the information singular,
// are left out: they have rows of zeros.
func (m *marginal) covariance(ctx context.Context, xi []float64, d Data, s selection, method SE) (*mat.SymDense, error) {
	information, middle, err := m.information(ctx, xi, d, s, method)
	if err != nil {
		return nil, err
	}
	for _, kept := range [][]int{m.determined(xi, 0.99*maxSlope), m.determined(xi, steep)} {
		bread := invert(among(information, kept))
		if bread == nil {
			continue
		}
		if middle != nil {
			var half, whole mat.Dense
			half.Mul(bread, among(middle, kept))
			whole.Mul(&half, bread)
			bread = symmetric(&whole)
		}
		return spreadOut(bread, kept, len(xi)), nil
	}
	return nil, nil
}

// information is that of a method, and what stands between two of its inverses;
// nil where these are not two.
func (m *marginal) information(ctx context.Context, xi []float64, d Data, s selection, method SE) (information, middle *mat.SymDense, err error) {
	e := m.expect(xi)
	g := m.gradients(xi)
	if method == CrossProduct {
		outer, err := m.engine.Outer(ctx, g.Gradients, nil)
		if err != nil {
			return nil, nil, err
		}
		information = g.pull(outer)
		m.addPriorInformation(information, xi)
		return information, nil, nil
	}
	missing, err := m.engine.Missing(ctx, g.Gradients)
	if err != nil {
		return nil, nil, err
	}
	information = m.completeInformation(xi, e)
	m.addCoverage(information, xi, e)
	lost := g.pull(missing)
	lost.ScaleSym(-1, lost)
	information.AddSym(information, lost)
	if method == Sandwich {
		outer, err := m.engine.Outer(ctx, g.Gradients, clusters(d, s))
		if err != nil {
			return nil, nil, err
		}
		middle = g.pull(outer)
	}
	return information, middle, nil
}

// determined lists the free parameters but those of cells whose slopes exceed a
// limit, and logits at their bound.
func (m *marginal) determined(xi []float64, limit float64) (kept []int) {
	left := make([]bool, len(xi))
	for _, i := range m.logit {
		left[i] = math.Abs(xi[i]) > 0.99*logitBound
	}
	for _, c := range m.cells {
		if e := c.estimate(xi, m.latent.traits); e.MDISC() <= limit {
			continue
		}
		for _, i := range c.indices() {
			left[i] = true
		}
	}
	for i, out := range left {
		if !out {
			kept = append(kept, i)
		}
	}
	return kept
}

// clusters are those of the persons selected; without any each person is one.
func clusters(d Data, s selection) []int32 {
	c := make([]int32, len(s.persons))
	for n, i := range s.persons {
		c[n] = int32(i)
		if d.Clusters != nil {
			c[n] = int32(d.Clusters[i])
		}
	}
	return c
}
