package fit

import (
	"context"
	"math"

	"suyang/irt/internal/lookup"
)

// pass is one worker's share of the pass.
type pass struct {
	*analysis
	layout  *lookup.Layout
	lookups []*lookup.Tables
	person  *lookup.Person
	codes   []uint8
	tally   *tally
}

func (a *analysis) newPass(layout *lookup.Layout, lookups []*lookup.Tables) *pass {
	return &pass{
		analysis: a, layout: layout, lookups: lookups,
		person: lookups[0].NewPerson(), codes: make([]uint8, layout.Width()), tally: a.newTally(layout),
	}
}

// cancelEvery is the number of persons between looks at the context.
const cancelEvery = 1024

func (p *pass) run(ctx context.Context, first, end int) {
	for i := first; i < end; i++ {
		if (i-first)%cancelEvery == 0 && ctx.Err() != nil {
			return
		}
		p.add(i, p.data.group(i), p.data.weight(i))
	}
	p.tally.cross.flush()
}

// add takes person i into account. A person of weight 0 only gets a fit.
func (p *pass) add(i, g int, weight float64) {
	p.estimate(i, g, weight)
	p.residuals(i, g, weight)
	if weight == 0 {
		return
	}
	row, t := p.data.Row(i), p.tally
	t.weights[g] += weight
	t.persons[g]++
	t.joint[g].add(row, weight)
	t.scores[g].add(row, weight)
}

// estimate finds the EAP of person i and its variance, and adds the posterior
// to the expected counts.
func (p *pass) estimate(i, g int, weight float64) {
	p.layout.Pack(p.codes, p.data.Row(i))
	p.lookups[g].Posterior(p.person, p.codes, p.tables[g].weights)
	traits := p.model.traits()
	for t, theta := range p.space.Theta {
		sum, square := 0.0, 0.0
		for q := p.person.Lo; q < p.person.Hi; q++ {
			v := p.person.Weight[q] * theta[q]
			sum += v
			square += v * theta[q]
		}
		m := sum / p.person.Sum
		p.theta[i*traits+t] = m
		p.spread[i*traits+t] = math.Max(0, square/p.person.Sum-m*m)
	}
	p.tally.expected[g].Add(p.person, weight)
}
