package questionnaire

import (
	"slices"

	"suyang/models"
)

// For returns the questionnaire as a person sees it: with the questions that
// may says she is asked. Pages without any are left out.
func For(q models.Questionnaire, may func(models.Question) bool) models.Questionnaire {
	var pages []models.QuestionPage
	for _, p := range q.Pages {
		kept := p
		kept.Questions = nil
		for _, x := range p.Questions {
			if may(x) {
				kept.Questions = append(kept.Questions, x)
			}
		}
		if len(kept.Questions) > 0 {
			pages = append(pages, kept)
		}
	}
	q.Pages = pages
	return q
}

// askedOf tells what a pupil is asked: the questions of her stage that need no
// consent, or have it.
func askedOf(l models.Learner) func(models.Question) bool {
	return func(q models.Question) bool { return atStage(q, l.Stage()) && l.MayBeAsked(q.Privacy) }
}

func atStage(q models.Question, s models.Stage) bool {
	return len(q.Stages) == 0 || slices.Contains(q.Stages, s)
}

func everything(models.Question) bool { return true }
