package questionnaire

import (
	"context"
	"slices"
	"time"

	"suyang/models"
)

// Profile is what a teacher's own answers say to her.
type Profile struct {
	At         time.Time   `json:"at"` // handed in
	Answered   int         `json:"answered"`
	Asked      int         `json:"asked"`
	Dimensions []Dimension `json:"dimensions"`
}

// Dimension is one dimension of a profile.
type Dimension struct {
	Code        string      `json:"code"`
	Name        models.Text `json:"name"`
	Description models.Text `json:"description"`
	Self        Score       `json:"self"`       // what she says of herself
	Situations  Score       `json:"situations"` // how she would act
	Next        models.Text `json:"next"`       // what to try; zero when Self is not scored
	Source      string      `json:"source"`     // of the metric
	Cases       []Case      `json:"cases"`
}

// Case is a situation with what she chose.
type Case struct {
	Situation models.Text   `json:"situation"`
	Chosen    models.Choice `json:"chosen"`
	Best      models.Choice `json:"best"`
}

// Profile returns the teacher's own; CodeConflict before she has handed in.
func (s *Service) Profile(ctx context.Context, by models.Person) (Profile, error) {
	sheet, err := s.Sheet(ctx, by, models.OpeningID{})
	if err != nil {
		return Profile{}, err
	}
	if !sheet.Reply.Submitted() {
		return Profile{}, models.Errorf(models.CodeConflict, "the questionnaire is not handed in yet")
	}
	p := NewProfile(sheet.Questionnaire, sheet.Reply.Answers)
	p.At = sheet.Reply.SubmittedAt
	return p, nil
}

// NewProfile makes a profile of answers: a dimension for each aspect that has a
// pcm scale.
func NewProfile(q models.Questionnaire, a models.Answers) Profile {
	p := Profile{Asked: len(q.Questions()), Answered: Answered(q, a)}
	scores := map[string]Score{}
	for _, s := range Scores(q, a) {
		scores[s.Scale] = s
	}
	for _, s := range q.Scales {
		if s.Method != models.ScalePCM {
			continue
		}
		d := Dimension{Code: s.Aspect, Name: s.Name, Description: s.Description, Self: scores[s.Code], Source: s.Source, Next: next(s, scores[s.Code])}
		i := slices.IndexFunc(q.Scales, func(x models.Scale) bool { return x.Method == models.ScalePoints && x.Aspect == s.Aspect })
		if i >= 0 {
			d.Situations, d.Cases = scores[q.Scales[i].Code], cases(q.Of(q.Scales[i].Code), a)
		}
		p.Dimensions = append(p.Dimensions, d)
	}
	return p
}

// Half a standard deviation from the mean other suggestions are made.
const (
	lower = MetricMean - MetricSD/2
	upper = MetricMean + MetricSD/2
)

func next(s models.Scale, score Score) models.Text {
	switch {
	case !score.Scored || len(s.Next) == 0:
		return models.Text{}
	case score.Value < lower:
		return s.Next[0]
	case score.Value <= upper:
		return s.Next[1]
	}
	return s.Next[2]
}

func cases(questions []models.Question, a models.Answers) []Case {
	var list []Case
	for _, q := range questions {
		chosen, ok := choice(q, a)
		if !ok {
			continue
		}
		best := slices.MaxFunc(q.Options, func(x, y models.Choice) int { return x.Credit - y.Credit })
		list = append(list, Case{Situation: q.Situation, Chosen: chosen, Best: best})
	}
	return list
}

// Kind are the words for a pupil on the scale that speaks most clearly for her;
// zero when none is at the mean or above.
func Kind(q models.Questionnaire, a models.Answers) models.Text {
	words, highest := models.Text{}, float64(MetricMean)
	for _, score := range Scores(q, a) {
		i := slices.IndexFunc(q.Scales, func(s models.Scale) bool { return s.Code == score.Scale })
		if kind := q.Scales[i].Kind; score.Scored && score.Value >= highest && !kind.IsZero() {
			words, highest = kind, score.Value
		}
	}
	return words
}
