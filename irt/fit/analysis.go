package fit

import (
	"context"
	"math"
	"sync"

	"suyang/irt"
	"suyang/irt/internal/lookup"
)

// analysis is what one pass over the persons finds out.
type analysis struct {
	data   Data
	model  Model
	space  irt.Space
	design *design
	tables []*table     // per group
	curves [][]irt.Item // per group and item: along the composite of the traits

	theta  []float64 // persons x traits: EAP
	spread []float64 // persons x traits: variance of the posterior
	fits   []Person  // per person; nil where not asked for
	wle    []float64 // per person, of a single trait
	wleSE  []float64
	tally  *tally
	counts [][][]float64 // per group and item: expected persons, categories x nodes
}

// tally is what workers add up.
type tally struct {
	weights  []float64        // per group
	persons  []int            // per group
	expected []*lookup.Counts // per group: expected persons per category and node
	joint    []*joint         // per group
	scores   []*scores        // per group
	items    []squares        // per item
	cross    *cross
}

// analyse passes over the persons.
func analyse(ctx context.Context, d Data, m Model, o Options) (*analysis, error) {
	a := &analysis{
		data: d, model: m, space: m.space(), design: newDesign(m),
		theta: make([]float64, d.Persons()*m.traits()), spread: make([]float64, d.Persons()*m.traits()),
	}
	if o.Persons {
		a.fits = make([]Person, d.Persons())
	}
	for _, g := range m.Groups {
		a.tables = append(a.tables, newTable(a.space, g))
		var curves []irt.Item
		for _, it := range g.Items {
			curves = append(curves, it.Composite())
		}
		a.curves = append(a.curves, curves)
	}
	a.pass(ctx, o.Threads)
	return a, ctx.Err()
}

// pass splits the persons among workers, each with a tally of its own.
func (a *analysis) pass(ctx context.Context, threads int) {
	missing := a.missing()
	layout := lookup.NewLayout(a.categories(), missing)
	var lookups []*lookup.Tables
	for _, t := range a.tables {
		tables := layout.NewTables(a.space.Nodes())
		tables.Build(t.probability)
		lookups = append(lookups, tables)
	}
	persons := a.data.Persons()
	threads = max(1, min(threads, persons))
	passes := make([]*pass, threads)
	var wait sync.WaitGroup
	for w := range passes {
		passes[w] = a.newPass(layout, lookups)
		wait.Go(func() { passes[w].run(ctx, w*persons/threads, (w+1)*persons/threads) })
	}
	wait.Wait()
	a.tally = passes[0].tally
	for _, p := range passes[1:] {
		a.tally.merge(p.tally)
	}
	for g := range a.tables {
		a.counts = append(a.counts, a.fold(g))
	}
}

// missing tells of each item whether a response to it is missing.
func (a *analysis) missing() []bool {
	missing := make([]bool, a.items())
	for i := range a.data.Persons() {
		for j, cell := range a.data.Row(i) {
			if cell == irt.MissingCell {
				missing[j] = true
			}
		}
	}
	return missing
}

func (a *analysis) items() int { return len(a.data.Items) }

func (a *analysis) categories() []int { return a.model.categories() }

// point is the EAP of person i.
func (a *analysis) point(i int) []float64 {
	traits := a.model.traits()
	return a.theta[i*traits : (i+1)*traits]
}

func (a *analysis) newTally(layout *lookup.Layout) *tally {
	groups, k := len(a.model.Groups), a.categories()
	t := &tally{
		weights: make([]float64, groups), persons: make([]int, groups),
		items: make([]squares, len(k)), cross: newCross(len(k)),
	}
	for range groups {
		t.expected = append(t.expected, layout.NewCounts(a.space.Nodes()))
		t.joint = append(t.joint, newJoint(k))
		t.scores = append(t.scores, newScores(k))
	}
	return t
}

func (t *tally) merge(other *tally) {
	for g := range t.weights {
		t.weights[g] += other.weights[g]
		t.persons[g] += other.persons[g]
		t.expected[g].Merge(other.expected[g])
		t.joint[g].merge(other.joint[g])
		t.scores[g].merge(other.scores[g])
	}
	for j := range t.items {
		t.items[j].merge(other.items[j])
	}
	t.cross.merge(other.cross)
}

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
