package item_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/models"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	single := choice(models.PartSingle, models.RuleExact, 1, "b")
	multiple := choice(models.PartMultiple, models.RuleExact, 1, "a", "c")
	cards := ordering(models.RuleExact, 1, "p", "q", "r")
	for _, tt := range []struct {
		name   string
		part   models.Part
		answer models.Answer
		field  string // empty: in order
	}{
		{"omitted part", single, models.Answer{}, ""},
		{"empty part", single, answer(models.PartAnswer{}), ""},
		{"unknown part", single, models.Answer{Parts: map[string]models.PartAnswer{"9": choose("a")}}, "parts"},
		{"unknown part, empty", single, models.Answer{Parts: map[string]models.PartAnswer{"9": {}}}, "parts"},
		{"unknown option", single, answer(choose("z")), "parts.1.choices"},
		{"two options for a single", single, answer(choose("a", "b")), "parts.1.choices"},
		{"text for a single", single, answer(write("b")), "parts.1.text"},
		{"choice and number together", single, answer(models.PartAnswer{Choices: []string{"a"}, Number: "1"}), "parts.1.number"},
		{"option twice", multiple, answer(choose("a", "a")), "parts.1.choices"},
		{"order with a card missing", cards, answer(order("p", "q")), "parts.1.order"},
		{"order with a card twice", cards, answer(order("p", "q", "q")), "parts.1.order"},
		{"order with a stranger", cards, answer(order("p", "q", "x")), "parts.1.order"},
		{"choices for an ordering", cards, answer(choose("p")), "parts.1.choices"},
		{"pairs incomplete", matching(models.RuleExact, 1), answer(pair("a", "x")), ""},
		{"pair of unknown option", matching(models.RuleExact, 1), answer(pair("z", "x")), "parts.1.pairs"},
		{"pair to unknown target", matching(models.RuleExact, 1), answer(pair("a", "z")), "parts.1.pairs"},
		{"number in words", numeric(1, 0, models.Text{}), answer(number("one")), "parts.1.number"},
		{"text at the limit", short(1, 3), answer(write("一二三")), ""},
		{"text too long", short(1, 3), answer(write("一二三四")), "parts.1.text"},
		{"text with a zero byte", short(1, 9), answer(write("a\x00b")), "parts.1.text"},
		{"text that is not UTF-8", short(1, 9), answer(write("a\xffb")), "parts.1.text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := item.Check(of(tt.part), tt.answer)
			_, scoreErr := item.Score(of(tt.part), tt.answer)
			require.Equal(t, err, scoreErr, "Score refuses what Check refuses")
			if tt.field == "" {
				require.NoError(t, err)
				return
			}
			var refusal *models.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, models.CodeInvalid, refusal.Code)
			require.Equal(t, tt.field, refusal.Field)
			require.NotEmpty(t, refusal.Message)
		})
	}
}

func TestCheckDoesNotEchoMuch(t *testing.T) {
	t.Parallel()
	err := item.Check(of(choice(models.PartSingle, models.RuleExact, 1, "b")), answer(choose(strings.Repeat("x", 10_000))))
	require.Less(t, len(err.Error()), 200)
}
