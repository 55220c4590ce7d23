package fit

import (
	"context"
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
