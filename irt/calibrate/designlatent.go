package calibrate

import (
	"fmt"
	"slices"
)

// addLatent parametrizes the distribution of the traits.
func (b *designer) addLatent() {
	l := &b.latent
	l.traits, l.first = b.options.traits(), len(b.start)
	for g := range b.groups {
		l.means = append(l.means, make([]linear, l.traits))
		l.covariances = append(l.covariances, make([][]linear, l.traits))
		for d := range l.traits {
			l.covariances[g][d] = make([]linear, l.traits)
			model := b.latentModel(g, d)
			if model == FreeMeanVariance {
				l.means[g][d] = b.free("", g, fmt.Sprintf("mean%d", d+1), 0)
			}
			l.covariances[g][d][d] = fixed(1)
			if model != FixedLatent {
				l.covariances[g][d][d] = b.free("", g, fmt.Sprintf("cov%d%d", d+1, d+1), 1)
			}
		}
		for _, pair := range b.options.Covariances {
			d, e := max(pair[0], pair[1]), min(pair[0], pair[1])
			c := b.free("", g, fmt.Sprintf("cov%d%d", d+1, e+1), 0)
			l.covariances[g][d][e], l.covariances[g][e][d] = c, c
		}
	}
	if b.options.Regression {
		for _, name := range b.data.CovariateNames {
			var row []linear
			for d := range l.traits {
				row = append(row, b.free("", everyGroup, fmt.Sprintf("%s %d", name, d+1), 0))
			}
			l.coefficients = append(l.coefficients, row)
		}
	}
	l.end = len(b.start)
}

// latentModel is what is estimated of a trait in a group.
func (b *designer) latentModel(group, trait int) LatentModel {
	given := b.options.Latent
	if group == b.reference {
		given = b.options.ReferenceLatent
	}
	if given != ImpliedLatent {
		return given
	}
	strongest, unit, anchored := Configural, true, false
	for _, c := range b.cells {
		i := slices.Index(c.loads, trait)
		if i < 0 {
			continue
		}
		if _, there := b.fixed[c.id]; there {
			anchored = true
		}
		unit = unit && !c.slopeFree(i)
		strongest = min(strongest, *b.options.item(c.id).Invariance)
	}
	switch {
	case trait > 0 && b.options.Bifactor == Testlet:
		return FreeVariance
	case anchored, group != b.reference && strongest == Scalar:
		if trait > 0 && b.options.Bifactor != NoBifactor {
			return FreeVariance // the general trait has the mean
		}
		return FreeMeanVariance
	case unit, group != b.reference && strongest == Metric:
		return FreeVariance
	}
	return FixedLatent
}

// slopeFree tells whether the i-th slope is estimated.
func (c *cell) slopeFree(i int) bool { return c.local[c.slope(i).index].free() }
