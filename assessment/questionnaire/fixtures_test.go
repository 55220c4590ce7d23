package questionnaire_test

import (
	"time"

	"suyang/models"
)

func degrees(n int) []models.Choice {
	options := make([]models.Choice, n)
	for i := range options {
		options[i].Value = i + 1
	}
	return options
}

// science is a scale of four questions of four degrees. Thresholds are those of
// the PCM that mirt 1.45.1 fits to its data set Science, mirt(Science, 1,
// "Rasch"), so that scores can be compared.
func science() models.Questionnaire {
	question := func(id string, b ...float64) models.Question {
		return models.Question{ID: id, Type: models.QuestionLikert, Options: degrees(4), Scale: "science", Thresholds: b, Privacy: models.PrivacyNone}
	}
	return models.Questionnaire{
		Code: "science", Version: 1, Audience: models.AudiencePupil, Stages: models.Stages(),
		Scales: []models.Scale{{Code: "science", Method: models.ScalePCM, Minimum: 2, Mean: 0, SD: 1}},
		Pages: []models.QuestionPage{{Questions: []models.Question{
			question("Comfort", -3.08795729943219, -5.68327469772677+3.08795729943219, -4.29447954308276+5.68327469772677),
			question("Work", -1.89636581220507, -2.80728697546354+1.89636581220507, -0.948529226044164+2.80728697546354),
			question("Future", -2.64759424154747, -4.06881054684283+2.64759424154747, -2.9335978237811+4.06881054684283),
			question("Benefit", -2.44916386632429, -3.34892065226974+2.44916386632429, -1.99088593926748+3.34892065226974),
		}}},
	}
}

// home has an index of three parts, one turned round, one with an "I don't know".
func home() models.Questionnaire {
	return models.Questionnaire{
		Code: "home", Version: 1, Audience: models.AudiencePupil, Stages: models.Stages(),
		Scales: []models.Scale{{Code: "ses", Method: models.ScaleIndex, Minimum: 2}},
		Pages: []models.QuestionPage{{Questions: []models.Question{
			{ID: "books", Type: models.QuestionSingle, Scale: "ses", Privacy: models.PrivacyPersonal, Options: []models.Choice{{Value: 0}, {Value: 1}, {Value: 2}, {Value: 9, Unknown: true}}},
			{ID: "noise", Type: models.QuestionLikert, Scale: "ses", Privacy: models.PrivacyPersonal, Reverse: true, Options: degrees(3)},
			{ID: "rooms", Type: models.QuestionNumber, Scale: "ses", Privacy: models.PrivacyPersonal, Min: 0, Max: 12},
		}}},
	}
}

// mixed has a question of each privacy class, each type and each of two stages.
func mixed() models.Questionnaire {
	return models.Questionnaire{
		Code: "mixed", Version: 2, Audience: models.AudiencePupil, Stages: []models.Stage{models.StagePrimary56, models.StageJunior},
		Title:  models.Text{ZH: "混合", EN: "Mixed"},
		Scales: []models.Scale{{Code: "liking", Method: models.ScalePCM, Minimum: 2, Mean: 0, SD: 1, Kind: models.Text{ZH: "好", EN: "Good"}}},
		Pages: []models.QuestionPage{
			{Questions: []models.Question{
				{ID: "like", Type: models.QuestionLikert, Options: degrees(4), Scale: "liking", Thresholds: []float64{-1, 0, 1}, Privacy: models.PrivacyNone},
				{ID: "dull", Type: models.QuestionLikert, Options: degrees(4), Scale: "liking", Thresholds: []float64{-1, 0, 1}, Reverse: true, Privacy: models.PrivacyNone},
				{ID: "older", Type: models.QuestionSingle, Options: degrees(2), Stages: []models.Stage{models.StageJunior}, Privacy: models.PrivacyNone},
			}},
			{Questions: []models.Question{
				{ID: "own", Type: models.QuestionMultiple, Options: degrees(3), Privacy: models.PrivacyPersonal},
				{ID: "years", Type: models.QuestionNumber, Min: 0, Max: 12, Privacy: models.PrivacyPersonal},
			}},
			{Questions: []models.Question{{ID: "speak", Type: models.QuestionSingle, Options: degrees(2), Privacy: models.PrivacySensitive}}},
		},
	}
}

var noon = time.Date(2026, 9, 14, 12, 0, 0, 0, time.UTC)
