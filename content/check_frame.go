package content

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"suyang/models"
)

// framework checks the tree of indicators.
func (c *checker) framework() {
	r := c.list("framework")
	weights := 0.0
	for i, n := range c.bundle.Framework {
		path := fmt.Sprintf("[%d]", i)
		r.unique("framework", path+".code", n.Code)
		r.bilingual(path, n)
		r.node(path, n)
		weights += n.Weight
	}
	if math.Abs(weights-100) > 1e-9 {
		r.bad("", fmt.Sprintf("the weights of the indicators sum to %.4g percent", weights), "make them sum to 100")
	}
}

func (r record) node(path string, n models.Node) {
	if n.Level < 1 || n.Level > 3 {
		r.bad(path+".level", fmt.Sprintf("%d is not a level", n.Level), "use 1 dimension, 2 component or 3 indicator")
	}
	parent, found := r.nodes[n.Parent]
	if n.Level == 1 && n.Parent != "" || n.Level > 1 && (!found || parent.Level != n.Level-1) {
		r.bad(path+".parent", fmt.Sprintf("%q is no parent for level %d", n.Parent, n.Level), "name the node one level above; none for a dimension")
	}
	if n.Weight < 0 || n.Weight > 0 && (n.Level != 3 || !n.Tested) {
		r.bad(path+".weight", fmt.Sprintf("%g is no weight for this node", n.Weight), "give a share of points to tested indicators only")
	}
	if len(n.Stages) == 0 {
		r.bad(path+".stages", "is empty", "list the stages the node is meant for")
	}
	for j, s := range n.Stages {
		r.stage(fmt.Sprintf("%s.stages[%d]", path, j), s)
	}
}

// scale checks the metric, the levels on it and the passing scores.
func (c *checker) scale() {
	r := c.list("scale")
	if c.bundle.Metric.SD <= 0 {
		r.bad("metric.sd", fmt.Sprintf("%g is not above 0", c.bundle.Metric.SD), "give the scale's standard deviation, such as 100")
	}
	for _, s := range models.Stages() {
		if c.bundle.Pass[s] <= 0 {
			r.bad("pass."+string(s), "has no passing score", "give the lowest score that counts as passed at this stage")
		}
	}
	if len(c.bundle.Levels) < 2 {
		r.bad("levels", "fewer than two levels", "describe at least two")
	}
	for i, l := range c.bundle.Levels {
		path := fmt.Sprintf("levels[%d]", i)
		r.unique("levels", path+".code", l.Code)
		r.bilingual(path, l)
		if i == 0 && l.From != 0 {
			r.bad(path+".from", fmt.Sprintf("the lowest level starts at %g", l.From), "let it start at 0, so that every score has a level")
		}
		if i > 0 && l.From <= c.bundle.Levels[i-1].From {
			r.bad(path+".from", fmt.Sprintf("%g is not above the level before", l.From), "list the levels from the lowest to the highest")
		}
	}
}

// misconceptions checks the catalogue of wrong beliefs.
func (c *checker) misconceptions() {
	r := c.list("misconceptions")
	for i, m := range c.bundle.Misconceptions {
		path := fmt.Sprintf("[%d]", i)
		r.unique("misconceptions", path+".code", m.Code)
		r.bilingual(path, m)
	}
}

// form checks a test form against the bank.
func (r record) form(f models.Form) {
	r.bilingual("", f)
	r.stage("stage", f.Stage)
	for i, id := range f.Items {
		it, found := r.items[id]
		path := fmt.Sprintf("items[%d]", i)
		switch {
		case !found:
			r.bad(path, fmt.Sprintf("there is no item %q", id), "name an item of the folder items")
		case !it.Serves(f.Stage):
			r.bad(path, fmt.Sprintf("item %s does not serve the stage %s", id, f.Stage), "take it out, or give the item this stage")
		case slices.Index(f.Items, id) < i:
			r.bad(path, fmt.Sprintf("item %s is there twice", id), "take one out")
		case f.Kind == models.FormLinear:
			r.clashes(path, it, f.Items[:i])
		}
	}
	if f.Minutes < 0 {
		r.bad("minutes", fmt.Sprintf("%d is below 0", f.Minutes), "give the working time, or 0 for no limit")
	}
	switch f.Kind {
	case models.FormLinear:
		if len(f.Items) == 0 {
			r.bad("items", "a linear form needs items", "list them in their order")
		}
	case models.FormAdaptive:
		r.adaptive(f)
	default:
		r.bad("kind", fmt.Sprintf("%q is not a kind", f.Kind), "use adaptive or linear")
	}
}

// clashes reports an item that no pupil should meet together with one before.
func (r record) clashes(path string, it models.Item, before []string) {
	for _, id := range before {
		if it.Clashes(r.items[id]) {
			r.bad(path, fmt.Sprintf("item %s is of a family that %s is of, or gives away", it.ID, id), "take one out")
		}
	}
}

// adaptive checks what only an adaptive form has.
func (r record) adaptive(f models.Form) {
	pool, total := r.pool(f), 0
	for _, n := range pool {
		total += n
	}
	if f.MinItems < 1 || f.MaxItems < f.MinItems || f.MaxItems > total {
		r.bad("max_items", fmt.Sprintf("%d to %d items from a pool of %d families", f.MinItems, f.MaxItems, total),
			"let 1 <= min_items <= max_items <= the families of the pool; a pupil meets one item of each")
	}
	if f.TargetSE <= 0 {
		r.bad("target_se", fmt.Sprintf("%g is not above 0", f.TargetSE), "give the standard error to stop at, such as 0.35")
	}
	if f.TopK < 1 {
		r.bad("top_k", fmt.Sprintf("%d is below 1", f.TopK), "choose among at least 1 item")
	}
	sum := 0.0
	for _, code := range slices.Sorted(maps.Keys(f.Blueprint)) {
		share := f.Blueprint[code]
		sum += share
		path := "blueprint." + code
		if r.nodes[code].Level != 1 || share < 0 {
			r.bad(path, fmt.Sprintf("%s: %g is not a share of a dimension", code, share), "give shares of at least 0 by the codes of the dimensions")
		} else if need := max(1, int(share*float64(f.MaxItems))); share > 0 && pool[code] < need {
			r.bad(path, fmt.Sprintf("the pool has %d families of dimension %s, %d items need %d", pool[code], code, f.MaxItems, need), "write more, or lower the share or max_items")
		}
	}
	if math.Abs(sum-1) > 1e-9 {
		r.bad("blueprint", fmt.Sprintf("the shares sum to %.4g", sum), "make them sum to 1")
	}
}

// pool counts the families an adaptive form can choose among, by dimension.
func (r record) pool(f models.Form) map[string]int {
	families, counts := map[string]bool{}, map[string]int{}
	for _, it := range r.bundle.Items {
		named := len(f.Items) == 0 || slices.Contains(f.Items, it.ID)
		if it.Serves(f.Stage) && f.Draws(it) && named && !families[it.Family] {
			families[it.Family] = true
			counts[models.Dimension(it.Indicator)]++
		}
	}
	return counts
}
