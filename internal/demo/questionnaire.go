package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"suyang/assessment/questionnaire"
	"suyang/models"
)

const (
	questionnaireDays = 3    // since the guest's class was asked
	handIn            = 0.8  // of those who begin
	skip              = 0.06 // of the questions
	profiles          = 2    // teachers with a profile
)

// ask opens the pupils' questionnaire for the guest's class, lets most of it
// answer, and two teachers take their own. The guest has not begun.
func (d *filler) ask(ctx context.Context) error {
	class := d.classOfGuest()
	opened := d.Now.AddDate(0, 0, -questionnaireDays)
	s := d.Questionnaires(func() time.Time { return opened })
	choices, err := s.ForClass(ctx, d.teachers[class], class)
	if err != nil || len(choices) == 0 {
		return err
	}
	o, err := s.Open(ctx, d.teachers[class], models.Opening{ClassID: class, Code: choices[0].Code, ClosesAt: d.Now.AddDate(0, 0, 14)})
	if err != nil {
		return err
	}
	for i, p := range d.pupils[class] {
		if p.ID == d.guest || i%4 == 3 {
			continue
		}
		at := opened.Add(time.Duration(d.rng.Float64() * float64(questionnaireDays*24*time.Hour)))
		if err := d.answer(ctx, p, o.ID, at); err != nil {
			return err
		}
	}
	for _, p := range d.someTeachers(profiles) {
		if err := d.answer(ctx, p, models.OpeningID{}, opened); err != nil {
			return err
		}
	}
	return nil
}

// someTeachers are the first n in the order of the classes, without her with
// whose account visitors look around: she can try it out.
func (d *filler) someTeachers(n int) []models.Person {
	var list []models.Person
	seen := map[models.AccountID]bool{d.accounts.Teacher.Account.ID: true}
	for _, class := range d.classes {
		if p := d.teachers[class]; !seen[p.ID] && len(list) < n {
			list, seen[p.ID] = append(list, p), true
		}
	}
	return list
}

// answer lets one person answer what she is asked, and mostly hand it in.
func (d *filler) answer(ctx context.Context, p models.Person, id models.OpeningID, at time.Time) error {
	s := d.Questionnaires(func() time.Time { return at })
	sheet, err := s.Sheet(ctx, p, id)
	if err != nil {
		return err
	}
	theta, given := d.rng.NormFloat64(), models.Answers{}
	for _, q := range sheet.Questionnaire.Questions() {
		if d.rng.Float64() >= skip {
			given[q.ID] = answerQuestion(d.rng, q, theta)
		}
	}
	if _, err := s.Keep(ctx, p, id, models.ZhCN, given); err != nil {
		return err
	}
	if !id.IsZero() && d.rng.Float64() >= handIn {
		return nil
	}
	_, err = s.Submit(ctx, p, id)
	return err
}

// answerQuestion draws an answer: under the partial credit model where the
// question has thresholds, by chance elsewhere.
func answerQuestion(rng *rand.Rand, q models.Question, theta float64) []int {
	switch {
	case len(q.Thresholds) > 0:
		u, k := rng.Float64(), 0
		for probabilities := questionnaire.Item(q).Probabilities(nil, theta+0.5*rng.NormFloat64()); k < len(probabilities)-1 && u >= probabilities[k]; k++ {
			u -= probabilities[k]
		}
		if q.Reverse {
			k = len(q.Options) - 1 - k
		}
		return []int{q.Options[k].Value}
	case q.Type == models.QuestionNumber:
		return []int{q.Min + rng.IntN((q.Max-q.Min)/2+1)}
	case q.Type == models.QuestionMultiple:
		var values []int
		for _, o := range q.Options {
			if rng.Float64() < 0.4 {
				values = append(values, o.Value)
			}
		}
		return values
	}
	return []int{q.Options[rng.IntN(len(q.Options))].Value}
}
