package bank_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/bank"
	"suyang/models"
)

// Drafts are half written: none may break the preview.
func TestPreviewOfAHalfWrittenItem(t *testing.T) {
	t.Parallel()
	options := []models.Option{{ID: "a"}, {ID: "b"}}
	parts := map[string]models.Part{
		"ordering without a key":       {Type: models.PartOrdering, Options: options},
		"ordering with a key of three": {Type: models.PartOrdering, Options: options, Order: []string{"a", "b", "b"}},
		"ordering of another card":     {Type: models.PartOrdering, Options: options, Order: []string{"a", "c"}},
		"numeric without a number":     {Type: models.PartNumeric},
		"short without a rubric":       {Type: models.PartShort, Rule: models.RuleRubric},
		"a rubric without elements":    {Type: models.PartSingle, Rule: models.RuleRubric},
		"options of one name":          {Type: models.PartSingle, Options: []models.Option{{ID: "a"}, {ID: "a"}}},
	}
	for name, p := range parts {
		p.ID = "1"
		it := models.Item{Parts: []models.Part{p}}
		_, err := bank.View(it, models.En)
		require.Equal(t, models.CodeInvalid, models.CodeOf(err), name)
		_, err = bank.Try(it, models.Answer{Parts: map[string]models.PartAnswer{"1": {Choices: []string{"a"}}}})
		require.Equal(t, models.CodeInvalid, models.CodeOf(err), name)
	}
	_, err := bank.View(models.Item{}, models.En)
	requireCode(t, models.CodeInvalid, err)
	it := models.Item{Parts: []models.Part{{ID: "1", Type: models.PartSingle, Max: 1, Options: []models.Option{{ID: "a", Correct: true}, {ID: "b"}}}}}
	view, err := bank.View(it, models.En)
	require.NoError(t, err)
	require.Len(t, view.Parts[0].Options, 2)
	score, err := bank.Try(it, models.Answer{Parts: map[string]models.PartAnswer{"1": {Choices: []string{"a"}}}})
	require.NoError(t, err)
	require.True(t, score.Full())
}
