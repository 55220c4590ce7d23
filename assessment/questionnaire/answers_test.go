package questionnaire_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/questionnaire"
	"suyang/models"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		answers models.Answers
		field   string // of the refusal; empty: none
	}{
		{"nothing", nil, ""},
		{"one of each", models.Answers{"like": {4}, "own": {1, 3}, "years": {12}, "speak": {2}}, ""},
		{"left out", models.Answers{"like": {}}, ""},
		{"a question that is not there", models.Answers{"income": {3}}, "income"},
		{"an option that is not there", models.Answers{"like": {5}}, "like"},
		{"two degrees", models.Answers{"like": {1, 2}}, "like"},
		{"an option twice", models.Answers{"own": {1, 1}}, "own"},
		{"a number too low", models.Answers{"years": {-1}}, "years"},
		{"a number too high", models.Answers{"years": {13}}, "years"},
		{"two numbers", models.Answers{"years": {1, 2}}, "years"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := questionnaire.Check(mixed(), test.answers)
			if test.field == "" {
				require.NoError(t, err)
				return
			}
			require.Equal(t, models.CodeInvalid, models.CodeOf(err))
			var refusal *models.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, test.field, refusal.Field)
		})
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	kept := models.Answers{"like": {1}, "own": {1}}
	merged := questionnaire.Merge(kept, models.Answers{"like": nil, "own": {3, 2}, "years": {4}})
	require.Equal(t, models.Answers{"own": {2, 3}, "years": {4}}, merged)
	require.Equal(t, models.Answers{"like": {1}, "own": {1}}, kept, "what was kept is not changed under anybody's feet")
}

// FuzzCheck: whatever passes can be scored and counted, and is among what is asked.
func FuzzCheck(f *testing.F) {
	f.Add("like", 4, 1)
	f.Add("own", 1, 3)
	f.Add("years", 12, 12)
	f.Fuzz(func(t *testing.T, id string, a, b int) {
		q, answers := mixed(), models.Answers{id: {a, b}}
		if questionnaire.Check(q, answers) != nil {
			return
		}
		ids := []string{}
		for _, x := range q.Questions() {
			ids = append(ids, x.ID)
		}
		require.Subset(t, ids, slices.Collect(maps.Keys(answers)))
		questionnaire.Scores(q, answers)
		require.Equal(t, 1, questionnaire.Answered(q, answers))
	})
}
