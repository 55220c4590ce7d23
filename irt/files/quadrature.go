package files

import (
	"math"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// gridTraits is the number of traits up to which the nodes are a grid.
const gridTraits = 3

// usualQuadrature is that of a calibration with default options.
func usualQuadrature(traits int) Quadrature {
	switch traits {
	case 1:
		return Quadrature{Points: 61, Range: 6}
	case 2:
		return Quadrature{Points: 31, Range: 6}
	case gridTraits:
		return Quadrature{Points: 15, Range: 6}
	}
	return Quadrature{Points: 5000, Range: 6}
}

func (q Quadrature) check(traits int) *Error {
	const mostNodes = 500_000
	nodes := float64(q.Points)
	if traits <= gridTraits {
		nodes = math.Pow(nodes, float64(traits))
	}
	switch {
	case q.Points < 5 || traits == 1 && q.Points > 1001 || !(q.Range > 0 && q.Range <= 20):
		return fault("quadrature", "%d points to %v; use 5 to 1001 points and a range above 0 up to 20", q.Points, q.Range)
	case nodes > mostNodes:
		return fault("quadrature", "%d points for %d traits are %.3g nodes; use fewer points, so that there are at most %d", q.Points, traits, nodes, mostNodes)
	}
	return nil
}

// Distribution is that of the traits in a group, an index of Groups; with a
// regression, that of persons whose covariates are 0.
func (c *Calibration) Distribution(group int) irt.Normal {
	g := c.Groups[group]
	if len(c.Dimensions) > 1 {
		return irt.Normal{Mean: g.Means, Covariance: g.Covariance}
	}
	return irt.Normal{Mean: []float64{g.Mean}, Covariance: [][]float64{{g.SD * g.SD}}}
}

// Grid is the distribution of the only trait in a group on the nodes of the
// quadrature.
func (c *Calibration) Grid(group int) irt.Grid {
	g, q := c.Groups[group], c.Quadrature
	return irt.NormalGrid(q.Points, -q.Range, q.Range, g.Mean, g.SD)
}

// Space are the nodes of the quadrature of several traits, in a group.
func (c *Calibration) Space(group int) irt.Space {
	q := c.Quadrature
	if c.Traits() <= gridTraits {
		return irt.ProductSpace(c.Traits(), q.Points, -q.Range, q.Range)
	}
	return irt.QuasiSpace(q.Points, c.Distribution(group))
}

// newQuadrature is that of a calibration.
func newQuadrature(o calibrate.Options) Quadrature {
	q := Quadrature{Points: o.Quadrature, Range: o.Range}
	if len(o.Dimensions) > gridTraits && o.Points > 0 {
		q.Points = o.Points
	}
	return q
}

// multiScorer scores several traits in a group: those of a bifactor model two at a
// time, others over the nodes of the quadrature.
func (c *Calibration) multiScorer(group int, items []irt.MultiItem) *irt.MultiScorer {
	const most, usual = 101, 31 // nodes on each of two traits
	prior, nodes := c.Distribution(group), c.Quadrature.Points
	if !irt.Bifactor(items, prior) {
		return irt.NewMultiScorer(items, c.Space(group), prior)
	}
	if nodes > most { // the nodes of all traits
		nodes = usual
	}
	return irt.NewBifactorScorer(items, nodes, c.Quadrature.Range, prior)
}
