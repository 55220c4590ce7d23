package recommend

import (
	"cmp"
	"time"

	"suyang/models"
	"suyang/recommend/embed"
)

// Config wires a [Service]. Index, Interactions and Framework are needed; the
// zero value of every other field works.
type Config struct {
	Index        Index
	Interactions Interactions
	Framework    []models.Node

	Embedder Embedder // default embed.Local
	Weights  Weights  // default DefaultWeights
	Target   float64  // expected success a resource should offer; default 0.75
	Needs    int      // how many of the largest needs are served; default 5
	Pool     int      // candidates taken for each need; default 20
	// Threshold is the least similarity at which an imported resource that
	// names no indicator is said to teach one; default 0.25, measured for
	// embed.Local (docs/methods/recommend.md).
	Threshold float64
	Clock     func() time.Time // default time.Now
}

// Weights say how much each component counts in a rank. Each component is
// between 0 and 1.
type Weights struct {
	Similarity float64 // nearness to the indicator
	Need       float64 // how surely the indicator is a weakness
	Level      float64 // how near expected success is to the target
	Language   float64 // in the learner's own language
	Brevity    float64 // short enough to be done today
}

// DefaultWeights returns the weights used when none are configured.
func DefaultWeights() Weights {
	return Weights{Similarity: 0.2, Need: 0.3, Level: 0.25, Language: 0.15, Brevity: 0.1}
}

func (c Config) withDefaults() Config {
	if c.Embedder == nil {
		c.Embedder = embed.Local{}
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	c.Weights = cmp.Or(c.Weights, DefaultWeights())
	c.Target = cmp.Or(c.Target, 0.75)
	c.Needs = cmp.Or(c.Needs, 5)
	c.Pool = cmp.Or(c.Pool, 20)
	c.Threshold = cmp.Or(c.Threshold, 0.25)
	return c
}
