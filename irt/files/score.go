package files

import (
	"context"
	"fmt"
	"io"

	"suyang/irt"
)

// ScoreOptions steer Calibration.Score. The zero value writes EAP scores.
type ScoreOptions struct {
	// Method is the estimator of theta.
	Method irt.Method
	// PlausibleValues, when positive, is the number of plausible values to draw in
	// place of an estimate.
	PlausibleValues int
	// Densities writes the posterior density at the nodes in place of an estimate.
	Densities bool
	// Seed starts the random numbers of plausible values.
	Seed uint64
	// Metric is the scale of what is written; nil: that of theta.
	Metric *Metric
	// Threads bounds the goroutines; 0: one per processor.
	Threads int
	// Progress, when not nil, hears the number of persons scored so far.
	Progress func(persons int)
}

// Metric is a scale on which the reference group has a mean and a standard
// deviation in each trait, such as 500 and 100.
type Metric struct{ Mean, SD float64 }

// ScoreSummary tells what was scored.
type ScoreSummary struct {
	Persons int `json:"n_persons"`
	// Absent are the items of the calibration that the responses have no column
	// for; they count as missing.
	Absent []string `json:"absent_items"`
}

// Score writes a line per person of src, in order: the person, then the estimate
// and its standard error ("theta,se", with several traits "theta_NAME,se_NAME"
// for each), plausible values ("pv1" and so on, with several traits "pv1_NAME") or
// the density at each node, which the header names. The prior is the distribution
// of the person's group, moved by the regression where the calibration has one,
// whose covariates src must then have. Persons are named by their identity where
// src has one, and by number from 1. Infinite estimates are written Inf and -Inf,
// what does not exist NA.
func (c *Calibration) Score(ctx context.Context, dst io.Writer, src *Reader, o ScoreOptions) (ScoreSummary, error) {
	s, err := newScoring(c, src, o)
	if err != nil {
		return ScoreSummary{}, err
	}
	summary := ScoreSummary{Absent: s.absent}
	if _, err := dst.Write(s.header()); err != nil {
		return summary, err
	}
	for block, err := range src.ahead() {
		if err == nil {
			err = s.score(block, summary.Persons)
		}
		if err == nil {
			_, err = dst.Write(s.lines(block, summary.Persons))
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return summary, err
		}
		summary.Persons += block.Persons
		if o.Progress != nil {
			o.Progress(summary.Persons)
		}
	}
	return summary, nil
}

func (c *Calibration) checkScore(src *Reader, o ScoreOptions) error {
	wrong := func(format string, args ...any) error {
		return &Error{File: src.file, Message: fmt.Sprintf(format, args...)}
	}
	switch {
	case len(c.Groups) > 1 && !src.has(group):
		return wrong("the items were calibrated in %d groups; name the column that holds the group", len(c.Groups))
	case c.Traits() > 1 && o.PlausibleValues == 0 && o.Method != irt.ByEAP && o.Method != irt.ByMAP:
		return wrong("%v is for one trait, and the items measure %d; use eap, map or plausible values", o.Method, c.Traits())
	case c.Traits() > 1 && o.Densities:
		return wrong("densities are for one trait, and the items measure %d", c.Traits())
	case c.Regression == nil && len(src.covariates) > 0:
		return wrong("the items were calibrated without a regression; name no covariates")
	}
	return nil
}
