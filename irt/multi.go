package irt

import "math"

// MultiItem is an item that measures one or several traits, in slope-intercept
// form. Its response function is that of the one-dimensional model along the
// composite of the traits
//
//	z = a_1 theta_1 + ... + a_D theta_D
//
// (compensatory: McKinley and Reckase, 1983). With a single slope it is an Item
// in another parametrization.
type MultiItem struct {
	ID    string
	Model Model
	// A holds a slope per trait; zero where the item does not measure it.
	A []float64
	// D holds an intercept per step: the argument of the logistic function is
	// z + d for models of two categories and z + d_k for the k-th step of GRM;
	// the exponent of category k of partial credit models is s_k z + d_k.
	D []float64
	// C, U and Scores are as in Item.
	C, U   float64
	Scores []float64
}

// Composite is the item along its composite z: an Item of slope 1 whose theta is
// Along(theta). Probabilities, expected scores and likelihoods at a point are
// those of the composite there.
func (m MultiItem) Composite() Item {
	return Item{ID: m.ID, Model: m.Model, A: 1, B: Thresholds(m.Model, 1, m.D), C: m.C, U: m.U, Scores: m.Scores}
}

// Along gives z at a point of the trait space.
func (m MultiItem) Along(theta []float64) float64 {
	z := 0.0
	for d, a := range m.A {
		z += a * theta[d]
	}
	return z
}

// Item is the item of a single trait in a, b form. It panics where there are
// several traits.
func (m MultiItem) Item() Item {
	if len(m.A) != 1 {
		panic("irt: an item of several traits has no difficulties")
	}
	return Item{ID: m.ID, Model: m.Model, A: m.A[0], B: Thresholds(m.Model, m.A[0], m.D), C: m.C, U: m.U, Scores: m.Scores}
}

// Multi is the item in slope-intercept form.
func (it Item) Multi() MultiItem {
	return MultiItem{ID: it.ID, Model: it.Model, A: []float64{it.A}, D: it.Intercepts(), C: it.C, U: it.U, Scores: it.Scores}
}

// Validate reports the first parameter that is not admissible.
func (m MultiItem) Validate() error {
	zero := true
	for _, a := range m.A {
		if !finite(a) {
			return m.Composite().invalid("slope %v must be finite", a)
		}
		zero = zero && a == 0
	}
	if zero {
		return m.Composite().invalid("no slope differs from zero")
	}
	return m.Composite().Validate()
}

// MDISC is the multidimensional discrimination, the length of the vector of
// slopes (Reckase and McKinley, 1991).
func (m MultiItem) MDISC() float64 {
	sum := 0.0
	for _, a := range m.A {
		sum += a * a
	}
	return math.Sqrt(sum)
}

// MDIFF holds the multidimensional difficulties, one per threshold: the signed
// distance from the origin, in the direction of the slopes, at which the
// composite reaches the threshold (Reckase, 1985).
func (m MultiItem) MDIFF() []float64 {
	return Thresholds(m.Model, m.MDISC(), m.D)
}
