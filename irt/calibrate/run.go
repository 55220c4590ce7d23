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
	if err := m.warmUp(ctx, d, selection, o); err != nil {
		return nil, err
	}
	s, err := m.estimate(ctx, o)
	if err != nil {
		return nil, err
	}
	var v *mat.SymDense
	if o.SE != NoSE && len(s.xi) > 0 {
		if v, err = m.covariance(ctx, s.xi, d, selection, o.SE); err != nil {
			return nil, err
		}
	}
	r := m.result(d, s, v, o)
	r.Problems = slices.Concat(problems, m.examine(r, selection))
	return r, nil
}
