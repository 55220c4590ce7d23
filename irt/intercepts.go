package irt

// Intercepts is the item in slope-intercept form, one intercept per threshold:
//
//	d_k = -a b_k                        logistic models, GRM
//	d_k = -a (b_1 + ... + b_k)          GPCM, PCM, RSM, NRM
//
// so that the argument of the logistic function is a theta + d_k, and the
// exponent of category k of GPCM is a k theta + d_k.
func (it Item) Intercepts() []float64 {
	d := make([]float64, len(it.B))
	sum := 0.0
	for k, b := range it.B {
		d[k] = -it.A * b
		if it.Model.PartialCredit() {
			sum += d[k]
			d[k] = sum
		}
	}
	return d
}

// Thresholds gives the B of an item from its slope a and intercepts d, the
// inverse of Item.Intercepts.
func Thresholds(m Model, a float64, d []float64) []float64 {
	b := make([]float64, len(d))
	before := 0.0
	for k := range d {
		b[k] = -(d[k] - before) / a
		if m.PartialCredit() {
			before = d[k]
		}
	}
	return b
}
