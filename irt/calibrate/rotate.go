package calibrate

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"suyang/irt/internal/rotate"
)

// Rotation names how the loadings of an exploratory model are rotated.
type Rotation string

const (
	// Oblimin lets factors correlate: gamma = 0, without Kaiser's normalization.
	Oblimin Rotation = "oblimin"
	// Varimax keeps them uncorrelated.
	Varimax Rotation = "varimax"
)

// Loadings are an exploratory model in terms of factor analysis: the correlations
// of the factors with a normal variable behind each item, of variance 1. They
// follow from the slopes a as
//
//	(a / 1.702) / sqrt(1 + sum of (a / 1.702)^2)
//
// (Takane and de Leeuw, 1987; 1.702 takes logistic to normal curves).
type Loadings struct {
	Rotation Rotation
	// Pattern holds items x factors, the factors in order of the sum of squares.
	Pattern [][]float64
	// Correlations are those of the factors.
	Correlations [][]float64
	// Communalities are the shares of variance explained, one an item.
	Communalities []float64
}

// Rotate gives the rotated loadings of an exploratory model. It fails where the
// traits are not exchangeable: items measure some of them only, by choice, or
// they are not standard normal.
func (r *Result) Rotate(by Rotation) (*Loadings, error) {
	if !r.Options.exploratory() || len(r.Options.Fixed) > 0 || len(r.Groups) > 1 || r.Regression != nil {
		return nil, fmt.Errorf("only an exploratory model of one group can be rotated: several traits, measured by all items")
	}
	unrotated := r.loadings()
	var pattern *mat.Dense
	correlations := mat.NewSymDense(r.Options.traits(), nil)
	switch by {
	case Oblimin:
		pattern, correlations = rotate.Oblimin(unrotated)
	case Varimax:
		pattern = rotate.Varimax(unrotated)
		for d := range r.Options.traits() {
			correlations.SetSym(d, d, 1)
		}
	default:
		return nil, fmt.Errorf("unknown rotation %q: use %s or %s", by, Oblimin, Varimax)
	}
	l := &Loadings{Rotation: by, Pattern: matrixRows(pattern), Correlations: matrixRows(correlations)}
	for i := range r.Items {
		row := unrotated.RawRowView(i)
		l.Communalities = append(l.Communalities, mat.Dot(mat.NewVecDense(len(row), row), mat.NewVecDense(len(row), row)))
	}
	return l, nil
}

// loadings are those on the uncorrelated traits, items x traits.
func (r *Result) loadings() *mat.Dense {
	loadings := mat.NewDense(len(r.Items), r.Options.traits(), nil)
	for i, e := range r.Items {
		length := e.MDISC() / logisticToNormal
		for d, a := range e.A {
			loadings.Set(i, d, a/logisticToNormal/math.Sqrt(1+length*length))
		}
	}
	return loadings
}

// logisticToNormal is the ratio of slopes at which a logistic curve is nearest to
// a normal one.
const logisticToNormal = 1.702

func matrixRows(m mat.Matrix) [][]float64 {
	n, columns := m.Dims()
	r := rows(n, columns)
	for i := range r {
		for j := range r[i] {
			r[i][j] = m.At(i, j)
		}
	}
	return r
}
