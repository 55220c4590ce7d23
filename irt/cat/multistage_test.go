package cat_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/irt"
	"suyang/irt/cat"
)

// panel has one module, then an easy and a hard one, of two items each.
func panel(by cat.Routing, cuts ...float64) cat.Panel {
	return cat.Panel{
		Modules: []cat.Module{
			{Name: "routing", Items: []int{0, 1}, Route: cat.Route{To: []int{1, 2}, By: by, Cuts: cuts}},
			{Name: "easy", Items: []int{2, 3}},
			{Name: "hard", Items: []int{4, 5}},
		},
		Stages: [][]int{{0}, {1, 2}},
	}
}

var panelItems = []irt.Item{twoPL(1, 0), twoPL(1, 0), twoPL(1, -1), twoPL(1, -1), twoPL(1, 1.5), twoPL(1, 1.5)}

func TestRouting(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		panel         cat.Panel
		theta, points float64
		want          int
	}{
		"below the cut":     {panel(cat.ByTheta, 0.2), 0.1, 2, 1},
		"at the cut":        {panel(cat.ByTheta, 0.2), 0.2, 0, 2},
		"too few points":    {panel(cat.ByPoints, 2), 3, 1, 1},
		"enough points":     {panel(cat.ByPoints, 2), -3, 2, 2},
		"information below": {panel(cat.ByInformation), 0.2, 0, 1}, // between -1 and 1.5, nearer to -1
		"information above": {panel(cat.ByInformation), 0.3, 0, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			next, ok := c.panel.Next(panelItems, 0, c.theta, c.points)
			require.True(t, ok)
			require.Equal(t, c.want, next)
			_, ok = c.panel.Next(panelItems, next, c.theta, c.points)
			require.False(t, ok, "it was the last stage")
		})
	}
}

func TestPanelCheck(t *testing.T) {
	t.Parallel()
	b := cat.Blueprint{Length: 4, Constraints: []cat.Constraint{{Name: "algebra", Items: []int{0, 3, 5}, Min: 2, Max: math.Inf(1)}}}
	good := panel(cat.ByTheta, 0)
	require.Equal(t, [][]int{{0, 1}, {0, 2}}, good.Paths())
	for name, c := range map[string]struct {
		change  func(p *cat.Panel)
		message string
	}{
		"a good one":            {func(*cat.Panel) {}, ""},
		"two first modules":     {func(p *cat.Panel) { p.Stages[0] = []int{0, 1} }, "the first stage must have one module"},
		"no stage":              {func(p *cat.Panel) { p.Stages = nil }, "the first stage must have one module"},
		"unknown module":        {func(p *cat.Panel) { p.Stages[1] = []int{1, 2, 9} }, "stage 2: there is no module 9"},
		"unknown item":          {func(p *cat.Panel) { p.Modules[1].Items = []int{2, 6} }, `module "easy": item 6 is not one of the 6`},
		"a cut missing":         {func(p *cat.Panel) { p.Modules[0].Route.Cuts = nil }, `module "routing": 0 cuts for 2 modules`},
		"cuts descend":          {func(p *cat.Panel) { p.Modules[0].Route = cat.Route{To: []int{1, 1, 2}, Cuts: []float64{1, 0}} }, "cuts must ascend"},
		"a dead end":            {func(p *cat.Panel) { p.Modules[0].Route = cat.Route{} }, "no module follows"},
		"back to the start":     {func(p *cat.Panel) { p.Modules[0].Route.To = []int{0, 2} }, "module 0 is not of the next stage"},
		"beyond the end":        {func(p *cat.Panel) { p.Modules[1].Route.To = []int{2} }, `module "easy": the last stage leads nowhere`},
		"an item twice":         {func(p *cat.Panel) { p.Modules[2].Items = []int{0, 5} }, "path routing - hard: item 0 comes twice"},
		"too short":             {func(p *cat.Panel) { p.Modules[2].Items = []int{5} }, "path routing - hard: 3 items, 4 are wanted"},
		"a constraint violated": {func(p *cat.Panel) { p.Modules[2].Items = []int{2, 4} }, `path routing - hard: constraint "algebra" is not met`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := panel(cat.ByTheta, 0)
			p.Modules, p.Stages = slices.Clone(p.Modules), slices.Clone(p.Stages)
			c.change(&p)
			err := p.Check(6, b)
			if c.message == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.message)
		})
	}
}
