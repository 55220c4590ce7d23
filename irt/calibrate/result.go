package calibrate

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"suyang/irt"
)

// Result is a calibration.
type Result struct {
	// Items are the items calibrated, in the order of the data. Items that
	// could not be are named in Problems.
	Items []Estimate
	// Where parameters differ between groups these are the reference group's.
	// Groups has one entry per group of the data, at least one.
	Groups []Group
	// Regression is nil unless asked for.
	Regression *Regression

	LogLikelihood float64 // marginal, without priors
	Parameters    int     // estimated
	Persons       int     // with a response and positive weight
	// BIC takes the sum of the weights as the number of persons.
	AIC, BIC float64

	Cycles    int
	Change    float64 // largest parameter change in the last cycle
	Converged bool
	Problems  []Problem
	Options   Options // with defaults filled in
}

// Estimate is one item with its standard errors.
type Estimate struct {
	irt.MultiItem
	// B holds the difficulties or thresholds, as in irt.Item; nil where there are
	// several traits.
	B []float64
	// SE is nil where there are no standard errors.
	SE *Errors
}

// Errors are standard errors of the parameters of the same names; NaN where a
// parameter was not estimated.
type Errors struct {
	A, B, D []float64
	C, U    float64
	Scores  []float64 // nil but under NRM
}

// Group is the distribution of the traits in one group.
type Group struct {
	Name string
	// Mean and SD are those of the only, or the first, trait. Their standard
	// errors are NaN where they are fixed or there are no standard errors.
	Mean, SD     float64
	MeanSE, SDSE float64
	// Means and Covariance are those of all traits.
	Means      []float64
	Covariance [][]float64
	// Items are the group's, where some of their parameters differ between
	// groups; nil otherwise.
	Items []Estimate
}

// Regression is that of the traits on the covariates. The means of the groups
// are then those of persons whose covariates are 0, and their variances are
// residual.
type Regression struct {
	Names []string
	// Coefficients and their standard errors, covariates x traits.
	Coefficients, SE [][]float64
	// ResidualSD is that of each trait in the reference group.
	ResidualSD []float64
}

// Verdict says in one sentence how the calibration ended.
func (r *Result) Verdict() string {
	if r.Converged {
		return fmt.Sprintf("converged after %d cycles", r.Cycles)
	}
	return fmt.Sprintf("not converged after %d cycles: the parameters still change by %.2g", r.Cycles, r.Change)
}

// result turns the end of the EM algorithm to a Result.
func (m *marginal) result(d Data, sel selection, s solution, o Options) *Result {
	parameters := m.size()
	r := &Result{
		LogLikelihood: s.logLikelihood, Parameters: parameters, Persons: len(sel.persons),
		AIC:    -2*s.logLikelihood + 2*float64(parameters),
		BIC:    -2*s.logLikelihood + math.Log(floats.Sum(m.weights))*float64(parameters),
		Cycles: s.cycles, Change: s.change, Converged: s.converged, Options: o,
	}
	for i, j := range sel.items {
		r.Items = append(r.Items, estimate(d.Items[j], m.curves[i], m.item(s.xi, i)))
	}
	for g := range m.groups {
		name := ""
		if g < len(d.GroupNames) {
			name = d.GroupNames[g]
		}
		mean, sd := m.latent(s.xi, g)
		r.Groups = append(r.Groups, Group{Name: name, Mean: mean, SD: sd, MeanSE: math.NaN(), SDSE: math.NaN(), Means: []float64{mean}, Covariance: [][]float64{{sd * sd}}})
	}
	return r
}

func estimate(id string, c curve, xi []float64) Estimate {
	e := Estimate{MultiItem: irt.MultiItem{ID: id, Model: c.model(), A: []float64{xi[0]}, D: slices.Clone(xi[1 : 1+c.steps()])}}
	if c.model() == irt.ThreePL {
		e.C, _ = logistic(xi[2])
	}
	e.B = e.Item().B
	return e
}
