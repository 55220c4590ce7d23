package calibrate

import (
	"context"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Run estimates item parameters by marginal maximum likelihood. It fails on
// data that no calibration can use and when ctx ends; what a researcher should
// know of lesser trouble is in Result.Problems.
func Run(ctx context.Context, d Data, o Options) (*Result, error) {
	if err := d.Validate(); err != nil {
		return nil, fmt.Errorf("data: %w", err)
	}
	o, err := o.withDefaults(d)
	if err != nil {
		return nil, fmt.Errorf("options: %w", err)
	}
	selection, problems, err := newSelection(d, o)
	if err != nil {
		return nil, fmt.Errorf("data: %w", err)
	}
	m, err := newMarginal(d, selection, o)
	if err != nil {
		return nil, fmt.Errorf("options: %w", err)
	}
	if o.exploratory() {
		m.guessFactors(d, selection)
	} else {
		m.guessSlopes(d, selection)
	}
	s, err := m.estimate(ctx, o)
	if err != nil {
		return nil, err
	}
	var v *mat.SymDense
	if o.SE != NoSE {
		if v, err = m.covariance(ctx, s.xi, d, selection, o.SE); err != nil {
			return nil, err
		}
	}
	r := m.result(d, s, v, o)
	r.Problems = slices.Concat(problems, r.examine())
	if o.SE != NoSE && v == nil {
		r.Problems = append(r.Problems, Problem{Kind: NotIdentified, Message: "the information matrix is singular: the data do not determine the parameters, so there are no standard errors"})
	}
	return r, nil
}

// examine looks for trouble in the estimates.
func (r *Result) examine() []Problem {
	var problems []Problem
	if !r.Converged {
		problems = append(problems, Problem{Kind: NotConverged, Message: r.Verdict()})
	}
	for _, e := range r.Items {
		if p, ok := examineSlope(e.ID, e.A[0]); !ok {
			problems = append(problems, p)
		}
	}
	return problems
}
