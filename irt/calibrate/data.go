package calibrate

import (
	"fmt"
	"math"

	"suyang/irt"
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
	persons := d.Persons()
	switch {
	case len(d.Items) == 0 || persons == 0:
		return fmt.Errorf("no responses: %d items, %d persons", len(d.Items), persons)
	case len(d.Cells) != persons*len(d.Items):
		return fmt.Errorf("%d cells are not a whole number of rows of %d items", len(d.Cells), len(d.Items))
	case len(d.Categories) != len(d.Items):
		return fmt.Errorf("%d numbers of categories for %d items", len(d.Categories), len(d.Items))
	case d.Weights != nil && len(d.Weights) != persons:
		return fmt.Errorf("%d weights for %d persons", len(d.Weights), persons)
	case d.Groups == nil && len(d.GroupNames) > 1:
		return fmt.Errorf("%d groups and nobody in them", len(d.GroupNames))
	case d.Groups != nil && len(d.Groups) != persons:
		return fmt.Errorf("%d group memberships for %d persons", len(d.Groups), persons)
	}
	if err := d.validateCovariates(); err != nil {
		return err
	}
	for i, w := range d.Weights {
		if !(w >= 0) || math.IsInf(w, 0) {
			return fmt.Errorf("weight %v of person %d must be finite and not negative", w, i+1)
		}
	}
	for i, g := range d.Groups {
		if g < 0 || g >= len(d.GroupNames) {
			return fmt.Errorf("person %d is in group %d of %d", i+1, g, len(d.GroupNames))
		}
	}
	return d.validateCells()
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

func (d Data) validateCells() error {
	for j, k := range d.Categories {
		if k > irt.MaxCategories {
			return fmt.Errorf("item %q has %d categories, at most %d are supported", d.Items[j], k, irt.MaxCategories)
		}
	}
	for i := range d.Persons() {
		for j, cell := range d.Row(i) {
			if cell != irt.MissingCell && int(cell) >= d.Categories[j] {
				return fmt.Errorf("person %d answered category %d of item %q, which has %d", i+1, cell, d.Items[j], d.Categories[j])
			}
		}
	}
	return nil
}
