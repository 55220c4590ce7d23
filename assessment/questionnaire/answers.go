package questionnaire

import (
	"fmt"
	"maps"
	"slices"

	"suyang/models"
)

// Check reports the first answer, by question, that is none of q's: CodeInvalid
// with the question as Field. An empty answer leaves a question out and is
// always fine.
func Check(q models.Questionnaire, a models.Answers) error {
	questions := map[string]models.Question{}
	for _, x := range q.Questions() {
		questions[x.ID] = x
	}
	for _, id := range slices.Sorted(maps.Keys(a)) {
		x, ok := questions[id]
		if !ok {
			return models.Invalid(id, "this is not asked")
		}
		if err := checkAnswer(x, a[id]); err != nil {
			return err
		}
	}
	return nil
}

func checkAnswer(q models.Question, values []int) error {
	if len(values) > 1 && q.Type != models.QuestionMultiple {
		return models.Invalid(q.ID, "takes one answer")
	}
	for i, v := range values {
		switch {
		case q.Type == models.QuestionNumber && (v < q.Min || v > q.Max):
			return models.Invalid(q.ID, fmt.Sprintf("%d is outside %d to %d", v, q.Min, q.Max))
		case q.Type != models.QuestionNumber && !offers(q, v):
			return models.Invalid(q.ID, fmt.Sprintf("there is no option %d", v))
		case slices.Contains(values[:i], v):
			return models.Invalid(q.ID, fmt.Sprintf("option %d is given twice", v))
		}
	}
	return nil
}

func offers(q models.Question, value int) bool {
	return slices.ContainsFunc(q.Options, func(o models.Choice) bool { return o.Value == value })
}

// Merge returns the answers kept so far with those just given; an empty answer
// takes one back.
func Merge(kept, given models.Answers) models.Answers {
	merged := models.Answers{}
	maps.Copy(merged, kept)
	for id, values := range given {
		if len(values) == 0 {
			delete(merged, id)
			continue
		}
		merged[id] = slices.Sorted(slices.Values(values))
	}
	return merged
}

// Answered counts the questions of q that are answered.
func Answered(q models.Questionnaire, a models.Answers) int {
	n := 0
	for _, x := range q.Questions() {
		if len(a[x.ID]) > 0 {
			n++
		}
	}
	return n
}
