package link

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// nudge is the step of central differences.
const nudge = 1e-5

// gradient holds the derivatives of A and B by one parameter of an item.
type gradient struct{ a, b float64 }

// sampling is the delta method: J V J' over both samples of persons, which are
// independent. (Ogasawara, 2000, 2001.)
func sampling(from, to Form, anchors []anchor, o Options, t Transformation) *Errors {
	if from.Covariance == nil || to.Covariance == nil {
		return nil
	}
	differentiate := o.differentiator(anchors, t)
	here := make([]gradient, from.Covariance.SymmetricDim())
	there := make([]gradient, to.Covariance.SymmetricDim())
	for i, a := range anchors {
		for p := range Parameters(a.from.Multi()) {
			here[a.offsetFrom+p] = differentiate(i, func(a *anchor, h float64) { a.from = perturb(a.from, p, h) })
		}
		for p := range Parameters(a.to.Multi()) {
			there[a.offset+p] = differentiate(i, func(a *anchor, h float64) { a.to = perturb(a.to, p, h) })
		}
	}
	aa, ab, bb := sandwich(here, from.Covariance)
	aaTo, abTo, bbTo := sandwich(there, to.Covariance)
	return &Errors{math.Sqrt(aa + aaTo), math.Sqrt(bb + bbTo), ab + abTo}
}

func sandwich(j []gradient, v mat.Symmetric) (aa, ab, bb float64) {
	for i, x := range j {
		for k, y := range j {
			aa += x.a * v.At(i, k) * y.a
			ab += x.a * v.At(i, k) * y.b
			bb += x.b * v.At(i, k) * y.b
		}
	}
	return aa, ab, bb
}

// differentiator returns a function that differentiates A and B by the parameter
// of anchor i that nudge moves.
func (o Options) differentiator(anchors []anchor, t Transformation) func(i int, move func(*anchor, float64)) gradient {
	if o.Method == MeanMean || o.Method == MeanSigma {
		return func(i int, move func(*anchor, float64)) gradient {
			return o.differentiateMoments(anchors, i, move)
		}
	}
	return o.criterion(anchors).differentiator(t)
}

func (o Options) differentiateMoments(anchors []anchor, i int, move func(*anchor, float64)) gradient {
	at := func(h float64) Transformation {
		moved := append([]anchor{}, anchors...)
		move(&moved[i], h)
		t, _ := moments(moved, o.Method, o.shift(anchors)) // applies nearby where it applied
		return t
	}
	up, down := at(nudge), at(-nudge)
	return gradient{(up.A - down.A) / (2 * nudge), (up.B - down.B) / (2 * nudge)}
}

// differentiator uses that the gradient of the criterion stays zero when a
// parameter moves: the derivative of (A, B) is minus the inverse of the second
// derivatives by A and B times the mixed ones.
func (c criterion) differentiator(t Transformation) func(i int, move func(*anchor, float64)) gradient {
	up, down := c.equations(Transformation{t.A + nudge, t.B}), c.equations(Transformation{t.A - nudge, t.B})
	aa := (up.a - down.a) / (2 * nudge)
	up, down = c.equations(Transformation{t.A, t.B + nudge}), c.equations(Transformation{t.A, t.B - nudge})
	ab, bb := (up.a-down.a)/(2*nudge), (up.b-down.b)/(2*nudge)
	blocks := c.blocks(t)
	return func(i int, move func(*anchor, float64)) gradient {
		block := blocks[0]
		if !c.together {
			block = blocks[i]
		}
		byA, byB := c.mixed(c.anchors[i], block, t, move)
		if c.shift {
			return gradient{0, -byB / bb}
		}
		determinant := aa*bb - ab*ab
		return gradient{-(bb*byA - ab*byB) / determinant, -(aa*byB - ab*byA) / determinant}
	}
}

// mixed differentiates half the gradient of the criterion by a parameter of an
// anchor, which moves the block by its own trace only.
func (c criterion) mixed(a anchor, block trace, t Transformation, move func(*anchor, float64)) (byA, byB float64) {
	at := func(h float64) trace {
		moved := a
		move(&moved, h)
		return c.trace(moved.from, moved.to, t)
	}
	up, down := at(nudge), at(-nudge)
	for q, r := range block.difference {
		change := up.difference[q] - down.difference[q]
		byA += change*block.byA[q] + r*(up.byA[q]-down.byA[q])
		byB += change*block.byB[q] + r*(up.byB[q]-down.byB[q])
	}
	return byA / (2 * nudge), byB / (2 * nudge)
}
