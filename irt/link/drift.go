package link

import (
	"math"
	"slices"

	"suyang/irt"
)

// Drift is how an anchor behaves after linking.
type Drift struct {
	Item string
	// From is the anchor of "from" on the scale of "to"; To is that of "to".
	From, To irt.Item
	// Displacement is the mean threshold of To less that of From.
	Displacement float64
	// SlopeRatio is the slope of To over that of From.
	SlopeRatio float64
	// ZB and ZA are the robust z of the displacement and of the logarithm of the
	// ratio of slopes:
	//
	//	z = (x - median) / (0.74 interquartile range)
	//
	// over the anchors in use. ZA is 0 where the models fix the slopes, and not
	// a number where they have opposite signs. (Huynh and Meyer, 2010.)
	ZB, ZA float64
	// Area is that between the curves of the expected score from -4 to 4 on the
	// scale of "to", over the number of steps: about the size of the shift where
	// the curves differ by a shift of b only (Raju, 1988).
	Area float64
}

// rounding is the least spread that robust z divides by: differences of that
// size come from rounding.
const rounding = 1e-6

// Check measures the drift of all anchors that o and the forms allow, under a
// transformation. Medians and interquartile ranges are over the items named in
// use; nil: over all of them.
func Check(from, to Form, o Options, t Transformation, use []string) ([]Drift, error) {
	anchors, err := pair(from, to, o)
	if err != nil {
		return nil, err
	}
	return check(anchors, t, use), nil
}

func check(anchors []anchor, t Transformation, use []string) []Drift {
	list := make([]Drift, len(anchors))
	for i, a := range anchors {
		d := Drift{Item: a.to.ID, From: t.Item(a.from), To: a.to}
		d.Displacement = location(a.to) - location(d.From)
		d.SlopeRatio = a.to.A / d.From.A
		d.Area = area(d.From, d.To)
		list[i] = d
	}
	displacement := robust(list, use, func(d Drift) float64 { return d.Displacement })
	ratio := func(d Drift) float64 { return math.Log(d.SlopeRatio) } // NaN where signs differ
	slope := robust(list, use, ratio)
	fixed := fixesSlopes(anchors)
	for i := range list {
		list[i].ZB = displacement(list[i].Displacement)
		if !fixed {
			list[i].ZA = slope(ratio(list[i]))
		}
	}
	return list
}

// robust gives the function that standardizes a quantity over the anchors in
// use.
func robust(list []Drift, use []string, quantity func(Drift) float64) func(float64) float64 {
	var x []float64
	for _, d := range list {
		if value := quantity(d); !math.IsNaN(value) && (use == nil || slices.Contains(use, d.Item)) {
			x = append(x, value)
		}
	}
	if len(x) == 0 {
		return func(float64) float64 { return math.NaN() }
	}
	centre, spread := median(x), max(0.74*(quantile(0.75, x)-quantile(0.25, x)), rounding)
	return func(value float64) float64 { return (value - centre) / spread }
}

// area integrates by the trapezoidal rule.
func area(x, y irt.Item) float64 {
	const from, to, steps = -4.0, 4.0, 80
	sum := 0.0
	for i := range steps + 1 {
		theta, width := from+(to-from)*float64(i)/steps, (to-from)/steps
		if i == 0 || i == steps {
			width /= 2
		}
		sum += width * math.Abs(x.ExpectedScore(theta)-y.ExpectedScore(theta))
	}
	return sum / float64(len(x.B))
}
