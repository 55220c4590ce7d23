package link

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Limits are what an anchor may not exceed. An anchor drifts when any of them is
// exceeded.
type Limits struct {
	// Z bounds the size of both robust z; 0: 1.645, which one in ten stable
	// anchors exceeds by chance. Programs that remove fewer use 1.96 or 2.7.
	Z float64
	// Displacement bounds the size of the displacement; 0: not looked at. Half a
	// logit is common under Rasch models.
	Displacement float64
	// Area bounds the area between the curves; 0: not looked at.
	Area float64
	// Keep is the least number of anchors to keep; 0: four fifths of them,
	// rounded up, and never less than MinAnchors.
	Keep int
}

// Reason is a limit that an anchor exceeds: z_b, z_a, displacement or area.
type Reason struct {
	Statistic    string
	Value, Limit float64
}

// Removal is one step of Purify.
type Removal struct {
	Item string
	// Reasons are the limits exceeded; the one exceeded by the largest factor is
	// the first, and it is this factor by which anchors are chosen.
	Reasons []Reason
	// Before are the constants that the reasons refer to, of the link with the
	// item.
	Before Transformation
}

// Purified is a link by anchors that do not drift.
type Purified struct {
	*Link
	// Candidates are all anchors as they behave under the final link.
	Candidates []Drift
	// Removed is the log, in order.
	Removed []Removal
	// Remaining are the limits that anchors still exceed, because of the floor;
	// by item. It is empty where none is left.
	Remaining map[string][]Reason
}

// Purify links, removes the anchor that drifts most, and links again, until no
// anchor drifts or the least number to keep is reached.
func Purify(from, to Form, o Options, l Limits) (*Purified, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	all, err := pair(from, to, o)
	if err != nil {
		return nil, err
	}
	if l, err = l.withDefaults(len(all)); err != nil {
		return nil, err
	}
	p, left := &Purified{}, slices.Clone(all)
	o.Shift = o.shift(all)
	t, err := o.solve(left)
	for {
		if err != nil {
			return nil, err
		}
		worst, reasons, exceeding := l.worst(check(left, t, nil))
		if worst == "" || len(left) <= l.Keep {
			p.Remaining = exceeding
			break
		}
		p.Removed = append(p.Removed, Removal{worst, reasons, t})
		left = slices.DeleteFunc(left, func(a anchor) bool { return a.to.ID == worst })
		t, err = o.solve(left, t)
	}
	if p.Link, err = run(from, to, left, o); err != nil {
		return nil, err
	}
	p.Candidates = check(all, p.Transformation, p.Anchors)
	return p, nil
}

func (l Limits) withDefaults(anchors int) (Limits, error) {
	if l.Z == 0 {
		l.Z = 1.645
	}
	if l.Keep == 0 {
		l.Keep = max(MinAnchors, (4*anchors+4)/5)
	}
	switch {
	case !(l.Z > 0) || !(l.Displacement >= 0) || !(l.Area >= 0):
		return l, fmt.Errorf("limits of %v for z, %v for displacement and %v for area; they must be positive", l.Z, l.Displacement, l.Area)
	case l.Keep < MinAnchors || l.Keep > anchors:
		return l, fmt.Errorf("%d anchors to keep of %d; keep at least %d", l.Keep, anchors, MinAnchors)
	}
	return l, nil
}

// worst finds the anchor that exceeds a limit by the largest factor, and all
// reasons by item.
func (l Limits) worst(list []Drift) (item string, reasons []Reason, exceeding map[string][]Reason) {
	exceeding = map[string][]Reason{}
	largest := 0.0
	for _, d := range list {
		found := l.Exceeded(d)
		if len(found) == 0 {
			continue
		}
		exceeding[d.Item] = found
		if f := found[0].factor(); f > largest {
			item, reasons, largest = d.Item, found, f
		}
	}
	return item, reasons, exceeding
}

// Exceeded lists the limits that an anchor exceeds, the one exceeded by the
// largest factor first.
func (l Limits) Exceeded(d Drift) []Reason {
	var list []Reason
	for _, r := range []Reason{
		{"z_b", d.ZB, l.Z}, {"z_a", d.ZA, l.Z}, {"displacement", d.Displacement, l.Displacement}, {"area", d.Area, l.Area},
	} {
		if r.Limit > 0 && !(math.Abs(r.Value) <= r.Limit) {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(x, y Reason) int { return cmp.Compare(y.factor(), x.factor()) })
	return list
}

// factor is by how much a limit is exceeded; without bound where the value is
// not a number.
func (r Reason) factor() float64 {
	if math.IsNaN(r.Value) {
		return math.Inf(1)
	}
	return math.Abs(r.Value) / r.Limit
}
