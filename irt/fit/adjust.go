package fit

import "suyang/irt/internal/multiple"

// adjust fills in p values adjusted for the number of tests.
func adjust[T any](tests []T, of func(*T) (p, adjusted *Value)) {
	values := make([]float64, len(tests))
	for i := range tests {
		p, _ := of(&tests[i])
		values[i] = float64(*p)
	}
	for i, v := range multiple.BenjaminiHochberg(values) {
		_, adjusted := of(&tests[i])
		*adjusted = Value(v)
	}
}
