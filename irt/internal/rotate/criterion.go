package rotate

import "gonum.org/v1/gonum/mat"

// criterion gives the value to be made least and its gradient by the loadings.
type criterion func(loadings *mat.Dense) (value float64, gradient *mat.Dense)

// varimax is minus a quarter of the sum over factors of the variance of the
// squared loadings times the number of items (Kaiser, 1958).
func varimax(loadings *mat.Dense) (value float64, gradient *mat.Dense) {
	items, factors := loadings.Dims()
	gradient = mat.NewDense(items, factors, nil)
	for f := range factors {
		mean := 0.0
		for i := range items {
			mean += loadings.At(i, f) * loadings.At(i, f) / float64(items)
		}
		for i := range items {
			l := loadings.At(i, f)
			deviation := l*l - mean
			value -= deviation * deviation / 4
			gradient.Set(i, f, -l*deviation)
		}
	}
	return value, gradient
}

// quartimin is half the sum over pairs of factors of the products of squared
// loadings: oblimin with gamma = 0 (Carroll, 1953; Jennrich and Sampson, 1966).
func quartimin(loadings *mat.Dense) (value float64, gradient *mat.Dense) {
	items, factors := loadings.Dims()
	gradient = mat.NewDense(items, factors, nil)
	for i := range items {
		total := 0.0
		for f := range factors {
			total += loadings.At(i, f) * loadings.At(i, f)
		}
		for f := range factors {
			l := loadings.At(i, f)
			others := total - l*l
			value += l * l * others / 4
			gradient.Set(i, f, l*others)
		}
	}
	return value, gradient
}
