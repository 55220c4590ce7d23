package dif

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// regression is a proportional odds model (McCullagh, 1980),
//
//	P(Y >= k) = logistic(cut_k + x'b)      k = 1..m
//
// which is logistic regression where m = 1.
type regression struct {
	cases []regressionCase
	steps int // m
}

// regressionCase holds persons with the same predictors, by category.
type regressionCase struct {
	x      []float64
	counts []float64
}

// fitted is a maximum likelihood fit.
type fitted struct {
	logLikelihood float64
	// parameters are the cuts, descending, and the coefficients.
	parameters []float64
	covariance *mat.SymDense
}

var errNoMaximum = errors.New("the likelihood has no maximum")

// start gives the cuts that fit the shares of the categories, with all
// coefficients zero, and their log-likelihood.
func (r *regression) start(predictors int) (parameters []float64, logLikelihood, persons float64) {
	total := make([]float64, r.steps+1)
	for _, c := range r.cases {
		for k, n := range c.counts {
			total[k] += n
			persons += n
		}
	}
	above := 0.0
	parameters = make([]float64, r.steps+predictors)
	for k := r.steps; k > 0; k-- {
		above += total[k]
		parameters[k-1] = math.Log(above / (persons - above))
	}
	for _, n := range total {
		logLikelihood += n * math.Log(n/persons)
	}
	return parameters, logLikelihood, persons
}

const (
	mostSteps = 60
	// runaway is the largest coefficient, in units of standardised predictors,
	// of a fit that is not on its way to infinity.
	runaway = 25
)

// fit maximizes the likelihood by Fisher scoring with halved steps. The number
// of coefficients is that of the parameters less the cuts.
func (r *regression) fit(parameters []float64) (fitted, error) {
	at := parameters
	value := r.logLikelihood(at)
	for range mostSteps {
		gradient, information := r.derivatives(at)
		var cholesky mat.Cholesky
		if !cholesky.Factorize(information) || cholesky.Cond() > 1e12 {
			return fitted{}, errNoMaximum
		}
		var step mat.VecDense
		if err := cholesky.SolveVecTo(&step, gradient); err != nil {
			return fitted{}, errNoMaximum
		}
		gain := mat.Dot(&step, gradient)
		if gain < 1e-8 {
			covariance := mat.NewSymDense(len(at), nil)
			if err := cholesky.InverseTo(covariance); err != nil {
				return fitted{}, errNoMaximum
			}
			return fitted{logLikelihood: value, parameters: at, covariance: covariance}, nil
		}
		if at, value = r.climb(at, value, step.RawVector().Data); mat.Norm(mat.NewVecDense(len(at), at), math.Inf(1)) > runaway {
			return fitted{}, errNoMaximum
		}
	}
	return fitted{}, errNoMaximum
}

// climb goes along a step, as far as the likelihood does not fall.
func (r *regression) climb(from []float64, value float64, step []float64) (to []float64, reached float64) {
	for scale := 1.0; scale > 1e-6; scale /= 2 {
		to = make([]float64, len(from))
		for i := range to {
			to[i] = from[i] + scale*step[i]
		}
		if reached = r.logLikelihood(to); reached >= value {
			return to, reached
		}
	}
	return from, value
}

// above gives P(Y >= k) for k = 0..m+1.
func (r *regression) above(dst, parameters, x []float64) []float64 {
	linear := 0.0
	for i, v := range x {
		linear += v * parameters[r.steps+i]
	}
	dst = append(dst[:0], 1)
	for _, cut := range parameters[:r.steps] {
		dst = append(dst, 1/(1+math.Exp(-cut-linear)))
	}
	return append(dst, 0)
}

func (r *regression) logLikelihood(parameters []float64) float64 {
	above := make([]float64, 0, r.steps+2)
	sum := 0.0
	for _, c := range r.cases {
		above = r.above(above, parameters, c.x)
		for k, n := range c.counts {
			if n > 0 {
				sum += n * math.Log(above[k]-above[k+1])
			}
		}
	}
	if math.IsNaN(sum) {
		return math.Inf(-1)
	}
	return sum
}

// derivatives gives the gradient and the expected information.
func (r *regression) derivatives(parameters []float64) (*mat.VecDense, *mat.SymDense) {
	size := len(parameters)
	gradient, information := mat.NewVecDense(size, nil), mat.NewSymDense(size, nil)
	above, slope := make([]float64, 0, r.steps+2), make([]float64, size)
	for _, c := range r.cases {
		above = r.above(above, parameters, c.x)
		persons := 0.0
		for _, n := range c.counts {
			persons += n
		}
		for k, n := range c.counts {
			p := above[k] - above[k+1]
			if p <= 0 {
				continue
			}
			r.slope(slope, above, c.x, k)
			gradient.AddScaledVec(gradient, n/p, mat.NewVecDense(size, slope))
			information.SymRankOne(information, persons/p, mat.NewVecDense(size, slope))
		}
	}
	return gradient, information
}

// slope is the derivative of the probability of category k.
func (r *regression) slope(dst, above, x []float64, k int) {
	clear(dst)
	lower, upper := above[k]*(1-above[k]), above[k+1]*(1-above[k+1])
	if k > 0 {
		dst[k-1] = lower
	}
	if k < r.steps {
		dst[k] = -upper
	}
	for i, v := range x {
		dst[r.steps+i] = (lower - upper) * v
	}
}
