package calibrate

import (
	"context"
	"math"

	"suyang/irt"
)

const (
	// roughTol is how far points of a first spread are taken.
	roughTol = 0.02
	// spreads bounds how often points are spread anew, and spreadTol is the
	// change of a mean or covariance from which on they are.
	spreads   = 5
	spreadTol = 0.05
)

// estimate runs the EM algorithm. Quasi-Monte-Carlo points serve a distribution
// like the one they are spread as: where that is estimated they are spread anew,
// after a rough fit, as it turns out to be. Within a fit they stay where they
// are, so that it converges.
func (m *marginal) estimate(ctx context.Context, o Options) (solution, error) {
	points, movable := m.integral.(*joint)
	if !movable || o.Points == 0 || !m.latent.free() {
		return m.em(ctx, m.start, o)
	}
	rough := o
	rough.Tol = max(o.Tol, roughTol)
	s, err := m.em(ctx, m.start, rough)
	spread := irt.StandardNormal(m.latent.traits)
	for n := 0; err == nil && n < spreads; n++ {
		now := m.population(s.xi)
		if n > 0 && distance(spread, now) < spreadTol {
			break
		}
		spread = now
		points.Space = irt.QuasiSpace(o.Points, spread)
		m.locate()
		s, err = m.goOn(ctx, s, o)
	}
	return s, err
}

// goOn runs the EM algorithm from where it ended before, with the cycles left.
func (m *marginal) goOn(ctx context.Context, before solution, o Options) (solution, error) {
	rest := o
	rest.MaxCycles = max(1, o.MaxCycles-before.cycles)
	if o.Progress != nil {
		rest.Progress = func(cycle int, change float64) { o.Progress(before.cycles+cycle, change) }
	}
	s, err := m.em(ctx, before.xi, rest)
	s.cycles += before.cycles
	return s, err
}

// population is the mean and covariance of the traits among all persons.
func (m *marginal) population(xi []float64) irt.Normal {
	e := m.expect(xi)
	sums := make([]float64, 1+m.latent.functions())
	for _, moments := range e.Moments {
		for f, v := range moments {
			sums[f] += v
		}
	}
	n := irt.StandardNormal(m.latent.traits)
	for d := range n.Mean {
		n.Mean[d] = sums[1+d] / sums[0]
		for e := range d + 1 {
			covariance := sums[m.latent.product(d, e)]/sums[0] - n.Mean[d]*n.Mean[e]
			n.Covariance[d][e], n.Covariance[e][d] = covariance, covariance
		}
	}
	return n
}

// distance is the largest difference of means or covariances.
func distance(a, b irt.Normal) float64 {
	largest := 0.0
	for d := range a.Mean {
		largest = max(largest, math.Abs(a.Mean[d]-b.Mean[d]))
		for e := range a.Covariance[d] {
			largest = max(largest, math.Abs(a.Covariance[d][e]-b.Covariance[d][e]))
		}
	}
	return largest
}
