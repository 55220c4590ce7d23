package link

import "math"

// Chain links over several occasions, by one link or more: the first goes from
// the first to the second scale, the next from there on. Errors of the links count as
// independent, so that variances add up on the last scale; a kind of error that
// one of the links lacks is missing from the chain.
func Chain(links ...Constants) Constants {
	total := links[0]
	for _, next := range links[1:] {
		total = Constants{
			Transformation: total.Then(next.Transformation),
			Sampling:       chain(total.Transformation, next.Transformation, total.Sampling, next.Sampling),
			Jackknife:      chain(total.Transformation, next.Transformation, total.Jackknife, next.Jackknife),
			LinkingError:   math.Hypot(next.A*total.LinkingError, next.LinkingError),
		}
	}
	return total
}

// chain is the delta method for A = A2 A1 and B = A2 B1 + B2.
func chain(first, next Transformation, e1, e2 *Errors) *Errors {
	if e1 == nil || e2 == nil {
		return nil
	}
	a1, b1, a2 := first.A, first.B, next.A
	aa := a2*a2*e1.A*e1.A + a1*a1*e2.A*e2.A
	bb := a2*a2*e1.B*e1.B + b1*b1*e2.A*e2.A + 2*b1*e2.Covariance + e2.B*e2.B
	ab := a2*a2*e1.Covariance + a1*b1*e2.A*e2.A + a1*e2.Covariance
	return &Errors{math.Sqrt(aa), math.Sqrt(bb), ab}
}
