package scale

import (
	"suyang/assessment/item"
	"suyang/irt"
	"suyang/models"
)

// The quadrature of delivery: 61 nodes from -6 to 6.
const (
	nodes     = 61
	low, high = -6.0, 6.0
)

// DefaultMetric reports theta as 500 + 100 theta.
var DefaultMetric = models.Metric{Mean: 500, SD: 100}

// stageMeans are the expected means of the stages, in theta. They are design
// values until a first campaign has measured them: half a standard deviation of
// growth in two years.
var stageMeans = map[models.Stage]float64{
	models.StagePrimary34: -1,
	models.StagePrimary56: -0.5,
	models.StageJunior:    0,
	models.StageSenior:    0.55,
}

// StageMean returns the mean theta expected of pupils of a stage.
func StageMean(s models.Stage) float64 { return stageMeans[s] }

// Prior is what is held of a pupil's theta before her first answer: the normal
// distribution with the mean of the stage and standard deviation 1, on 61
// nodes from -6 to 6.
func Prior(s models.Stage) irt.Grid {
	return irt.NormalGrid(nodes, low, high, StageMean(s), 1)
}

// Observation is one scored answer.
type Observation struct {
	Item   models.Item
	Points int // 0 to Item.Max()
}

// Posterior is the distribution of theta after the observations.
func Posterior(prior irt.Grid, seen []Observation) *irt.Posterior {
	p := irt.NewPosterior(prior)
	for _, o := range seen {
		p.Update(item.IRT(o.Item), o.Points)
	}
	return p
}

// LevelAt returns the level a score falls in: the last of the ascending levels
// that begins at or below it. The first level has no lower end.
func LevelAt(levels []models.Level, score float64) models.Level {
	var at models.Level
	for i, l := range levels {
		if i == 0 || l.From <= score {
			at = l
		}
	}
	return at
}
