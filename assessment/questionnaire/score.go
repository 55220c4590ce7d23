package questionnaire

import (
	"math"

	"suyang/irt"
	"suyang/models"
)

// The metric of pcm scales.
const (
	MetricMean = 50
	MetricSD   = 10
)

// z95 is the 97.5 % point of the normal distribution.
const z95 = 1.959964

// Score is what one person's answers say on one scale.
type Score struct {
	Scale    string             `json:"scale"`
	Method   models.ScaleMethod `json:"method"`
	Asked    int                `json:"asked"`
	Answered int                `json:"answered"`
	Scored   bool               `json:"scored"` // enough was answered; Value and SE are 0 otherwise
	// Value is on the metric with mean 50 and standard deviation 10, or the sum
	// of credits of a points scale.
	Value float64 `json:"value"`
	SE    float64 `json:"se"`  // of Value; 0 for points
	Max   int     `json:"max"` // of points: the credits that could be had where something was answered
}

// Interval is the 95 % interval of a score on the metric.
func (s Score) Interval() (low, high float64) { return s.Value - z95*s.SE, s.Value + z95*s.SE }

// Scores scores the pcm and points scales of what a person was asked, in the
// order of the scales; those she was not asked about are left out.
//
// A pcm scale is scored by the weighted likelihood estimate of Warm (1989) under
// the partial credit model of Masters (1982) from the questions answered:
//
//	T = 50 + 10 (WLE - mean) / sd,   SE(T) = 10 SE(WLE) / sd
func Scores(q models.Questionnaire, a models.Answers) []Score {
	var list []Score
	for _, s := range q.Scales {
		questions := q.Of(s.Code)
		if len(questions) == 0 {
			continue
		}
		switch s.Method {
		case models.ScalePCM:
			list = append(list, scorePCM(s, questions, a))
		case models.ScalePoints:
			list = append(list, scorePoints(s, questions, a))
		}
	}
	return list
}

func scorePCM(s models.Scale, questions []models.Question, a models.Answers) Score {
	score := Score{Scale: s.Code, Method: s.Method, Asked: len(questions)}
	items, responses := make([]irt.Item, len(questions)), make([]int, len(questions))
	for i, q := range questions {
		items[i], responses[i] = Item(q), Category(q, a)
		if responses[i] != irt.Missing {
			score.Answered++
		}
	}
	if score.Scored = score.Answered > 0 && score.Answered >= s.Minimum; !score.Scored {
		return score
	}
	theta, se := irt.WLE(items, responses)
	score.Value = MetricMean + MetricSD*(theta-s.Mean)/s.SD
	score.SE = MetricSD * se / s.SD
	return score
}

func scorePoints(s models.Scale, questions []models.Question, a models.Answers) Score {
	score := Score{Scale: s.Code, Method: s.Method, Asked: len(questions)}
	credit := 0
	for _, q := range questions {
		chosen, ok := choice(q, a)
		if !ok {
			continue
		}
		score.Answered++
		credit += chosen.Credit
		score.Max += maxCredit(q)
	}
	if score.Scored = score.Answered > 0 && score.Answered >= s.Minimum; score.Scored {
		score.Value = float64(credit)
	}
	return score
}

// Item is a question of a pcm scale as an item.
func Item(q models.Question) irt.Item {
	return irt.Item{ID: q.ID, Model: irt.PCM, A: 1, B: q.Thresholds}
}

// Category is the response category of an answer, from 0, a high one meaning
// much of the scale; irt.Missing where there is none.
func Category(q models.Question, a models.Answers) int {
	if len(a[q.ID]) != 1 {
		return irt.Missing
	}
	for k, o := range q.Options {
		if o.Value != a[q.ID][0] {
			continue
		}
		if q.Reverse {
			return len(q.Options) - 1 - k
		}
		return k
	}
	return irt.Missing
}

// choice is the one option chosen.
func choice(q models.Question, a models.Answers) (models.Choice, bool) {
	if values := a[q.ID]; len(values) == 1 {
		for _, o := range q.Options {
			if o.Value == values[0] {
				return o, true
			}
		}
	}
	return models.Choice{}, false
}

func maxCredit(q models.Question) int {
	best := 0
	for _, o := range q.Options {
		best = max(best, o.Credit)
	}
	return best
}

// value is an answer as a number for an index; NaN where it has none, such as
// "I don't know".
func value(q models.Question, a models.Answers) float64 {
	if q.Type == models.QuestionNumber && len(a[q.ID]) == 1 {
		return float64(a[q.ID][0])
	}
	chosen, ok := choice(q, a)
	if !ok || chosen.Unknown {
		return math.NaN()
	}
	if q.Reverse {
		return -float64(chosen.Value)
	}
	return float64(chosen.Value)
}
