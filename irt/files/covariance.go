package files

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"suyang/irt/calibrate"
	"suyang/irt/link"
)

// KeepCovariance adds the covariance matrix of the items' parameters, where the
// result has standard errors.
func (c *Calibration) KeepCovariance(r *calibrate.Result) {
	v := r.ItemCovariance()
	if v == nil || len(c.Items) > len(r.Items) { // some items are not the reference group's
		return
	}
	for i := range v.SymmetricDim() {
		row := make([]float64, i+1)
		for j := range row {
			row[j] = v.At(i, j)
		}
		c.Covariance = append(c.Covariance, row)
	}
}

// Form is the calibration of one trait as package link takes it.
func (c *Calibration) Form() link.Form {
	f := link.Form{Items: c.ResponseModels()}
	if len(c.Covariance) == 0 {
		return f
	}
	v := mat.NewSymDense(len(c.Covariance), nil)
	for i, row := range c.Covariance {
		for j, x := range row {
			v.SetSym(i, j, x)
		}
	}
	f.Covariance = v
	return f
}

// checkCovariance checks the shape of the lower triangle.
func (c *Calibration) checkCovariance() *Error {
	if len(c.Covariance) == 0 {
		return nil
	}
	parameters := 0
	for i := range c.Items {
		parameters += len(c.Items[i].A) - 1 + link.Parameters(c.Items[i].Multi())
	}
	if len(c.Covariance) != parameters {
		return fault("covariance", "%d rows for %d parameters of the items", len(c.Covariance), parameters)
	}
	for i, row := range c.Covariance {
		field := fmt.Sprintf("covariance[%d]", i)
		if len(row) != i+1 {
			return fault(field, "%d numbers, %d are needed up to the diagonal", len(row), i+1)
		}
		if row[i] < 0 {
			return fault(field, "the variance %v is negative", row[i])
		}
	}
	return nil
}
