package calibrate

// The guessing parameter of the three-parameter model has a normal prior on the
// logit scale, centred near the chance level of four options. Without it the
// likelihood of easy items is flat.
const (
	guessingMean = -1.1
	guessingSD   = 0.5
)

// addPrior adds the prior's part to an item's gradient and information at xi
// and returns its logarithm, up to a constant.
func addPrior(c curve, xi, gradient, information []float64) float64 {
	if _, guesses := c.(threePL); !guesses {
		return 0
	}
	z := (xi[2] - guessingMean) / guessingSD
	gradient[2] -= z / guessingSD
	information[2*c.size()+2] += 1 / (guessingSD * guessingSD)
	return -z * z / 2
}

// logPrior is the logarithm of the prior at xi, up to a constant.
func (m *marginal) logPrior(xi []float64) float64 {
	sum := 0.0
	var gradient [3]float64
	var information [9]float64
	for i, c := range m.curves {
		sum += addPrior(c, m.item(xi, i), gradient[:], information[:])
	}
	return sum
}
