package calibrate

// linear is a parameter as a linear function of the vector xi of the free
// parameters: itself one of them, fixed, or a combination.
type linear struct {
	constant float64
	terms    []term
}

type term struct {
	index  int
	factor float64
}

func fixed(x float64) linear { return linear{constant: x} }

func (l linear) at(xi []float64) float64 {
	x := l.constant
	for _, t := range l.terms {
		x += t.factor * xi[t.index]
	}
	return x
}

// free tells whether anything is to be estimated.
func (l linear) free() bool { return len(l.terms) > 0 }

// values fills dst with parameters at xi.
func values(dst []float64, parameters []linear, xi []float64) []float64 {
	dst = dst[:0]
	for _, l := range parameters {
		dst = append(dst, l.at(xi))
	}
	return dst
}
