package usage

import (
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/floats"

	"suyang/assessment/item"
	"suyang/irt"
	"suyang/models"
)

// Period is a stretch of time and how far the item's difficulty then was from
// its parameters.
type Period struct {
	From  time.Time `json:"from"` // first answer
	To    time.Time `json:"to"`   // last answer
	N     int       `json:"n"`
	Shift float64   `json:"shift"` // in theta; above 0: harder than the parameters say
	SE    float64   `json:"se"`
	Bound bool      `json:"bound,omitempty"` // everybody got all points or none: the shift is at least this far, without an error
}

// Drifts reports whether the shift is large and not chance: beyond half a
// logit, the limit for links between test forms, and beyond two standard
// errors.
func (p Period) Drifts() bool {
	return p.Bound || math.Abs(p.Shift) > driftLimit && math.Abs(p.Shift) > 2*p.SE
}

const (
	driftLimit       = 0.5
	fewestForPeriods = 50 // sittings of a period
	mostPeriods      = 6
	widestShift      = 4.0
)

// periods cuts the sittings by time into periods of equal size, as many as
// have enough sittings.
func periods(it models.Item, sittings []Sitting) []Period {
	byTime := slices.Clone(sittings)
	slices.SortStableFunc(byTime, func(a, b Sitting) int { return a.At.Compare(b.At) })
	count := min(len(byTime)/fewestForPeriods, mostPeriods)
	var out []Period
	for i := range count {
		some := byTime[len(byTime)*i/count : len(byTime)*(i+1)/count]
		period := shiftOf(item.IRT(it), some)
		period.From, period.To, period.N = some[0].At, some[len(some)-1].At, len(some)
		out = append(out, period)
	}
	return out
}

// shiftOf is the shift of all thresholds at which the points expected of the
// pupils are those they got, and its standard error by the variance of the
// points.
func shiftOf(it irt.Item, sittings []Sitting) (p Period) {
	total, weights := 0.0, make([]float64, len(sittings[0].Weights))
	for _, x := range sittings {
		total += float64(x.Response.Score.Points)
		for k, d := range x.Weights {
			weights[k] += d
		}
	}
	surplus := func(shift float64) float64 { // falls as the item gets harder
		first, _ := expectation(it, shift)
		return floats.Dot(weights, first) - total
	}
	switch {
	case surplus(-widestShift) < 0:
		return Period{Shift: -widestShift, Bound: true}
	case surplus(widestShift) > 0:
		return Period{Shift: widestShift, Bound: true}
	}
	for low, high := -widestShift, widestShift; high-low > 1e-6; {
		if p.Shift = (low + high) / 2; surplus(p.Shift) > 0 {
			low = p.Shift
		} else {
			high = p.Shift
		}
	}
	const step = 1e-3
	slope := (surplus(p.Shift+step) - surplus(p.Shift-step)) / (2 * step)
	p.SE = math.Sqrt(variance(it, p.Shift, sittings)) / math.Abs(slope)
	return p
}

// variance is that of the sum of points, each predicted from the pupil's
// other answers.
func variance(it irt.Item, shift float64, sittings []Sitting) float64 {
	first, second := expectation(it, shift)
	sum := 0.0
	for _, x := range sittings {
		m := floats.Dot(x.Weights, first)
		sum += floats.Dot(x.Weights, second) - m*m
	}
	return sum
}
