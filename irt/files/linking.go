package files

import (
	"math"
	"slices"

	"suyang/irt/link"
)

// Linking tells that a calibration was moved to the scale of another.
type Linking struct {
	// From and To name the files linked, Through those in between.
	From    string   `json:"from"`
	Through []string `json:"through,omitempty"`
	To      string   `json:"to"`
	Method  string   `json:"method"`
	Weights string   `json:"weights,omitempty"`
	// A and B: theta here is A times theta of the calibration, plus B.
	A float64 `json:"a"`
	B float64 `json:"b"`
	// LinkingError is that of B, nil where it is not known.
	LinkingError *float64 `json:"linking_error"`
	// Anchors are the items of the last link.
	Anchors []string `json:"anchors"`
}

// Moved is the calibration of one trait on the scale that l leads to: items,
// groups and regression are moved, and the nodes spread so that scores are those
// of the calibration, moved. What describes the estimation, such as the
// likelihood and the priors, stays. Covariances are left out, and errors of
// intercepts, which depend on them, become unknown.
func (c *Calibration) Moved(l Linking) *Calibration {
	t := link.Transformation{A: l.A, B: l.B}
	moved := *c
	moved.Linking, moved.Covariance = &l, nil
	moved.Quadrature = c.Quadrature.moved(t)
	moved.Items = movedItems(c.Items, t)
	moved.Groups = slices.Clone(c.Groups)
	for i := range moved.Groups {
		g := &moved.Groups[i]
		g.Mean, g.SD = t.Theta(g.Mean), t.A*g.SD
		g.MeanSE, g.SDSE = times(t.A, g.MeanSE), times(t.A, g.SDSE)
		g.Items = movedItems(g.Items, t)
	}
	moved.Regression = c.Regression.moved(t.A)
	return &moved
}

// moved covers what the nodes cover, as densely.
func (q Quadrature) moved(t link.Transformation) Quadrature {
	reach := t.A*q.Range + math.Abs(t.B)
	points := int(math.Ceil(float64(q.Points-1)*reach/(t.A*q.Range))) + 1
	return Quadrature{Points: min(points, 1001), Range: min(reach, 20)}
}

func movedItems(items []Item, t link.Transformation) []Item {
	if items == nil {
		return nil
	}
	moved := slices.Clone(items)
	for i := range moved {
		it := &moved[i]
		response := t.Item(it.response())
		it.Model, it.A, it.B, it.D = response.Model, []float64{response.A}, response.B, response.Intercepts()
		it.SE = it.SE.moved(t.A)
	}
	return moved
}

func (e *Errors) moved(unit float64) *Errors {
	if e == nil {
		return nil
	}
	moved := *e
	moved.A, moved.B = Numbers(scaled(1/unit, e.A)), Numbers(scaled(unit, e.B))
	moved.D = Numbers(scaled(math.NaN(), e.D))
	return &moved
}

func (r *Regression) moved(unit float64) *Regression {
	if r == nil {
		return nil
	}
	moved := &Regression{Names: r.Names, ResidualSD: scaled(unit, r.ResidualSD)}
	for _, row := range r.Coefficients {
		moved.Coefficients = append(moved.Coefficients, scaled(unit, row))
	}
	for _, row := range r.SE {
		moved.SE = append(moved.SE, Numbers(scaled(unit, row)))
	}
	return moved
}

func scaled(factor float64, x []float64) []float64 {
	y := make([]float64, len(x))
	for i := range x {
		y[i] = factor * x[i]
	}
	return y
}

func times(factor float64, x *float64) *float64 {
	if x == nil {
		return nil
	}
	y := factor * *x
	return &y
}
