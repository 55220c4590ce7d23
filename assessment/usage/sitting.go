package usage

import (
	"time"

	"gonum.org/v1/gonum/floats"

	"suyang/assessment/scale"
	"suyang/irt"
	"suyang/models"
)

// Sitting is one answered response to the item, with what the pupil's other
// answers say of her ability.
type Sitting struct {
	Response models.Response
	At       time.Time
	Weights  []float64 // probability of each theta among the nodes of scale.Prior, summing to 1
	Rest     float64   // mean theta
	Paper    bool      // answered on paper: it has no time
}

// NewSitting judges a pupil's ability by her other answers: by the posterior
// after them under the prior of the stage.
func NewSitting(resp models.Response, stage models.Stage, others []scale.Observation) Sitting {
	posterior := scale.Posterior(scale.Prior(stage), others)
	weights := posterior.Density()
	floats.Scale(1/floats.Sum(weights), weights)
	return Sitting{Response: resp, At: resp.AnsweredAt, Weights: weights, Rest: posterior.Mean()}
}

// expectation is the expected points of an item at each node of theta, moved
// by a shift of all its thresholds, and their second moment.
func expectation(it irt.Item, shift float64) (first, second []float64) {
	nodes := scale.Prior("").Nodes
	first, second = make([]float64, len(nodes)), make([]float64, len(nodes))
	var p []float64
	for k, theta := range nodes {
		p = it.Probabilities(p, theta-shift)
		for points, probability := range p {
			first[k] += float64(points) * probability
			second[k] += float64(points*points) * probability
		}
	}
	return first, second
}
