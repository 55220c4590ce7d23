package report

import (
	"math"

	"suyang/assessment/scale"
	"suyang/models"
)

// sitting is a session made ready for reading.
type sitting struct {
	trail models.SessionTrail
	stage models.Stage
	seen  []observation // answered, in order
}

// read prepares a trail. Responses to versions that the basis does not hold are
// left out of indicators; the score has them.
func (b Basis) read(t models.SessionTrail) sitting {
	s := sitting{trail: t, stage: b.stage(t.Session)}
	for _, resp := range t.Responses {
		if it, ok := b.item(resp); ok && resp.Answered() {
			s.seen = append(s.seen, observe(it, resp))
		}
	}
	return s
}

func (s sitting) measured() bool { return len(s.seen) > 0 }

func (s sitting) provisional() bool {
	for _, o := range s.seen {
		if o.resp.Score.Provisional() {
			return true
		}
	}
	return false
}

// on lists the observations of a dimension or an indicator.
func (s sitting) on(code string) []observation {
	var out []observation
	for _, o := range s.seen {
		if belongs(o.item, code) {
			out = append(out, o)
		}
	}
	return out
}

// belongs reports whether the item measures the dimension or the indicator.
func belongs(it models.Item, code string) bool {
	return it.Indicator == code || models.Dimension(it.Indicator) == code
}

func (s sitting) evidence(code string) evidence {
	return newEvidence(s.stage, s.seen, func(o observation) bool { return belongs(o.item, code) })
}

// Spread is the standard deviation, in theta and before any answer, of what is
// particular to a dimension or an indicator, given the code.
func Spread(code string) float64 {
	if sd, ok := dimensionSD[code]; ok {
		return sd
	}
	return indicatorSD
}

// Estimate is a score on the reporting metric with its uncertainty.
type Estimate struct {
	Value float64 `json:"value"`
	SE    float64 `json:"se"`
	Low   float64 `json:"low"`  // lower end of the interval that holds it with probability 0.9
	High  float64 `json:"high"` // upper end
}

// quantile95 bounds the middle 90 % of a normal distribution.
const quantile95 = 1.6448536269514722

func (b Basis) estimate(theta, se float64) Estimate {
	value, sd := b.Metric.Score(theta), b.Metric.SD*se
	return Estimate{Value: value, SE: sd, Low: value - Margin(sd), High: value + Margin(sd)}
}

// Margin is half the width of the interval of an estimate with the standard
// error.
func Margin(se float64) float64 { return quantile95 * se }

// Share is how probable a level is.
type Share struct {
	Level       models.Level `json:"level"`
	Probability float64      `json:"probability"`
}

// shares are the probabilities of the levels, given all answers.
func (b Basis) shares(s sitting) []Share {
	posterior := newEvidence(s.stage, s.seen, func(observation) bool { return false }).rest
	var out []Share
	reached := 0.0
	for i, l := range b.Levels {
		top := math.Inf(1)
		if i+1 < len(b.Levels) {
			top = b.Metric.Theta(b.Levels[i+1].From)
		}
		upTo := below(posterior[:], thetaAt, top)
		out = append(out, Share{Level: l, Probability: upTo - reached})
		reached = upTo
	}
	return out
}

// Placement is where a score stands among the levels.
type Placement struct {
	Level       models.Level `json:"level"`
	Probability float64      `json:"probability"` // that the level is the right one
	Path        []Share      `json:"path"`        // all levels, ascending
}

func (b Basis) place(s sitting) Placement {
	p := Placement{Level: scale.LevelAt(b.Levels, b.Metric.Score(s.trail.Session.Theta)), Path: b.shares(s)}
	for _, share := range p.Path {
		if share.Level.Code == p.Level.Code {
			p.Probability = share.Probability
		}
	}
	return p
}
