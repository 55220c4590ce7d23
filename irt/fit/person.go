package fit

// Person is the fit of a person's responses.
type Person struct {
	// Theta is the EAP of the first trait, SE the standard deviation of the
	// posterior.
	Theta, SE Value
	// Responses is their number.
	Responses int
	MeanSquares
	// Zh is the standardized log-likelihood at the EAP (Drasgow, Levine and
	// Williams, 1985); low values are unlikely patterns.
	Zh Value
}
