package calibrate

import (
	"context"

	"suyang/irt"
)

// estimate runs the EM algorithm. A grid too coarse for traits that correlate as
// they turn out to is made to move with their distribution then.
func (m *marginal) estimate(ctx context.Context, o Options) (solution, error) {
	grid, ok := m.integral.(*joint)
	if !ok || grid.moving || m.latent.traits == 1 || !m.latent.free() {
		return m.em(ctx, m.start, o)
	}
	m.latent.finest = grid.finest
	before := solution{xi: m.start}
	if !m.latent.cramped(m.start) {
		var err error
		if before, err = m.em(ctx, m.start, o); err != nil || !m.latent.cramped(before.xi) {
			return before, err
		}
	}
	m.latent.finest, grid.moving = 0, true
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
func (l *latent) population(xi []float64) irt.Normal {
	sums := make([]float64, 1+l.functions())
	mean := make([]float64, 0, l.traits)
	for _, c := range l.classes {
		mean = l.mean(mean, c, xi)
		covariance := l.covariances[c.group]
		sums[0] += c.weight
		for d := range l.traits {
			sums[1+d] += c.weight * mean[d]
			for e := range d + 1 {
				sums[l.product(d, e)] += c.weight * (covariance[d][e].at(xi) + mean[d]*mean[e])
			}
		}
	}
	n := irt.StandardNormal(l.traits)
	for d := range n.Mean {
		n.Mean[d] = sums[1+d] / sums[0]
		for e := range d + 1 {
			covariance := sums[l.product(d, e)]/sums[0] - n.Mean[d]*n.Mean[e]
			n.Covariance[d][e], n.Covariance[e][d] = covariance, covariance
		}
	}
	return n
}
