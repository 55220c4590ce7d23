package web_test

import (
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"suyang/models"
	"suyang/web"
)

var everyType = models.ItemView{Parts: []models.PartView{
	{ID: "1", Type: models.PartSingle},
	{ID: "2", Type: models.PartMultiple},
	{ID: "3", Type: models.PartOrdering},
	{ID: "4", Type: models.PartMatching, Options: []models.CardView{{ID: "a"}, {ID: "b"}}},
	{ID: "5", Type: models.PartNumeric},
	{ID: "6", Type: models.PartShort},
}}

func TestParseAnswer(t *testing.T) {
	t.Parallel()
	form := url.Values{
		"part-1": {"b"}, "part-2": {"a", "c"}, "part-3": {"c", "a", "b"},
		"part-4-a": {"x"}, "part-4-b": {""}, "part-4-z": {"x"},
		"part-5": {" 12.5 "}, "part-6": {"one\r\ntwo "}, "part-7": {"not of this item"},
	}
	require.Equal(t, models.Answer{Parts: map[string]models.PartAnswer{
		"1": {Choices: []string{"b"}},
		"2": {Choices: []string{"a", "c"}},
		"3": {Order: []string{"c", "a", "b"}},
		"4": {Pairs: map[string]string{"a": "x"}},
		"5": {Number: "12.5"},
		"6": {Text: "one\ntwo"},
	}}, web.ParseAnswer(form, everyType))
	require.Empty(t, web.ParseAnswer(url.Values{"part-4-a": {""}, "part-5": {" "}}, everyType).Parts, "what is empty is omitted")
}

func TestMoveCard(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, move string
		moved      bool
		want       []string
	}{
		{"up", "up:a", true, []string{"a", "c", "b"}},
		{"down", "down:a", true, []string{"c", "b", "a"}},
		{"up from the top", "up:c", true, []string{"c", "a", "b"}},
		{"down from the bottom", "down:b", true, []string{"c", "a", "b"}},
		{"a card there is none of", "up:z", true, []string{"c", "a", "b"}},
		{"no move", "", false, []string{"c", "a", "b"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			form := url.Values{"part-3": {"c", "a", "b"}, "part-3-move": {tc.move}}
			answer := web.ParseAnswer(form, everyType)
			require.Equal(t, tc.moved, web.MoveCard(form, everyType, answer))
			require.Equal(t, tc.want, answer.Parts["3"].Order)
		})
	}
}

func TestUnanswered(t *testing.T) {
	t.Parallel()
	whole := models.Answer{Parts: map[string]models.PartAnswer{
		"1": {Choices: []string{"b"}},
		"2": {Choices: []string{"a"}},
		"3": {Order: []string{"c", "a", "b"}},
		"4": {Pairs: map[string]string{"a": "x", "b": "x"}},
		"5": {Number: "12"},
		"6": {Text: "one"},
	}}
	require.Empty(t, web.Unanswered(everyType, whole))
	whole.Parts["4"] = models.PartAnswer{Pairs: map[string]string{"a": "x"}}
	delete(whole.Parts, "6")
	require.Equal(t, web.FormErrors{
		{Field: "part-4", Key: "pupil.task.error.part_unanswered", Args: []any{"n", 4}},
		{Field: "part-6", Key: "pupil.task.error.part_unanswered", Args: []any{"n", 6}},
	}, web.Unanswered(everyType, whole))
	only := models.ItemView{Parts: everyType.Parts[:1]}
	require.Equal(t, web.FormErrors{{Field: "part-1", Key: "pupil.task.error.unanswered"}}, web.Unanswered(only, models.Answer{}))
}

func TestAnswerFault(t *testing.T) {
	t.Parallel()
	item := models.ItemView{Parts: []models.PartView{{ID: "1"}, {ID: "12", MaxChars: 200}}}
	for _, tc := range []struct {
		field string
		want  web.FieldError
	}{
		{"parts.1.number", web.FieldError{Field: "part-1", Key: "pupil.task.error.number"}},
		{"parts.12.text", web.FieldError{Field: "part-12", Key: "pupil.task.error.text", Args: []any{"n", 200}}},
		{"parts.12.choices", web.FieldError{Field: "part-12", Key: "pupil.task.error.again"}},
		{"parts", web.FieldError{Key: "pupil.task.error.again"}},
		{"answer_id", web.FieldError{Key: "pupil.task.error.again"}},
	} {
		t.Run(tc.field, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, web.AnswerFault(item, tc.field))
		})
	}
}

// Whatever a form holds, the answer names parts of the item alone, and moving a
// card neither adds nor loses one.
func FuzzParseAnswer(f *testing.F) {
	f.Add("part-1=b&part-2=a&part-2=c&part-3=c&part-3=a&part-3=b&part-3-move=up:a&part-4-a=x&part-5=1&part-6=t")
	f.Add("part-3=a&part-3=a&part-3-move=down:a")
	f.Add("part-3-move=up:")
	f.Fuzz(func(t *testing.T, body string) {
		form, err := url.ParseQuery(body)
		if err != nil {
			t.Skip()
		}
		answer := web.ParseAnswer(form, everyType)
		for id := range answer.Parts {
			require.True(t, slices.ContainsFunc(everyType.Parts, func(p models.PartView) bool { return p.ID == id }))
		}
		before := slices.Sorted(slices.Values(form["part-3"]))
		web.MoveCard(form, everyType, answer)
		require.Equal(t, before, slices.Sorted(slices.Values(answer.Parts["3"].Order)))
	})
}
