package link

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"

	"suyang/irt"
)

// moments links by means or by means and standard deviations.
func moments(anchors []anchor, m Method, shift bool) (Transformation, error) {
	from, to := parametersOf(anchors)
	t := Transformation{A: 1}
	switch {
	case shift:
	case m == MeanMean:
		t.A = floats.Sum(from.slopes) / floats.Sum(to.slopes)
	default:
		t.A = stat.StdDev(to.thresholds, nil) / stat.StdDev(from.thresholds, nil)
	}
	if !(t.A > 0) || math.IsInf(t.A, 0) {
		if m == MeanMean {
			return t, errors.New("the mean slopes of the anchors have opposite signs or are zero; mean-mean cannot link by them")
		}
		return t, errors.New("the difficulties of the anchors do not vary; mean-sigma cannot link by them")
	}
	t.B = stat.Mean(to.thresholds, nil) - t.A*stat.Mean(from.thresholds, nil)
	return t, nil
}

// sample holds the slopes and the thresholds of all anchors on one scale.
type sample struct{ slopes, thresholds []float64 }

func parametersOf(anchors []anchor) (from, to sample) {
	for _, a := range anchors {
		from.add(a.from)
		to.add(a.to)
	}
	return from, to
}

func (s *sample) add(it irt.Item) {
	s.slopes = append(s.slopes, it.A)
	s.thresholds = append(s.thresholds, locations(it)...)
}

// locations are the parameters of an item that transform as theta does: its
// thresholds; under NRM their mean only, since each of them moves by a
// difference of scores.
func locations(it irt.Item) []float64 {
	if it.Model == irt.NRM {
		return []float64{location(it)}
	}
	return it.B
}

// location is the mean threshold.
func location(it irt.Item) float64 { return stat.Mean(it.B, nil) }
