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
	// Groups has one entry per group of the data, at least one.
	Groups []Group

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

// Estimate is one item with its slope-intercept form and standard errors.
type Estimate struct {
	irt.Item
	// D are the intercepts: P = logistic(a theta + d) for each step of TwoPL,
	// ThreePL and GRM; for GPCM the exponent of category k is a k theta + d_k.
	D []float64
	// SE is nil where there are no standard errors.
	SE *Errors
}

// Errors are standard errors of the parameters of the same names.
type Errors struct {
	A    float64
	B, D []float64
	C    float64
}

// Group is the distribution of theta in one group.
type Group struct {
	Name     string
	Mean, SD float64
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
		r.Groups = append(r.Groups, Group{Name: name, Mean: mean, SD: sd})
	}
	return r
}

func estimate(id string, c curve, xi []float64) Estimate {
	d := slices.Clone(xi[1 : 1+c.steps()])
	e := Estimate{Item: irt.Item{ID: id, Model: c.model(), A: xi[0], B: irt.Thresholds(c.model(), xi[0], d)}, D: d}
	if c.model() == irt.ThreePL {
		e.C, _ = logistic(xi[2])
	}
	return e
}
