package files

import (
	"encoding/json"
	"math"
)

// Numbers are numbers of which some may be missing: NaN in Go, null in JSON.
type Numbers []float64

// MarshalJSON writes an array.
func (n Numbers) MarshalJSON() ([]byte, error) {
	values := make([]*float64, len(n))
	for i := range n {
		values[i] = number(n[i])
	}
	return json.Marshal(values)
}

// UnmarshalJSON reads an array.
func (n *Numbers) UnmarshalJSON(text []byte) error {
	var values []*float64
	if err := json.Unmarshal(text, &values); err != nil {
		return err
	}
	*n = make(Numbers, len(values))
	for i, v := range values {
		(*n)[i] = math.NaN()
		if v != nil {
			(*n)[i] = *v
		}
	}
	return nil
}

// number is nil for NaN.
func number(x float64) *float64 {
	if math.IsNaN(x) {
		return nil
	}
	return &x
}
