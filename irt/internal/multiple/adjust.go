package multiple

import (
	"cmp"
	"math"
	"slices"
)

// Holm gives the p values adjusted by the step-down method of Holm (1979): with
// the n p values in ascending order,
//
//	max over j <= i of min(1, (n - j + 1) p_(j))
func Holm(p []float64) []float64 {
	order := ascending(p)
	adjusted, largest := unknown(len(p)), 0.0
	for rank, i := range order {
		largest = max(largest, min(1, float64(len(order)-rank)*p[i]))
		adjusted[i] = largest
	}
	return adjusted
}

// BenjaminiHochberg gives the p values adjusted by the step-up method of
// Benjamini and Hochberg (1995): with the n p values in ascending order,
//
//	min over j >= i of min(1, n / j p_(j))
func BenjaminiHochberg(p []float64) []float64 {
	order := ascending(p)
	adjusted, smallest := unknown(len(p)), 1.0
	for rank, i := range slices.Backward(order) {
		smallest = min(smallest, float64(len(order))/float64(rank+1)*p[i])
		adjusted[i] = smallest
	}
	return adjusted
}

// ascending gives the places of the known p values, the smallest first.
func ascending(p []float64) []int {
	var order []int
	for i, v := range p {
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	return order
}

func unknown(n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = math.NaN()
	}
	return values
}
