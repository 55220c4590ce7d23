package cat

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mat"

	"suyang/irt"
)

// Rule says what an item is worth in a test of several traits, by its Fisher
// information g a a' at theta: a its slopes, g the information of its composite.
type Rule uint8

const (
	// DRule is the determinant of the precision with the item over that without
	// it (Segall, 1996).
	DRule Rule = iota
	// ARule is by how much the item lowers the sum of the posterior variances
	// (van der Linden, 1999).
	ARule
	// TRule is the trace of the information of the item.
	TRule
)

var ruleNames = [...]string{DRule: "d", ARule: "a", TRule: "t"}

// ParseRule reads d, a or t.
func ParseRule(name string) (Rule, error) {
	if i := slices.Index(ruleNames[:], name); i >= 0 {
		return Rule(i), nil
	}
	return 0, fmt.Errorf("unknown rule %q: use d, a or t", name)
}

// Precision is the inverse of the posterior covariance of the traits at theta:
// the inverse of the prior's, plus the information of the items given (Segall,
// 1996). The covariance must be positive definite.
func Precision(covariance *mat.SymDense, given []irt.MultiItem, theta []float64) *mat.SymDense {
	var factor mat.Cholesky
	if !factor.Factorize(covariance) {
		panic("cat: the covariance of the traits is not positive definite")
	}
	precision := mat.NewSymDense(covariance.SymmetricDim(), nil)
	if err := factor.InverseTo(precision); err != nil {
		panic("cat: the covariance of the traits is nearly singular")
	}
	for _, it := range given {
		precision.SymRankOne(precision, information(it, theta), mat.NewVecDense(len(it.A), it.A))
	}
	return precision
}

// information is that of the composite of the item.
func information(it irt.MultiItem, theta []float64) float64 {
	return it.Composite().Information(it.Along(theta))
}

// Values writes what each item is worth at theta to dst and returns it. The
// precision is that of the items given: see Precision.
//
// With v = W^-1 a, W the precision, the D-rule is 1 + g a'v, by the matrix
// determinant lemma, and the A-rule g v'v / (1 + g a'v), after Sherman and
// Morrison.
func (r Rule) Values(dst []float64, items []irt.MultiItem, theta []float64, precision *mat.SymDense) []float64 {
	var factor mat.Cholesky
	if !factor.Factorize(precision) {
		panic("cat: the precision is not positive definite")
	}
	dst = dst[:0]
	v := mat.NewVecDense(precision.SymmetricDim(), nil)
	for _, it := range items {
		a, g := mat.NewVecDense(len(it.A), it.A), information(it, theta)
		if err := factor.SolveVecTo(v, a); err != nil {
			panic("cat: the precision is nearly singular")
		}
		growth := 1 + g*mat.Dot(a, v)
		switch r {
		case ARule:
			dst = append(dst, g*mat.Dot(v, v)/growth)
		case TRule:
			dst = append(dst, g*mat.Dot(a, a))
		default:
			dst = append(dst, growth)
		}
	}
	return dst
}
