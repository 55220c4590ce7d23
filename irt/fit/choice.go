package fit

import (
	"fmt"
	"math"

	"suyang/irt"
	"suyang/irt/internal/sample"
)

// Choice is a category of an item, or an alternative to choose from, and those
// who chose it.
type Choice struct {
	Category int   `json:"category"`
	N        Value `json:"n"` // sum of weights
	Share    Value `json:"share"`
	// MeanTheta is the mean EAP of those who chose it.
	MeanTheta Value `json:"mean_theta"`
	// PointBiserial is the correlation of choosing it with the EAP.
	PointBiserial Value `json:"point_biserial"`
	// Curve is the share among persons of neighbouring EAP, the lowest first.
	Curve []Value `json:"curve"`
}

// curvePoints is the number of groups of persons of a Choice.Curve.
const curvePoints = 5

// Choices describes the alternatives of each item, such as the options of a
// multiple-choice test before they are scored. theta has an entry per person:
// Person.Theta. Of categories the number per item is told; weights may be nil.
func Choices(r irt.Responses, categories []int, theta, weights []float64) ([][]Choice, error) {
	if len(theta) != r.Persons() {
		return nil, fmt.Errorf("%d values of theta for %d persons", len(theta), r.Persons())
	}
	if err := sample.Validate(r, categories, weights, nil, 1); err != nil {
		return nil, err
	}
	a := &analysis{
		data: Data{Responses: r, Weights: weights}, theta: theta,
		model: Model{Groups: []Group{{Latent: irt.StandardNormal(1)}}},
	}
	return a.choices(categories), nil
}

// chooser sums over those who chose an alternative.
type chooser struct {
	n, theta, square float64
	curve            [curvePoints]float64
}

func (a *analysis) choices(categories []int) [][]Choice {
	choosers := make([][]chooser, len(categories))
	for j, k := range categories {
		choosers[j] = make([]chooser, k)
	}
	for at, part := range slicesOf(a.order(), curvePoints) {
		for _, i := range part {
			w, theta := a.data.weight(i), a.point(i)[0]
			for j, cell := range a.data.Row(i) {
				if cell != irt.MissingCell {
					c := &choosers[j][cell]
					c.n += w
					c.theta += w * theta
					c.square += w * theta * theta
					c.curve[at] += w
				}
			}
		}
	}
	choices := make([][]Choice, len(categories))
	for j, all := range choosers {
		choices[j] = describe(all)
	}
	return choices
}

func describe(all []chooser) []Choice {
	var sum chooser
	for _, c := range all {
		sum.n += c.n
		sum.theta += c.theta
		sum.square += c.square
		for at := range c.curve {
			sum.curve[at] += c.curve[at]
		}
	}
	mean := sum.theta / sum.n
	sd := math.Sqrt(sum.square/sum.n - mean*mean)
	var choices []Choice
	for k, c := range all {
		share, chosen := c.n/sum.n, c.theta/c.n
		choice := Choice{
			Category: k, N: Value(c.n), Share: Value(share), MeanTheta: Value(chosen),
			PointBiserial: Value((chosen - mean) / sd * math.Sqrt(share/(1-share))),
		}
		for at, n := range c.curve {
			choice.Curve = append(choice.Curve, Value(n/sum.curve[at]))
		}
		choices = append(choices, choice)
	}
	return choices
}

// correlationWithTheta is that of the category with the EAP: its covariance is
// the sum of those of the indicators of the categories.
func correlationWithTheta(choices []Choice) float64 {
	var mean, square, covariance float64
	for k, c := range choices {
		if p := float64(c.Share); p > 0 && p < 1 {
			covariance += float64(k) * float64(c.PointBiserial) * math.Sqrt(p*(1-p))
		}
		mean += float64(k) * float64(c.Share)
		square += float64(k*k) * float64(c.Share)
	}
	return covariance / math.Sqrt(square-mean*mean)
}
