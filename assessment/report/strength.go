package report

import "suyang/models"

// Verdict says how a part of the framework compares with the pupil's, or the
// class's, own result as a whole.
type Verdict string

// Verdicts. Above and below are said when they are at least three times as
// probable as not.
const (
	NotMeasured Verdict = "not_measured" // no item of it was answered
	Above       Verdict = "above"
	Near        Verdict = "near" // or too little was seen to tell
	Below       Verdict = "below"
)

const certain = 0.75

// enough is how many answers (of a pupil) or pupils (of a class) a strength
// should rest on; with fewer it is marked.
const enough = 5

func (d deviation) verdict() Verdict {
	switch {
	case d.above >= certain:
		return Above
	case d.above <= 1-certain:
		return Below
	}
	return Near
}

// Strength is a dimension or an indicator in a pupil's report.
type Strength struct {
	Code    string      `json:"code"`
	Name    models.Text `json:"name"`
	Items   int         `json:"items"`           // answered; 0: not measured
	Points  int         `json:"points"`          // reached
	Max     int         `json:"max"`             // that could be reached
	Score   *Estimate   `json:"score,omitempty"` // nil: not measured
	Verdict Verdict     `json:"verdict"`
	Few     bool        `json:"few"` // rests on few answers

	deviation float64
}

func (b Basis) strengths(s sitting, nodes []models.Node) []Strength {
	var out []Strength
	for _, n := range nodes {
		out = append(out, b.strength(s, n))
	}
	return out
}

func (b Basis) strength(s sitting, n models.Node) Strength {
	out := Strength{Code: n.Code, Name: n.Name, Verdict: NotMeasured}
	for _, o := range s.on(n.Code) {
		out.Items++
		out.Points += o.resp.Score.Points
		out.Max += o.resp.Score.Max
	}
	if out.Items == 0 {
		return out
	}
	own := deviate([]evidence{s.evidence(n.Code)}, Spread(n.Code))
	score := b.estimate(own.value, own.valueSD)
	out.Score, out.Verdict, out.Few, out.deviation = &score, own.verdict(), out.Items < enough, own.mean
	return out
}
