package fit

import (
	"math"
	"strconv"
)

// Value is a statistic that may be undefined: NaN, which JSON has as null.
type Value float64

// Defined tells whether v is a number.
func (v Value) Defined() bool { return !math.IsNaN(float64(v)) && !math.IsInf(float64(v), 0) }

// MarshalJSON writes null where v is undefined.
func (v Value) MarshalJSON() ([]byte, error) {
	if !v.Defined() {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(v), 'g', -1, 64), nil
}

// UnmarshalJSON reads null as NaN.
func (v *Value) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*v = Value(math.NaN())
		return nil
	}
	x, err := strconv.ParseFloat(string(text), 64)
	*v = Value(x)
	return err
}
