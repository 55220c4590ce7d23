package calibrate

import (
	"fmt"
	"math"

	"suyang/irt"
	"suyang/irt/internal/sample"
)

// Data are the responses to calibrate.
type Data struct {
	irt.Responses
	// Categories is the number of categories of each item.
	Categories []int
	// Weights holds a case weight per person, not negative; nil: 1 each.
	Weights []float64
	// Groups holds each person's group as an index in GroupNames; nil: one
	// group.
	Groups     []int
	GroupNames []string
	// Covariates holds, per person, a number for each of CovariateNames.
	Covariates     [][]float64
	CovariateNames []string
	// Clusters holds each person's cluster, such as the school, for Sandwich.
	Clusters []int
}

func (d Data) weight(i int) float64 {
	if d.Weights == nil {
		return 1
	}
	return d.Weights[i]
}

func (d Data) group(i int) int {
	if d.Groups == nil {
		return 0
	}
	return d.Groups[i]
}

// Validate reports what makes the data unfit for any calibration.
func (d Data) Validate() error {
	if err := sample.Validate(d.Responses, d.Categories, d.Weights, d.Groups, len(d.GroupNames)); err != nil {
		return err
	}
	if d.Groups == nil && len(d.GroupNames) > 1 {
		return fmt.Errorf("%d groups and nobody in them", len(d.GroupNames))
	}
	for j, k := range d.Categories {
		if k < 0 {
			return fmt.Errorf("item %q has %d categories", d.Items[j], k)
		}
		if k > irt.MaxCategories {
			return fmt.Errorf("item %q has %d categories, at most %d are supported", d.Items[j], k, irt.MaxCategories)
		}
	}
	return d.validateCovariates()
}

func (d Data) validateCovariates() error {
	persons := d.Persons()
	switch {
	case d.Covariates != nil && len(d.Covariates) != persons:
		return fmt.Errorf("covariates of %d persons for %d", len(d.Covariates), persons)
	case d.Covariates == nil && len(d.CovariateNames) > 0:
		return fmt.Errorf("%d covariates without values", len(d.CovariateNames))
	case d.Clusters != nil && len(d.Clusters) != persons:
		return fmt.Errorf("%d cluster memberships for %d persons", len(d.Clusters), persons)
	}
	for i, row := range d.Covariates {
		if len(row) != len(d.CovariateNames) {
			return fmt.Errorf("person %d has %d values of %d covariates", i+1, len(row), len(d.CovariateNames))
		}
		for n, x := range row {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return fmt.Errorf("covariate %q of person %d is %v, must be finite", d.CovariateNames[n], i+1, x)
			}
		}
	}
	return nil
}
