package questionnaire

import (
	"slices"

	"suyang/irt"
	"suyang/models"
)

// Calibrated returns the questionnaire with the thresholds of calibrated items,
// named as the questions are, in place of its own. A scale changes as a whole:
// when every question of it is among the items, and then its metric takes mean
// and sd of theta of the persons calibrated. CodeInvalid when no scale does.
func Calibrated(q models.Questionnaire, items []irt.Item, mean, sd float64, source string) (models.Questionnaire, error) {
	thresholds := map[string][]float64{}
	for _, it := range items {
		if it.Model == irt.PCM {
			thresholds[it.ID] = it.B
		}
	}
	calibrated := map[string]bool{}
	q.Scales = slices.Clone(q.Scales)
	for i, s := range q.Scales {
		if s.Method == models.ScalePCM && covered(q.Of(s.Code), thresholds) {
			calibrated[s.Code] = true
			q.Scales[i].Mean, q.Scales[i].SD, q.Scales[i].Source = mean, sd, source
		}
	}
	if len(calibrated) == 0 {
		return q, models.Invalid("items", "no scale of the questionnaire "+q.Code+" has all its questions among these items, under pcm and with as many thresholds")
	}
	q.Pages = slices.Clone(q.Pages)
	for i, p := range q.Pages {
		q.Pages[i].Questions = slices.Clone(p.Questions)
		for j, x := range p.Questions {
			if calibrated[x.Scale] {
				q.Pages[i].Questions[j].Thresholds = thresholds[x.ID]
			}
		}
	}
	return q, nil
}

func covered(questions []models.Question, thresholds map[string][]float64) bool {
	return !slices.ContainsFunc(questions, func(q models.Question) bool {
		return len(thresholds[q.ID]) != len(q.Thresholds)
	})
}
