package link

import (
	"math"
	"slices"
)

// jackknife leaves out one unit of anchors at a time. It is nil where the others
// do not determine the scale.
func jackknife(anchors []anchor, o Options, t Transformation) *Errors {
	units := unitsOf(anchors)
	if len(units) < 3 {
		return nil
	}
	o.Shift = o.shift(anchors) // also where those left would not ask for it
	var list []Transformation
	for _, unit := range units {
		left := slices.DeleteFunc(slices.Clone(anchors), func(a anchor) bool { return a.unit == unit })
		without, err := o.solve(left, t)
		if err != nil {
			return nil
		}
		list = append(list, without)
	}
	return spread(list)
}

// spread is the jackknife's (K-1)/K sum of squares about the mean.
func spread(list []Transformation) *Errors {
	var mean Transformation
	k := float64(len(list))
	for _, t := range list {
		mean.A += t.A / k
		mean.B += t.B / k
	}
	var aa, ab, bb float64
	for _, t := range list {
		aa += (t.A - mean.A) * (t.A - mean.A)
		ab += (t.A - mean.A) * (t.B - mean.B)
		bb += (t.B - mean.B) * (t.B - mean.B)
	}
	factor := (k - 1) / k
	return &Errors{math.Sqrt(factor * aa), math.Sqrt(factor * bb), factor * ab}
}

// unitsOf lists the units in the order of the anchors.
func unitsOf(anchors []anchor) []string {
	var units []string
	for _, a := range anchors {
		if !slices.Contains(units, a.unit) {
			units = append(units, a.unit)
		}
	}
	return units
}

// linkingError is that of PISA, for thresholds as score points in units:
//
//	sqrt( sum over units j of m_j^2 (mean of unit j - mean)^2 / (K (K-1) m^2) )
//
// where unit j has m_j thresholds, on average m, and the means are of the
// differences between the thresholds of "to" and the transformed ones of "from".
// With units of one threshold it is the standard deviation of the differences
// over the root of their number. (OECD, 2014, PISA 2012 technical report,
// chapter 9; Monseur and Berezner, 2007.) It is NaN for a single unit.
func linkingError(anchors []anchor, t Transformation) float64 {
	units := unitsOf(anchors)
	sums, counts := make([]float64, len(units)), make([]float64, len(units))
	total, points := 0.0, 0.0
	for _, a := range anchors {
		j := slices.Index(units, a.unit)
		for _, d := range differences(a, t) {
			sums[j] += d
			counts[j]++
			total += d
			points++
		}
	}
	k, squares := float64(len(units)), 0.0
	for j := range units {
		deviation := sums[j] - counts[j]*total/points
		squares += deviation * deviation
	}
	return math.Sqrt(squares/(k*(k-1))) / (points / k)
}

// differences are those of the thresholds of an anchor after linking.
func differences(a anchor, t Transformation) []float64 {
	moved := locations(t.Item(a.from))
	list := make([]float64, len(moved))
	for k, b := range locations(a.to) {
		list[k] = b - moved[k]
	}
	return list
}
