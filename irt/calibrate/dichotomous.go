package calibrate

import (
	"math"

	"suyang/irt"
)

// twoPL: P(1) = logistic(a theta + d), xi = (a, d).
type twoPL struct{}

func (twoPL) model() irt.Model { return irt.TwoPL }
func (twoPL) size() int        { return 2 }
func (twoPL) steps() int       { return 1 }

func (twoPL) evaluate(theta float64, xi, p, s []float64) {
	p[1], p[0] = logistic(xi[0]*theta + xi[1])
	s[0], s[1] = -p[1]*theta, -p[1]
	s[2], s[3] = p[0]*theta, p[0]
}

func (twoPL) admissible(xi []float64) bool { return math.Abs(xi[0]) <= maxSlope }

func (twoPL) start(share []float64) []float64 { return []float64{1, logit(share[1])} }

// threePL: P(1) = g + (1-g) logistic(a theta + d), xi = (a, d, logit g).
type threePL struct{}

func (threePL) model() irt.Model { return irt.ThreePL }
func (threePL) size() int        { return 3 }
func (threePL) steps() int       { return 1 }

func (threePL) evaluate(theta float64, xi, p, s []float64) {
	right, wrong := logistic(xi[0]*theta + xi[1])
	g, _ := logistic(xi[2])
	p[0], p[1] = (1-g)*wrong, g+(1-g)*right
	slope := p[0] * right / p[1]
	s[0], s[1], s[2] = -right*theta, -right, -g
	s[3], s[4], s[5] = slope*theta, slope, g*p[0]/p[1]
}

func (threePL) admissible(xi []float64) bool { return math.Abs(xi[0]) <= maxSlope }

// start takes the guessing parameter at the centre of its prior and the rest
// of the right answers as known.
func (threePL) start(share []float64) []float64 {
	g, _ := logistic(guessingMean)
	return []float64{1, logit(max((share[1]-g)/(1-g), 0.05)), guessingMean}
}
