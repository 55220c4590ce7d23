package calibrate

import (
	"context"

	"gonum.org/v1/gonum/mat"
)

func (m *marginal) crossProduct(ctx context.Context, xi []float64) (*mat.SymDense, error) {
	return nil, nil
}
