package cat

// Reason says why an adaptive test ended.
type Reason string

const (
	// Continue: no stopping rule is met.
	Continue Reason = ""
	// Precise: the standard error is small enough.
	Precise Reason = "precise"
	// Full: the greatest number of items has been given.
	Full Reason = "full"
)

// Stop is a stopping rule. The zero value never stops.
type Stop struct {
	// SE ends the test at a standard error of theta of this or less; 0: never.
	SE float64
	// MinItems are given before SE may end the test.
	MinItems int
	// MaxItems ends the test whatever its precision; 0: no limit.
	MaxItems int
}

// Done tells whether to stop after n items with standard error se, and why.
func (s Stop) Done(n int, se float64) (bool, Reason) {
	switch {
	case s.MaxItems > 0 && n >= s.MaxItems:
		return true, Full
	case s.SE > 0 && n >= s.MinItems && se <= s.SE:
		return true, Precise
	}
	return false, Continue
}
