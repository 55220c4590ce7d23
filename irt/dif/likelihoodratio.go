package dif

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"suyang/irt"
	"suyang/irt/calibrate"
)

// likelihoodRatio compares calibrations. In the base model the anchors have
// the same parameters in all groups, and the others parameters of their own in
// each group. An item is tested by changing its side: the anchor is freed (the
// scheme "drop"), the other is constrained ("add").
type likelihoodRatio struct{ *study }

func (l *likelihoodRatio) test(ctx context.Context, anchors []bool) ([]Item, []calibrate.Problem, error) {
	anchors = slices.Clone(anchors)
	progress := progress{report: l.Progress}
	for j := range anchors {
		// An item that cannot have parameters of its own in each group keeps
		// common ones.
		anchors[j] = anchors[j] || !l.complete(j)
		if l.complete(j) && (l.given == nil || !l.given[j]) {
			progress.total++
		}
	}
	base, err := l.calibrate(ctx, anchors, l.Threads)
	if err != nil {
		return nil, nil, fmt.Errorf("base model: %w", err)
	}
	items, problems, err := l.each(anchors, func(j int, it *Item, _ []int) ([]calibrate.Problem, error) {
		if !l.complete(j) {
			return []calibrate.Problem{problem(EmptyInGroup, it.ID, "a category of item %q was never observed in one of the groups: the item cannot be calibrated there; merge the category with a neighbour", it.ID)}, nil
		}
		defer progress.step()
		return l.testItem(ctx, j, anchors, base, it)
	})
	return items, append(base.Problems, problems...), err
}

// progress counts what several goroutines have done.
type progress struct {
	mutex       sync.Mutex
	done, total int
	report      func(done, total int)
}

func (p *progress) step() {
	if p.report == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.done++
	p.report(p.done, p.total)
}

// complete tells whether every category of an item was observed in every group.
func (s *study) complete(j int) bool {
	for g := range s.groups {
		if s.observed(j, g) < s.data.Categories[j] {
			return false
		}
	}
	return true
}

// calibrate fits the model in which the anchors are invariant.
func (l *likelihoodRatio) calibrate(ctx context.Context, anchors []bool, threads int) (*calibrate.Result, error) {
	o, free := l.Calibration, calibrate.Configural
	o.Invariance, o.ReferenceGroup, o.Threads = calibrate.Scalar, l.Reference, threads
	items := make(map[string]calibrate.ItemOptions, len(anchors))
	for j, name := range l.data.Items {
		exception := o.Items[name]
		exception.Invariance = nil
		if !anchors[j] {
			exception.Invariance = &free
		}
		items[name] = exception
	}
	o.Items = items
	return calibrate.Run(ctx, l.data, o)
}

func (l *likelihoodRatio) testItem(ctx context.Context, j int, anchors []bool, base *calibrate.Result, it *Item) ([]calibrate.Problem, error) {
	changed := slices.Clone(anchors)
	changed[j] = !changed[j]
	if count(changed) == 0 {
		return []calibrate.Problem{problem(NotTested, it.ID, "item %q is the only anchor: without it the groups have no common scale", it.ID)}, nil
	}
	other, err := l.calibrate(ctx, changed, 1)
	if err != nil {
		return nil, fmt.Errorf("model for item %q: %w", it.ID, err)
	}
	free, common := base, other
	if anchors[j] {
		free, common = other, base
	}
	df := free.Parameters - common.Parameters
	curves := groupItems(free, it.ID)
	if df < 1 || curves == nil {
		return []calibrate.Problem{problem(NotTested, it.ID, "item %q was left out of the calibration", it.ID)}, nil
	}
	it.Test = chiSquare(2*max(0, free.LogLikelihood-common.LogLikelihood), df)
	l.compare(j, it, free, curves)
	if !other.Converged {
		return []calibrate.Problem{problem(calibrate.NotConverged, it.ID, "the model for item %q has %s", it.ID, other.Verdict())}, nil
	}
	return nil, nil
}

// groupItems gives an item of its own for each group of a calibration.
func groupItems(r *calibrate.Result, id string) map[string]irt.MultiItem {
	items := make(map[string]irt.MultiItem)
	for _, g := range r.Groups {
		at := slices.IndexFunc(g.Items, func(e calibrate.Estimate) bool { return e.ID == id })
		if at < 0 {
			return nil
		}
		items[g.Name] = g.Items[at].MultiItem
	}
	return items
}

// compare measures the difference of the curves of each focal group.
func (l *likelihoodRatio) compare(j int, it *Item, free *calibrate.Result, curves map[string]irt.MultiItem) {
	for g, name := range l.groups[1:] {
		effect := newCurveEffect(curves[l.Reference], curves[name], distribution(free, name))
		it.Comparisons = append(it.Comparisons, Comparison{
			Group: name, Persons: l.persons(j, g+1), Direction: effect.direction(), Curves: &effect,
		})
	}
}

func (l *likelihoodRatio) classify(*Item) {}
