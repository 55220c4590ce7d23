package item_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/models"
)

func TestScore(t *testing.T) {
	t.Parallel()
	single := choice(models.PartSingle, models.RuleExact, 1, "b")
	multiple := choice(models.PartMultiple, models.RuleExact, 1, "a", "c")
	oneError := choice(models.PartMultiple, models.RuleOneError, 2, "a", "c")
	oneOmission := choice(models.PartMultiple, models.RuleOneOmission, 2, "a", "b", "c")
	oneKey := choice(models.PartMultiple, models.RuleOneError, 2, "a")
	swap := ordering(models.RuleAdjacentSwap, 2, "p", "q", "r", "s")
	steps := numeric(12, 0, text("步", "steps"))
	for _, tt := range []struct {
		name   string
		part   models.Part
		answer models.PartAnswer
		want   int
	}{
		{"single right", single, choose("b"), 1},
		{"single wrong", single, choose("a"), 0},
		{"single omitted", single, models.PartAnswer{}, 0},
		{"multiple exact in any order", multiple, choose("c", "a"), 1},
		{"multiple exact with one missing", multiple, choose("a"), 0},
		{"one error: none", oneError, choose("a", "c"), 2},
		{"one error: one missing", oneError, choose("a"), 1},
		{"one error: one wrong", oneError, choose("a", "c", "d"), 1},
		{"one error: one missing and one wrong", oneError, choose("a", "d"), 0},
		{"one error: two wrong", oneError, choose("a", "b", "c", "d"), 0},
		{"one error: an omission is no single error", oneKey, models.PartAnswer{}, 0},
		{"one omission: none", oneOmission, choose("a", "b", "c"), 2},
		{"one omission: one missing", oneOmission, choose("a", "b"), 1},
		{"one omission: one wrong", oneOmission, choose("a", "b", "c", "d"), 0},
		{"one omission: one missing, one wrong", oneOmission, choose("a", "b", "d"), 0},
		{"one omission: two missing", oneOmission, choose("a"), 0},
		{"ordering right", swap, order("p", "q", "r", "s"), 2},
		{"ordering first neighbours swapped", swap, order("q", "p", "r", "s"), 1},
		{"ordering last neighbours swapped", swap, order("p", "q", "s", "r"), 1},
		{"ordering two pairs swapped", swap, order("q", "p", "s", "r"), 0},
		{"ordering distant cards swapped", swap, order("r", "q", "p", "s"), 0},
		{"ordering exact swapped", ordering(models.RuleExact, 1, "p", "q", "r"), order("q", "p", "r"), 0},
		{"matching right", matching(models.RuleOneError, 2), pair("a", "x", "b", "y", "c", "x"), 2},
		{"matching one wrong", matching(models.RuleOneError, 2), pair("a", "x", "b", "x", "c", "x"), 1},
		{"matching one missing", matching(models.RuleOneError, 2), pair("a", "x", "b", "y"), 1},
		{"matching one wrong, one missing", matching(models.RuleOneError, 2), pair("a", "y", "b", "y"), 0},
		{"matching exact one wrong", matching(models.RuleExact, 1), pair("a", "x", "b", "x", "c", "x"), 0},
		{"number right", steps, number("12"), 1},
		{"number wrong", steps, number("13"), 0},
		{"number at the tolerance", numeric(3.6, 0.1, models.Text{}), number("3.7"), 1},
		{"number beyond the tolerance", numeric(3.6, 0.1, models.Text{}), number("3.71"), 0},
		{"rubric all elements", short(3, 200), write("目标是……预算200元,用表格"), 3},
		{"rubric one element twice counts once", short(3, 200), write("目标和 goal"), 1},
		{"rubric at most the maximum", short(2, 200), write("目标 budget 表格"), 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			it := of(tt.part)
			score, err := item.Score(it, answer(tt.answer))
			require.NoError(t, err)
			require.Equal(t, tt.want, score.Points)
			require.Equal(t, it.Max(), score.Max)
			require.Equal(t, tt.part.Type == models.PartShort, score.Provisional())
		})
	}
}

func TestScoreAddsUpParts(t *testing.T) {
	t.Parallel()
	score, err := item.Score(scenario(), answer(
		choose("b"), choose("a"), order("p", "r", "q", "s"), pair("a", "x", "b", "y", "c", "x"), number("11"), write("goal"),
	))
	require.NoError(t, err)
	var points []int
	for _, p := range score.Parts {
		points = append(points, p.Points)
	}
	require.Equal(t, []int{1, 1, 1, 2, 0, 1}, points)
	require.Equal(t, 6, score.Points)
	require.Equal(t, 11, score.Max)
	require.True(t, score.Provisional())
}

func TestScoreOfOmittedTextIsFinal(t *testing.T) {
	t.Parallel()
	score, err := item.Score(of(short(3, 200)), models.Answer{})
	require.NoError(t, err)
	require.Zero(t, score.Points)
	require.False(t, score.Provisional(), "there is nothing to code")
}

func TestRubricMatching(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		text string
		want int
	}{
		{"Chinese phrase inside a sentence", "我的目标是拍一段短片", 1},
		{"full-width Latin", "先说GOAL", 1},
		{"upper case", "THE GOAL IS", 1},
		{"space inside a phrase that has it", "用AI绘画", 1},
		{"full-width space inside", "用AI 绘画", 1},
		{"full-width digits", "预算200元", 1},
		{"curly apostrophe", "we don’t pay", 1},
		{"end of a number", "in 200 words", 1},
		{"line break between English words", "time\n limit", 1},
		{"English words run together", "timelimit", 0},
		{"plural", "two budgets", 1},
		{"word inside a word", "I had a badge", 0},
		{"word beside Chinese", "做ad就好", 1},
		{"zero-width character inside", "目\u200b标", 1},
		{"nothing named", "不知道", 0},
		{"spaces only", "  ", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			score, err := item.Score(of(short(3, 200)), answer(write(tt.text)))
			require.NoError(t, err)
			require.Equal(t, tt.want, score.Points)
		})
	}
}
