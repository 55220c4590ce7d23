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
	o, err := o.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("options: %w", err)
	}
	if err := d.validate(); err != nil {
		return nil, fmt.Errorf("data: %w", err)
	}
	selection, problems, err := newSelection(d)
	if err != nil {
		return nil, fmt.Errorf("data: %w", err)
	}
	m := newMarginal(d, selection, o)
	s, err := m.em(ctx, m.start(d, selection), o)
	if err != nil {
		return nil, err
	}
	r := m.result(d, selection, s, o)
	r.Problems = slices.Concat(problems, r.examine())
	return r, m.standardErrors(ctx, r, s)
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

func (m *marginal) standardErrors(ctx context.Context, r *Result, s solution) error {
	var information *mat.SymDense
	var err error
	switch r.Options.SE {
	case Oakes:
		information, err = m.oakes(ctx, s.xi)
	case CrossProduct:
		information, err = m.crossProduct(ctx, s.xi)
	default:
		return nil
	}
	if err != nil {
		return err
	}
	covariance := covariance(information)
	if covariance == nil {
		r.Problems = append(r.Problems, Problem{Kind: NotIdentified, Message: "the information matrix is singular: the data do not determine the parameters, so there are no standard errors"})
		return nil
	}
	for i := range r.Items {
		r.Items[i].SE = r.Items[i].errors(covariance, m.offset[i])
	}
	return nil
}
