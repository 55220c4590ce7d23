package calibrate

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"suyang/irt"
)

// Result is a calibration.
type Result struct {
	// Items are the items calibrated, in the order of the data. Items that
	// could not be are named in Problems. Where parameters differ between groups
	// these are the reference group's.
	Items []Estimate
	// Groups has one entry per group of the data, at least one.
	Groups []Group
	// Regression is nil unless asked for.
	Regression *Regression

	LogLikelihood float64 // marginal, without priors
	Parameters    int     // estimated
	Persons       int     // with a response and positive weight
	// BIC takes the sum of the weights as the number of persons.
	AIC, BIC float64

	Cycles    int     // over all persons
	Change    float64 // largest parameter change in the last cycle
	Converged bool
	Problems  []Problem
	Options   Options // with defaults filled in

	// Free are the parameters estimated, and Covariance their covariance matrix,
	// with zeros for asymptotes of 0 or 1 and for items whose slopes run away; nil
	// where there are no standard errors.
	Free       []Parameter
	Covariance *mat.SymDense

	cells []*cell // of Items
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

// result turns the end of the EM algorithm to a Result, with standard errors
// where there is a covariance matrix.
func (m *marginal) result(d Data, s solution, v *mat.SymDense, o Options) *Result {
	parameters := float64(len(s.xi))
	r := &Result{
		LogLikelihood: s.logLikelihood, Parameters: len(s.xi), Persons: len(m.weights),
		AIC:    -2*s.logLikelihood + 2*parameters,
		BIC:    -2*s.logLikelihood + math.Log(floats.Sum(m.weights))*parameters,
		Cycles: s.cycles, Change: s.change, Converged: s.converged, Options: o,
		Free: m.parameters, Covariance: v,
	}
	for i := range r.Free {
		r.Free[i].Estimate = s.xi[i]
	}
	r.Items = m.estimates(m.reference, s.xi, v)
	r.cells = slices.DeleteFunc(slices.Clone(m.cells), func(c *cell) bool { return !c.covers(m.reference) })
	differ := slices.ContainsFunc(m.cells, func(c *cell) bool { return c.group != everyGroup })
	for g := range m.latent.means {
		group := m.group(g, s.xi, v)
		if g < len(d.GroupNames) {
			group.Name = d.GroupNames[g]
		}
		if differ {
			group.Items = m.estimates(g, s.xi, v)
		}
		r.Groups = append(r.Groups, group)
	}
	if o.Regression {
		r.Regression = m.regression(d, s.xi, v)
	}
	return r
}

// estimates are the items of a group.
func (m *marginal) estimates(group int, xi []float64, v *mat.SymDense) (items []Estimate) {
	for _, c := range m.cells {
		if !c.covers(group) {
			continue
		}
		e := c.estimate(xi, m.latent.traits)
		if v != nil {
			e.SE = c.errors(v, xi, m.latent.traits)
		}
		items = append(items, e)
	}
	return items
}

// group describes the distribution of a group.
func (m *marginal) group(g int, xi []float64, v *mat.SymDense) Group {
	l := &m.latent
	group := Group{Means: values(nil, l.means[g], xi), MeanSE: math.NaN(), SDSE: math.NaN()}
	for _, row := range l.covariances[g] {
		group.Covariance = append(group.Covariance, values(nil, row, xi))
	}
	group.Mean, group.SD = group.Means[0], math.Sqrt(group.Covariance[0][0])
	if v != nil {
		group.MeanSE = deviation(v, l.means[g][0])
		group.SDSE = deviation(v, l.covariances[g][0][0]) / (2 * group.SD)
	}
	return group
}

func (m *marginal) regression(d Data, xi []float64, v *mat.SymDense) *Regression {
	l := &m.latent
	r := &Regression{Names: d.CovariateNames}
	for _, row := range l.coefficients {
		r.Coefficients = append(r.Coefficients, values(nil, row, xi))
		if v != nil {
			var se []float64
			for _, b := range row {
				se = append(se, deviation(v, b))
			}
			r.SE = append(r.SE, se)
		}
	}
	for t := range l.traits {
		r.ResidualSD = append(r.ResidualSD, math.Sqrt(l.covariances[m.reference][t][t].at(xi)))
	}
	return r
}
