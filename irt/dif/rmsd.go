package dif

import (
	"context"
	"fmt"
	"slices"

	"suyang/irt"
	"suyang/irt/calibrate"
	"suyang/irt/internal/curve"
	"suyang/irt/internal/lookup"
)

// curveDeviation compares each group's observed item curves with the common
// ones.
type curveDeviation struct{ *study }

func (c *curveDeviation) test(ctx context.Context, anchors []bool) ([]Item, []calibrate.Problem, error) {
	r, err := c.common(ctx)
	if err != nil {
		return nil, nil, err
	}
	problems := slices.Clone(r.Problems)
	items := make([]Item, len(c.data.Items))
	for j := range items {
		items[j] = c.item(j, anchors)
	}
	columns, common := c.calibrated(r)
	for g, name := range c.groups {
		grid := distribution(r, name)
		observed := c.expect(g, columns, common, grid)
		for k, j := range columns {
			if c.persons(j, g) > 0 {
				items[j].Comparisons = append(items[j].Comparisons, c.compare(j, g, common[k], observed[k], grid.Nodes))
			}
		}
	}
	return items, problems, nil
}

// common fits one set of items to all groups, each with its own distribution.
func (c *curveDeviation) common(ctx context.Context) (*calibrate.Result, error) {
	o := c.Calibration
	o.Invariance, o.ReferenceGroup, o.Threads = calibrate.Scalar, c.Reference, c.Threads
	for _, it := range c.Items {
		if j := slices.Index(c.data.Items, it.ID); j >= 0 {
			if err := c.usable(it, j); err != nil {
				return nil, err
			}
			o.Fixed = append(o.Fixed, it)
		}
	}
	r, err := calibrate.Run(ctx, c.data, o)
	if err != nil {
		return nil, fmt.Errorf("common curves: %w", err)
	}
	return r, nil
}

// calibrated gives the items of a calibration and their columns in the data.
func (c *curveDeviation) calibrated(r *calibrate.Result) (columns []int, items []irt.Item) {
	for _, e := range r.Items {
		columns = append(columns, slices.Index(c.data.Items, e.ID))
		items = append(items, e.Item())
	}
	return columns, items
}

// distribution is that of a group in a calibration, on the nodes of it.
func distribution(r *calibrate.Result, group string) irt.Grid {
	at := slices.IndexFunc(r.Groups, func(g calibrate.Group) bool { return g.Name == group })
	o := r.Options
	return irt.NormalGrid(o.Quadrature, -o.Range, o.Range, r.Groups[at].Mean, r.Groups[at].SD)
}

// expect gives the expected number of persons of a group by item, category and
// node, categories x nodes for each item.
func (c *curveDeviation) expect(group int, columns []int, items []irt.Item, grid irt.Grid) [][]float64 {
	categories, probability := make([]int, len(items)), make([][]float64, len(items))
	for k, it := range items {
		categories[k] = it.Categories()
		probability[k] = curve.Tabulate(it, grid.Nodes)
	}
	layout := lookup.NewLayout(categories, nil)
	var p lookup.Persons
	cells, codes := make([]uint8, len(items)), make([]uint8, layout.Width())
	for i, g := range c.group {
		if g != group || c.weight(i) == 0 {
			continue
		}
		for k, j := range columns {
			cells[k] = c.data.Row(i)[j]
		}
		layout.Pack(codes, cells)
		p.Codes = append(p.Codes, codes...)
		p.Weights, p.Class = append(p.Weights, c.weight(i)), append(p.Class, 0)
	}
	engine := lookup.NewEngine(layout, len(grid.Nodes), p, c.Threads)
	return engine.Expect(probability, func(int, []float64) []float64 { return grid.Weights }, nil).Counts
}

// compare measures how far the observed mean scores of a group are from the
// curve, weighted by where the group's persons are.
func (c *curveDeviation) compare(j, group int, it irt.Item, observed, nodes []float64) Comparison {
	expected := make([]float64, len(nodes))
	for q, theta := range nodes {
		expected[q] = it.ExpectedScore(theta)
	}
	effect := RMSDEffect(curve.NewDeviation(observed, expected))
	return Comparison{Group: c.groups[group], Persons: c.persons(j, group), Direction: direction(effect.MD), RMSD: &effect}
}

// classify flags items; the RMSD has no classes.
func (c *curveDeviation) classify(it *Item) {
	for _, comparison := range it.Comparisons {
		it.Flagged = it.Flagged || comparison.RMSD.RMSD > c.Limit
	}
}
