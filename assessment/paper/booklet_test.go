package paper_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/assessment/item"
	"suyang/assessment/paper"
	"suyang/models"
)

func options(ids ...string) []models.Option {
	var out []models.Option
	for i, id := range ids {
		out = append(out, models.Option{ID: id, Text: models.Text{ZH: "选项" + id, EN: "option " + id}, Correct: i == 0})
	}
	return out
}

// items have a part of each kind that is keyed in differently.
var items = []models.Item{
	{ID: "I1", Version: 2, Parts: []models.Part{{ID: "1", Type: models.PartSingle, Rule: models.RuleExact, Max: 1, Options: options("x", "y", "z", "w")}}},
	{ID: "I2", Version: 1, Parts: []models.Part{
		{ID: "a", Type: models.PartNumeric, Rule: models.RuleExact, Max: 1, Numeric: &models.Numeric{Value: 3}},
		{ID: "b", Type: models.PartSingle, Rule: models.RuleExact, Max: 1, Fixed: true, Options: options("x", "y", "z")},
	}},
	{ID: "I3", Version: 1, Parts: []models.Part{{ID: "1", Type: models.PartShort, Rule: models.RuleRubric, Max: 1, Rubric: &models.Rubric{MaxChars: 10}}}},
}

var booklet = paper.Booklet{Items: items, Test: models.PaperTest{Versions: paper.Versions(items, 1)}}

func TestVersions(t *testing.T) {
	t.Parallel()
	a, _ := booklet.Test.Version("A")
	b, _ := booklet.Test.Version("B")
	first, second := paper.View(items[0], a, models.ZhCN), paper.View(items[0], b, models.En)
	key := item.Key(items[0].Parts[0])
	require.NotEqual(t, paper.Write(first.Parts[0], key), paper.Write(second.Parts[0], key), "a neighbour's letter is of no use")
	require.Equal(t, "选项"+first.Parts[0].Options[0].ID, first.Parts[0].Options[0].Text)
	require.Equal(t, "option "+second.Parts[0].Options[0].ID, second.Parts[0].Options[0].Text)
	for _, v := range booklet.Test.Versions {
		require.Equal(t, []string{"x", "y", "z"}, v.Orders["I2"]["b"], "a scale keeps its order")
		require.ElementsMatch(t, []string{"x", "y", "z", "w"}, v.Orders["I1"]["1"])
	}
	require.Equal(t, booklet.Test.Versions, paper.Versions(items, 1))
	_, there := booklet.Test.Version("C")
	require.False(t, there)
}

func TestFields(t *testing.T) {
	t.Parallel()
	var names, letters []string
	for _, f := range booklet.Fields() {
		names, letters = append(names, f.Name), append(letters, f.Letter)
	}
	require.Equal(t, []string{"1-1", "2-1", "2-2", "3-1"}, names)
	require.Equal(t, []string{"", "(1)", "(2)", ""}, letters)
	require.Equal(t, []string{"A zh-CN", "B zh-CN", "A en", "B en"}, booklet.Covers())
}

func TestFaults(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		written map[string]string
		want    []string
	}{
		{"all blank", map[string]string{"cover": "A zh-CN"}, nil},
		{"unreadable", map[string]string{"cover": "A zh-CN", "1-1": "?", "2-1": "？", "3-1": " ? "}, nil},
		{"no cover", map[string]string{"1-1": "A"}, []string{"cover"}},
		{"a version there is not", map[string]string{"cover": "C zh-CN"}, []string{"cover"}},
		{"a language there is not", map[string]string{"cover": "A fr"}, []string{"cover"}},
		{"a letter there is not, no number, a text too long", map[string]string{"cover": "B en", "1-1": "E", "2-1": "three", "2-2": "c", "3-1": "more than ten characters"}, []string{"1-1", "2-1", "3-1"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, booklet.Faults(tc.written))
		})
	}
}

func TestDifferences(t *testing.T) {
	t.Parallel()
	first := map[string]string{"cover": "A en", "1-1": "b", "2-1": "3", "2-2": "", "3-1": "two  words"}
	for _, tc := range []struct {
		name, field, written string
		want                 []string
	}{
		{"the same otherwise written", "1-1", " Ｂ ", nil},
		{"spaces in a text", "3-1", "two words ", nil},
		{"another letter", "1-1", "C", []string{"1-1"}},
		{"blank and something", "2-2", "A", []string{"2-2"}},
		{"blank and unreadable", "2-2", "?", []string{"2-2"}},
		{"another number", "2-1", "4", []string{"2-1"}},
		{"another cover", "cover", "B en", []string{"cover"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			second := map[string]string{}
			maps.Copy(second, first)
			second[tc.field] = tc.written
			require.Equal(t, tc.want, booklet.Differences(first, second))
		})
	}
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	written := map[string]string{"1-1": "A", "2-1": "3", "2-2": "?", "3-1": ""}
	for _, version := range booklet.Test.Versions {
		written["cover"] = version.Name + " en"
		answers, l, err := booklet.Answers(written)
		require.NoError(t, err)
		require.Equal(t, models.En, l)
		require.Equal(t, []models.Answer{
			{Parts: map[string]models.PartAnswer{"1": {Choices: []string{version.Orders["I1"]["1"][0]}}}},
			{Parts: map[string]models.PartAnswer{"a": {Number: "3"}}},
			{Parts: map[string]models.PartAnswer{}},
		}, answers)
	}
	require.Equal(t, 1, booklet.Unreadable(written))
	written["1-1"] = "F"
	_, _, err := booklet.Answers(written)
	var refusal *models.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, "1-1", refusal.Field)
}
