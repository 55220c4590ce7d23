package calibrate

import (
	"context"
	"math"

	"suyang/irt"
)

const (
	// roughCycles is how long points stay while the distribution is still far
	// from theirs, and roughTol how far it may be then.
	roughCycles = 5
	roughTol    = 0.1
	// fineTol is how far it may be in the end.
	fineTol = 0.02
	// spreads bounds how often points are spread anew.
	spreads = 50
)

// estimate runs the EM algorithm. Quasi-Monte-Carlo points serve a distribution
// like the one they are spread as: where that is estimated they are spread anew
// until they agree with the estimate. Between that they stay where they are, so
// that the algorithm converges.
func (m *marginal) estimate(ctx context.Context, o Options) (solution, error) {
	points, movable := m.integral.(*joint)
	if !movable || o.Points == 0 || !m.latent.free() {
		return m.em(ctx, m.start, o)
	}
	s, spread, away := solution{xi: m.start}, irt.StandardNormal(m.latent.traits), math.Inf(1)
	for n := 0; n < spreads && !(s.converged && away <= fineTol) && s.cycles < o.MaxCycles; n++ {
		cycles := o.MaxCycles
		if points.scale = away > roughTol; points.scale {
			cycles = min(cycles, s.cycles+roughCycles)
		}
		var err error
		if s, err = m.goOn(ctx, s, cycles, o); err != nil {
			return s, err
		}
		now := m.population(s.xi)
		away = distance(spread, now)
		if away > fineTol {
			spread = now
			points.Space = irt.QuasiSpace(o.Points, spread)
			m.locate()
		}
	}
	return s, nil
}

// goOn runs the EM algorithm from where it ended before up to a number of cycles.
func (m *marginal) goOn(ctx context.Context, before solution, cycles int, o Options) (solution, error) {
	rest := o
	rest.MaxCycles = cycles - before.cycles
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
