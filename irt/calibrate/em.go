package calibrate

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"suyang/irt/internal/lookup"
)

// memory is the number of past cycles the acceleration looks at.
const memory = 8

// earlyChange is the largest change of a parameter below which cycles need all
// nodes, if there are many: before, every second node is enough.
const earlyChange = 0.03

// solution is where the EM algorithm ended.
type solution struct {
	xi            []float64
	logLikelihood float64 // without prior
	cycles        int
	change        float64 // largest parameter change of the last cycle
	converged     bool
}

// em maximizes the marginal likelihood from start: EM (Bock and Aitkin, 1981)
// whose steps are extrapolated, and taken back when the likelihood falls.
func (m *marginal) em(ctx context.Context, start []float64, o Options) (solution, error) {
	accelerate := anderson{memory: memory}
	s := solution{xi: start}
	best, safe := math.Inf(-1), start
	for s.cycles < o.MaxCycles {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		s.cycles++
		e := m.expect(s.xi)
		if !(e.objective >= best-m.slack(best)) {
			s.xi, best = safe, math.Inf(-1)
			accelerate.reset()
			o.report(s)
			continue
		}
		best = e.objective
		safe = slices.Clone(s.xi)
		m.maximize(safe, e)
		s.change = m.change(s.xi, safe)
		o.report(s)
		s.xi = m.extrapolate(&accelerate, s.xi, safe)
		if s.change < earlyChange && m.refine() {
			best = math.Inf(-1)
			continue
		}
		if s.converged = s.change < o.Tol; s.converged {
			break
		}
	}
	if m.refine() {
		best = math.Inf(-1)
	}
	return m.settle(s, safe, best), nil
}

// refine makes E-steps look at all nodes from now on. It tells whether they did
// not before: their likelihood is another sum then.
func (m *marginal) refine() bool {
	e, ok := m.engine.(*lookup.Engine)
	if !ok || !e.Coarse {
		return false
	}
	e.Coarse = false
	return true
}

// report tells how far the algorithm is.
func (o Options) report(s solution) {
	if o.Progress != nil {
		o.Progress(s.cycles, s.change)
	}
}

// settle evaluates the last point, or the one before its extrapolation where
// that is better.
func (m *marginal) settle(s solution, safe []float64, best float64) solution {
	e := m.expect(s.xi)
	if !(e.objective >= best) {
		s.xi = safe
		e = m.expect(s.xi)
	}
	s.logLikelihood = m.logLikelihood(s.xi, e)
	return s
}

func (m *marginal) extrapolate(a *anderson, xi, image []float64) []float64 {
	if next := a.next(xi, image); m.admissible(next) {
		return next
	}
	a.reset()
	return image
}

// slack is how far a log-likelihood may fall: by rounding, and by the error of
// the integral where its nodes move.
func (m *marginal) slack(value float64) float64 {
	if nodes, ok := m.integral.(*joint); ok && nodes.moving {
		return 1e-6 * math.Abs(value)
	}
	return 1e-10 * math.Abs(value)
}

// change is the largest change of a parameter. Asymptotes count on the
// probability scale.
func (m *marginal) change(from, to []float64) float64 {
	difference := slices.Clone(to)
	floats.Sub(difference, from)
	for _, i := range m.logit {
		before, _ := logistic(from[i])
		after, _ := logistic(to[i])
		difference[i] = after - before
	}
	return largest(difference)
}

func largest(x []float64) float64 {
	top := 0.0
	for _, v := range x {
		top = max(top, math.Abs(v))
	}
	return top
}
