package rotate

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
)

const (
	starts    = 10   // rotations tried from, the first from the loadings as they are
	steps     = 2000 // of gradient projection from each
	tolerance = 1e-8 // of the length of the projected gradient
)

// Varimax gives the loadings, items x factors, on rotated factors that remain
// uncorrelated. Factors are ordered by the sum of squares of their loadings, the
// largest first, and the sum of their loadings is not negative.
func Varimax(loadings *mat.Dense) *mat.Dense {
	pattern, _ := best(loadings, orthogonal)
	return pattern
}

// Oblimin gives the pattern loadings on correlated factors that make oblimin's
// criterion with gamma = 0 least, and the factors' correlations. Order and signs
// of the factors are as in Varimax.
func Oblimin(loadings *mat.Dense) (pattern *mat.Dense, correlations *mat.SymDense) {
	return best(loadings, oblique)
}

// rotation is a way to rotate: how loadings follow from the matrix turn of the
// factors' directions, in columns, what is made least, and the directions that
// are allowed.
type rotation struct {
	criterion
	loadings func(unrotated, turn *mat.Dense) *mat.Dense
	// byTurn is the gradient by turn, given that by the loadings.
	byTurn func(unrotated, turn, loadings, gradient *mat.Dense) *mat.Dense
	// project takes off what leads away from allowed directions.
	project func(turn, gradient *mat.Dense)
	// restore moves directions to the nearest allowed ones.
	restore func(turn *mat.Dense)
}

var orthogonal = rotation{
	criterion: varimax,
	loadings: func(unrotated, turn *mat.Dense) *mat.Dense {
		return product(unrotated, turn)
	},
	byTurn: func(unrotated, _, _, gradient *mat.Dense) *mat.Dense {
		return product(unrotated.T(), gradient)
	},
	project: func(turn, gradient *mat.Dense) {
		inner := product(turn.T(), gradient)
		inner.Add(inner, mat.DenseCopyOf(inner.T()))
		inner.Scale(0.5, inner)
		gradient.Sub(gradient, product(turn, inner))
	},
	restore: func(turn *mat.Dense) {
		var svd mat.SVD
		svd.Factorize(turn, mat.SVDThin)
		var u, v mat.Dense
		svd.UTo(&u)
		svd.VTo(&v)
		turn.Mul(&u, v.T())
	},
}

var oblique = rotation{
	criterion: quartimin,
	loadings: func(unrotated, turn *mat.Dense) *mat.Dense {
		return product(unrotated, inverse(turn).T())
	},
	byTurn: func(_, turn, loadings, gradient *mat.Dense) *mat.Dense {
		by := mat.DenseCopyOf(product(product(loadings.T(), gradient), inverse(turn)).T())
		by.Scale(-1, by)
		return by
	},
	project: func(turn, gradient *mat.Dense) {
		for f := range columns(turn) {
			direction := turn.ColView(f)
			along := mat.Dot(direction, gradient.ColView(f))
			for d := range columns(turn) {
				gradient.Set(d, f, gradient.At(d, f)-along*direction.AtVec(d))
			}
		}
	},
	restore: func(turn *mat.Dense) {
		for f := range columns(turn) {
			length := mat.Norm(turn.ColView(f), 2)
			for d := range columns(turn) {
				turn.Set(d, f, turn.At(d, f)/length)
			}
		}
	},
}

// best rotates from several starts, the same at every call, since criteria may
// have several minima.
func best(loadings *mat.Dense, r rotation) (pattern *mat.Dense, correlations *mat.SymDense) {
	rng := rand.New(rand.NewPCG(1, 1))
	least := math.Inf(1)
	var found *mat.Dense
	for n := range starts {
		turn := identity(columns(loadings))
		if n > 0 {
			randomize(turn, rng)
		}
		// A minimum found again is not taken for a new one for its rounding.
		if value := r.minimize(loadings, turn); value < least-1e-8*math.Abs(least) || found == nil {
			least, found = value, turn
		}
	}
	pattern = r.loadings(loadings, found)
	arrange(pattern, found)
	correlations = mat.NewSymDense(columns(found), nil)
	correlations.SymOuterK(1, found.T())
	return pattern, correlations
}

// randomize fills turn with random orthogonal directions.
func randomize(turn *mat.Dense, rng *rand.Rand) {
	turn.Apply(func(int, int, float64) float64 { return rng.NormFloat64() }, turn)
	orthogonal.restore(turn)
}

// minimize moves turn downhill and returns the value reached.
func (r rotation) minimize(unrotated, turn *mat.Dense) (value float64) {
	loadings := r.loadings(unrotated, turn)
	value, gradient := r.criterion(loadings)
	step := 1.0
	for range steps {
		direction := r.byTurn(unrotated, turn, loadings, gradient)
		r.project(turn, direction)
		length := mat.Norm(direction, 2)
		if length < tolerance {
			break
		}
		var found bool
		if step, found = r.search(unrotated, turn, direction, 2*step, value); !found {
			break // rounding hides what could be gained
		}
		loadings = r.loadings(unrotated, turn)
		value, gradient = r.criterion(loadings)
	}
	return value
}

// search halves the step against a direction until the value falls by half of
// what its slope promises, and takes it.
func (r rotation) search(unrotated, turn, direction *mat.Dense, step, value float64) (taken float64, found bool) {
	length := mat.Norm(direction, 2)
	for range 40 {
		trial := mat.DenseCopyOf(direction)
		trial.Scale(-step, trial)
		trial.Add(turn, trial)
		r.restore(trial)
		if after, _ := r.criterion(r.loadings(unrotated, trial)); after < value-step*length*length/2 {
			turn.Copy(trial)
			return step, true
		}
		step /= 2
	}
	return step, false
}

// arrange orders and reflects factors.
func arrange(pattern, turn *mat.Dense) {
	items, factors := pattern.Dims()
	order, squares := make([]int, factors), make([]float64, factors)
	for f := range factors {
		order[f] = f
		squares[f] = mat.Dot(pattern.ColView(f), pattern.ColView(f))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(squares[b], squares[a]) })
	oldPattern, oldTurn := mat.DenseCopyOf(pattern), mat.DenseCopyOf(turn)
	for to, from := range order {
		sign := 1.0
		if mat.Sum(oldPattern.ColView(from)) < 0 {
			sign = -1
		}
		for i := range items {
			pattern.Set(i, to, sign*oldPattern.At(i, from))
		}
		for d := range factors {
			turn.Set(d, to, sign*oldTurn.At(d, from))
		}
	}
}

func columns(m *mat.Dense) int {
	_, c := m.Dims()
	return c
}

func identity(n int) *mat.Dense {
	m := mat.NewDense(n, n, nil)
	for i := range n {
		m.Set(i, i, 1)
	}
	return m
}

func product(a, b mat.Matrix) *mat.Dense {
	var p mat.Dense
	p.Mul(a, b)
	return &p
}

// inverse of directions; those of minima are independent of each other, since
// the criterion grows without bound as they approach.
func inverse(m *mat.Dense) *mat.Dense {
	var i mat.Dense
	if err := i.Inverse(m); err != nil {
		return identity(columns(m))
	}
	return &i
}
