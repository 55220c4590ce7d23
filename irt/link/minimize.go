package link

import (
	"errors"
	"math"
)

const (
	maxSteps  = 500
	precision = 1e-9 // of A and B
)

// minimize finds the minimum of the criterion from the best of several starts.
func (c criterion) minimize(starts []Transformation) (Transformation, error) {
	best, found := math.Inf(1), Transformation{}
	for _, start := range starts {
		if t, value, ok := c.descend(start); ok && value < best {
			best, found = value, t
		}
	}
	if math.IsInf(best, 1) {
		return found, errors.New("the anchors do not determine the scale: the comparison of their curves has no minimum; look at their parameters, or link by mean-mean")
	}
	return found, nil
}

// descend takes the steps of Levenberg and Marquardt.
func (c criterion) descend(t Transformation) (Transformation, float64, bool) {
	now, damping := c.equations(t), 1e-3
	for range maxSteps {
		stepA, stepB, ok := c.step(now, damping)
		if !ok {
			return t, now.value, false
		}
		next := Transformation{t.A + stepA, t.B + stepB}
		small := math.Abs(stepA) < precision && math.Abs(stepB) < precision*(1+math.Abs(t.B))
		if next.A > 0 {
			if e := c.equations(next); e.value <= now.value {
				t, now, damping = next, e, damping/10
				if small {
					return t, now.value, true
				}
				continue
			}
		}
		if small {
			return t, now.value, true
		}
		damping = max(damping, 1e-12) * 10
	}
	return t, now.value, false
}

// step solves the damped equations; it fails where they are singular.
func (c criterion) step(e equations, damping float64) (stepA, stepB float64, ok bool) {
	aa, bb := e.aa*(1+damping), e.bb*(1+damping)
	if c.shift {
		return 0, -e.b / bb, bb > 0
	}
	determinant := aa*bb - e.ab*e.ab
	return -(bb*e.a - e.ab*e.b) / determinant, -(aa*e.b - e.ab*e.a) / determinant, determinant > 0
}
